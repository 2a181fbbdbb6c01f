"""Output follows no link, overwrites no input, stays whole on a full disk, and carries nothing into what shows it."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import ROOT, cli, run_python
from making import rows, write_jsonl

from reliability.corpus.job import CHUNK

PROSE = "Harbour master Ann Ito said on Monday that 14 ferries had been repaired, the port's minutes show. " * 4
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m=1+1;=cmd|'x'!A0\t+2\u202eegap\u2066\r\n@SUM(1)"


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(PROSE)
    write_jsonl(Path("a.jsonl"), rows(3))


@pytest.mark.parametrize(
    ("source", "option"), [("a.txt", "--output"), ("a.jsonl", "--output"), ("a.jsonl", "--summary")]
)
def test_no_link_is_followed_and_no_input_overwritten(source, option):
    before = Path(source).read_bytes()
    Path("precious.jsonl").write_text("precious")
    Path("link.jsonl").symlink_to("precious.jsonl")
    Path("dangling.jsonl").symlink_to("new.jsonl")
    Path("self.jsonl").symlink_to("self.jsonl")
    os.link(source, "hard.jsonl")
    Path("folder.jsonl").mkdir()
    os.mkfifo("pipe.jsonl")
    for name in (
        "link.jsonl", "dangling.jsonl", "self.jsonl", "hard.jsonl", "folder.jsonl", "pipe.jsonl",
        "./hard.jsonl", "folder.jsonl/../hard.jsonl", "none/out.jsonl", "/dev/null/out.jsonl",
    ):  # fmt: skip
        done = cli(source, "--format", "jsonl", option, name)
        assert done.exit_code == 2, name
        assert done.stderr.count("\n") == 1
    assert Path(source).read_bytes() == before
    assert Path("precious.jsonl").read_text() == "precious"
    assert not Path("new.jsonl").exists()


def test_the_files_beside_rows_are_no_links_and_no_inputs():
    Path("precious").write_text("precious")
    for name in ("out.jsonl.part", "out.jsonl.manifest.json"):
        Path(name).symlink_to("precious")
        for options in ((), ("--fresh",)):
            assert "is a symbolic link" in cli("a.jsonl", "--output", "out.jsonl", *options).stderr
        Path(name).unlink()
        os.link("a.txt", name)
        done = cli("a.txt", "--corpus", "--output", "out.jsonl", "--fresh")
        assert "is also to be read" in done.stderr
        Path(name).unlink()
    # What a killed run or somebody else left where the manifest is prepared is not written through.
    Path(".out.jsonl.manifest.json.tmp").symlink_to("precious")
    assert cli("a.jsonl", "--output", "out.jsonl").exit_code == 0
    assert (Path("precious").read_text(), Path("a.txt").read_text()) == ("precious", PROSE)


def test_a_summary_does_not_go_over_the_rows():
    for name in ("out.jsonl", "./out.jsonl", "out.jsonl.part", "out.jsonl.manifest.json"):
        done = cli("a.jsonl", "--output", "out.jsonl", "--summary", name)
        assert (done.exit_code, Path("out.jsonl").exists()) == (2, False), name


def test_titles_ids_and_evidence_are_neutral_in_every_format():
    Path("a.html").write_text(
        f"<html><head><title>{HOSTILE}</title></head>"
        f"<body><p>{PROSE} “{HOSTILE} may fall,” Ann Ito said.</p></body></html>"
    )
    for form in ("text", "json", "jsonl", "csv"):
        shown = cli("a.html", "--format", form, *(["--explain"] if form == "text" else [])).stdout_bytes.decode()
        assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066"), form


def test_cells_are_made_safe_and_numbers_stay_numbers():
    Path("=1+1.txt").write_text(PROSE)
    Path("-7.html").write_text(f"<html><head><title>{HOSTILE}</title></head><body><p>{PROSE}</p></body></html>")
    shown = cli("--format", "csv", "--", "=1+1.txt", "-7.html").stdout
    found = list(csv.DictReader(io.StringIO(shown)))
    assert [row["id"] for row in found] == ["'=1+1.txt", "'-7.html"]
    for row in found:
        assert all(not cell.startswith(tuple("=+@\t\r")) for cell in row.values())
        for name in ("score", "low", "high", "p_1", "hedging", "sourcing"):
            float(row[name])
    # A spreadsheet set to semicolons, and one that cuts at every line end, find no formula either.
    for separator in ";\t|\r\n":
        cells = [cell.lstrip(' "') for line in shown.splitlines()[1:] for cell in line.split(separator)]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))], separator


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_full_disk_keeps_what_is_done_and_the_same_command_goes_on(suffix):
    write_jsonl(Path("many.jsonl"), rows(300))
    command = ["-m", "reliability", "score", "many.jsonl", "--output", f"out.{suffix}", "--signals"]

    def small_disk():
        # Writing beyond raises an error, as a full disk does, where the signal is ignored.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    full = run_python(*command, preexec_fn=small_disk)
    assert full.returncode == 2
    assert b"the same command goes on once that is mended" in full.stderr
    assert full.stderr.count(b"\n") == 1
    done_before = json.loads(Path(f"out.{suffix}.manifest.json").read_text())["rows"]
    assert 64 <= done_before < 300
    assert not Path(f"out.{suffix}").exists()
    again = run_python(*command)
    assert again.returncode == 0
    assert json.loads(again.stderr)["records_before"] == done_before
    run_python(*command[:4], "--output", f"whole.{suffix}", "--signals")
    assert Path(f"out.{suffix}").read_bytes() == Path(f"whole.{suffix}").read_bytes()


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_report():
    Path("out.json").write_text("old")

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    command = ["-m", "reliability", "score", "a.txt", "--format", "json", "--output", "out.json"]
    full = run_python(*command, preexec_fn=small_disk)
    assert full.returncode == 2
    assert full.stderr.count(b"\n") == 1
    assert b"out.json: cannot be written" in full.stderr
    assert Path("out.json").read_text() == "old"
    assert not list(Path().glob(".reliability-*"))


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full(tmp_path):
    (tmp_path / "disk").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", "disk"], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        write_jsonl(Path("many.jsonl"), rows(300))
        full = run_python("-m", "reliability", "score", "many.jsonl", "--output", "disk/out.jsonl", "--signals")
        assert full.returncode == 2
        assert b"No space left on device" in full.stderr
        assert json.loads(Path("disk/out.jsonl.manifest.json").read_text())["rows"] >= 64
    finally:
        subprocess.run(["umount", "disk"], check=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [("many.jsonl",), ("folder", "--alone", "--format", "csv"), ("folder", "--explain")]
)
def test_a_closed_pipe_is_no_traceback(arguments):
    write_jsonl(Path("many.jsonl"), rows(300))
    Path("folder").mkdir()
    for number in range(30):
        Path(f"folder/{number}.txt").write_text(PROSE)
    command = [sys.executable, "-m", "reliability", "score", *arguments, "--no-progress"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()
    assert (errors, running.returncode) in {(b"", 141), (b"", 0)}


def wait_for_lines(path, n, running):
    """Wait until so many lines are written; the pause is short against the time that a line takes."""
    while not path.exists() or path.read_bytes().count(b"\n") < n:
        assert running.poll() is None, running.stderr.read()
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [None, 1, 400, 800])
def test_ctrl_c_at_any_moment_leaves_whole_files(lines):
    """Right at the start, and once so many of 3,000 lines are written."""
    write_jsonl(Path("many.jsonl"), rows(3000))
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from reliability.cli import main; main(prog_name='reliability')"
    )
    command = [sys.executable, "-c", code, "score", "many.jsonl", "--output", "out.jsonl"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    part, manifest = Path("out.jsonl.part"), Path("out.jsonl.manifest.json")
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        if lines is None:
            time.sleep(0.3)
        else:
            wait_for_lines(part, lines, running)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert not Path("out.jsonl").exists()
    if lines is None:
        # Before the command has begun the interpreter itself answers.
        assert running.returncode in {130, -signal.SIGINT, 1}
    else:
        assert running.returncode == 130
        assert b"reliability: stopped" in errors
        # Of the last lines, written but not yet noted, at most one piece of work is done again.
        assert lines - CHUNK <= json.loads(manifest.read_text())["rows"] < 3000
    if manifest.exists():
        stored = json.loads(manifest.read_text())
        kept = part.read_bytes()[: stored["bytes"]] if part.exists() else b""
        assert kept.count(b"\n") == stored["rows"]
        assert all(json.loads(line)["error"] is None for line in kept.splitlines())
