"""What a name may stand for: nothing hangs, nothing is followed that should not be, every error is one safe line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import cli
from making import rows, write_csv, write_jsonl, write_parquet

from reliability import ReliabilityError, read
from reliability.corpus.deadline import limited
from reliability.readers import Fields, find, read_records

pytestmark = pytest.mark.slow
PROSE = "Harbour master Ann Ito said on Monday that 14 ferries had been repaired, the port's minutes show. " * 4
ODD = {
    "newline": "two\nlines.txt",
    "escape": "\x1b]0;owned\x07\x1b[31mred.txt",
    "bidi": "a\u202etxt.exe\u2066.txt",
    "surrogate": os.fsdecode(b"not-utf8-\xff\xfe.txt"),
    "dash": "--format.txt",
    "formula": "=cmd|'calc'!A0.txt",
    "blank": " .txt",
    "quotes": "a\"b'c`d$(e);f&g|h.txt",
    "pattern": "a[b]*?.txt",
    "long": "é" * 120 + ".txt",
    "joined": "e\u0301\u200d\u200b\U0001f469\u200d.txt",
}
FORMS = ("text", "json", "jsonl", "csv")


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def is_safe(shown: str) -> bool:
    """Whether a terminal would show it as it stands: no escapes, no turned text."""
    return not set(shown) & set("\x1b\x07\x9b\u202e\u2066") and "\n\n\n" not in shown


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_documents_of_odd_names_are_rated_and_named_safely(name, form):
    Path(name).write_text(PROSE)
    done = cli("--format", form, "--", name)
    assert done.exit_code == 0, done.stderr
    shown = done.stdout_bytes.decode("utf-8")
    if form == "csv":
        assert "\n=cmd" not in shown
    assert is_safe(shown)
    if form in {"json", "jsonl"}:
        stored = json.loads(shown)
        assert (stored if form == "jsonl" else stored[0])["id"] == name


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_errors_of_odd_names_are_one_safe_line(name):
    done = cli("--", name)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert is_safe(done.stderr)


@pytest.mark.parametrize("name", ["-\x1b]0;owned\x07", "--\x1b[31mred", "--format=\x1b[31m", "--min-score=\u202e1"])
def test_a_name_taken_for_an_option_is_shown_safely(name):
    done = cli(name, "a.txt")
    assert done.exit_code == 2
    assert is_safe(done.stderr)


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_output_under_odd_names(name):
    Path("in.md").write_text(PROSE)
    assert cli("in.md", "--format", "jsonl", f"--output={name}").exit_code == 0
    assert json.loads(Path(name).read_text())["id"] == "in.md"
    assert {path.name for path in Path().iterdir()} == {"in.md", name}


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
@pytest.mark.parametrize("name", [name for key, name in ODD.items() if key != "long"], ids=lambda name: repr(name)[:12])
def test_records_of_odd_names(name, suffix):
    write = {".jsonl": write_jsonl, ".csv": write_csv, ".parquet": write_parquet}[suffix]
    # Under its own name at last: pyarrow writes to none that is not UTF-8.
    write(Path(f"plain{suffix}"), rows(2)).rename(name + suffix)
    for output in ("out.jsonl", "out.parquet"):
        done = cli(f"--output={output}", "--", name + suffix)
        assert done.exit_code == 0, done.stderr
        assert is_safe(done.stderr)


def test_parents_links_and_current_folders_in_paths(tmp_path):
    Path("sub").mkdir()
    Path("a.txt").write_text(PROSE)
    Path("link.txt").symlink_to("a.txt")
    for name in ("sub/../a.txt", "./a.txt", "sub/./../link.txt", str(tmp_path / "sub" / ".." / "a.txt")):
        assert json.loads(cli(name, "--format", "jsonl").stdout)["id"] == name


def test_links_that_lead_round_or_nowhere():
    Path("loop.txt").symlink_to("loop.txt")
    Path("gone.txt").symlink_to("nothing")
    Path("folder").mkdir()
    Path("folder/up").symlink_to("..")
    Path("folder/a.txt").write_text(PROSE)
    assert list(find(["folder"])) == ["folder/a.txt"]
    for name in ("loop.txt", "gone.txt"):
        done = cli(name)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/random", "/dev/full", "/dev/null", "/dev/tty"])
@pytest.mark.parametrize("suffix", [".txt", ".html", ".pdf", ".jsonl", ".csv", ".parquet", ".warc", ".jsonl.gz"])
def test_devices_are_refused_under_any_name(device, suffix):
    if not Path(device).exists():
        pytest.skip(f"no {device} here")
    Path(f"a{suffix}").symlink_to(device)
    for name in (device, f"a{suffix}"):
        with limited(20):
            done = cli(name)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1


def test_a_file_that_keeps_its_reader_waiting_runs_out_of_time():
    if not os.access("/proc/kmsg", os.R_OK):
        pytest.skip("no file here that waits for more, as the system's log does")
    done = cli("/proc/kmsg", "--timeout", "0.5")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.jsonl", "a.jsonl.gz", "a.csv", "a.parquet", "a.warc"])
@pytest.mark.parametrize("options", [(), ("--corpus",), ("--corpus", "--output", "out.jsonl"), ("--against", ".")])
def test_a_pipe_without_a_writer_is_refused_at_once(name, options):
    os.mkfifo(name)
    Path("b.txt").write_text(PROSE)
    with limited(20):
        done = cli("b.txt" if "--against" in options else name, *options)
    rows_of_it = Path("out.jsonl").read_text() if Path("out.jsonl").exists() else ""
    # Beside folders to compare with, files of records are not looked for.
    refused = "--against" not in options or name in {"a.txt", "a.pdf"}
    assert done.exit_code == (2 if refused else 0)
    assert ("is a pipe, socket or device" in done.stderr + done.stdout + rows_of_it) == refused


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.parquet"])
def test_a_folder_named_like_a_file(name):
    Path(name).mkdir()
    done = cli(name)
    assert done.exit_code == 2
    assert "this folder holds no document" in done.stderr
    assert "is a folder" in next(record.error for record in read_records(name, Fields()))
    with pytest.raises(ReliabilityError, match="is a folder"):
        read(name)


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no /dev/stdin here")
def test_standard_input_by_its_device_is_refused_where_it_may_wait(tmp_path):
    command = [sys.executable, "-m", "reliability", "score", "/dev/stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        error = waiting.stderr.read()
    assert b"give '-'" in error
    assert waiting.returncode == 2


@pytest.mark.parametrize(
    "name", ["", "\0", "a\0.txt", "/" + "a" * 5000, "a/" * 3000, "http://[", "file://", "x://y", "://"]
)
def test_what_can_be_no_path(name):
    done = cli("--", name)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "please report" not in done.stderr
