"""The command with files of records, and the promises that hold for real processes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import TEXT, answer, page, rows, write_csv, write_jsonl, write_parquet, write_warc

from reliability.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def call(*arguments):
    result = CliRunner().invoke(main, ["score", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def read_rows(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def assert_same(path, other):
    """Two files hold the same bytes."""
    assert Path(path).read_bytes() == Path(other).read_bytes()


def start(*arguments, program=("-m", "reliability")):
    command = [sys.executable, *program, "score", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell's background jobs, and what they start, ignore Ctrl-C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (no thread runs)
    )


def interrupt(process, part=Path("o.jsonl.part")):
    """Press Ctrl-C when the first rows are there; the command says so, and no more."""
    while not (part.exists() and part.stat().st_size):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (errors, process.returncode) == (b"reliability: stopped\n", 130)


def test_every_kind_of_file_in_one_run():
    write_jsonl(Path("a.jsonl"), rows(2))
    write_csv(Path("b.csv.gz"), rows(2))
    write_parquet(Path("c.parquet"), rows(2))
    write_warc(Path("d.warc.gz"), [answer("https://n.example/1", page(1))])
    Path("e.html").write_bytes(page(1))
    result = call("a.jsonl", "b.csv.gz", "c.parquet", "d.warc.gz", "e.html", "--output", "o.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    found = read_rows("o.jsonl")
    assert [row["id"] for row in found] == ["d0", "d1"] * 3 + ["<urn:.example/1>", "e.html"]
    assert found[0]["score"] == found[2]["score"] == found[4]["score"]
    assert found[6]["score"] == found[7]["score"]
    summary = json.loads(result.stderr.splitlines()[-1])
    assert (summary["records"], summary["errors"], summary["done"], summary["inputs"]) == (8, 0, True, 5)


def test_rows_on_standard_output_hold_what_a_rating_holds():
    import reliability

    write_jsonl(Path("a.jsonl"), [{"id": "a", "text": TEXT.format(3) * 4}])
    result = call("a.jsonl", "--signals", "--evidence", "--format", "jsonl")
    [row] = map(json.loads, result.stdout.splitlines())
    [rating] = reliability.rate([TEXT.format(3) * 4])
    assert row["score"] == pytest.approx(rating.score, abs=1e-5)
    assert row["level"] == rating.level
    assert row["flags"] == list(rating.flags)
    assert [(one["start"], one["end"], one["kind"]) for one in row["evidence"]] == [
        (one.start, one.end, one.kind) for one in rating.evidence
    ]
    assert set(row["features"]) >= {"hedging__modal_rate", "specificity__number_rate", "sourcing__n_person"}
    assert "Harbour" not in result.stdout


def test_other_fields():
    write_jsonl(Path("a.jsonl"), [{"uid": 7, "body": TEXT.format(3)}])
    options = ("--text-field", "body", "--id-field", "uid")
    assert json.loads(call("a.jsonl", *options).stdout)["id"] == "7"
    assert "name the one that holds the text with --text-field" in json.loads(call("a.jsonl").stdout)["error"]


def test_exit_codes_of_failed_records():
    write_jsonl(Path("a.jsonl"), [*rows(2), b"{broken\n"])
    assert call("a.jsonl").exit_code == 2
    assert call("a.jsonl", "--max-errors", "1").exit_code == 0
    result = call("a.jsonl", "--max-errors", "0", "--summary", "s.json")
    assert result.exit_code == 2
    assert result.stderr == "reliability: stopped: more than 0 records failed; the rows that are done are kept\n"
    assert json.loads(Path("s.json").read_text())["stopped_by_errors"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--explain"], "--explain goes with"),
        (["--min-score", "0.5"], "--min-score goes with"),
        (["--sort", "best"], "--sort goes with"),
        (["--against", "."], "--against goes with"),
        (["--format", "csv"], "leave --format out"),
        (["--fresh"], "--fresh goes with --output"),
        (["none.jsonl"], "none.jsonl: there is no such file"),
        (["no/*.jsonl"], "no file matches this pattern"),
        (["-"], "Standard input cannot be gone on with"),
        (["--output", "o.txt"], "rows are written as"),
    ],
)
def test_what_means_nothing_here_is_refused(options, message):
    write_jsonl(Path("a.jsonl"), rows(1))
    result = call("a.jsonl", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in Path().iterdir()] == ["a.jsonl"]


def test_ordinary_files_as_a_corpus_only_when_asked():
    Path("a.txt").write_text(TEXT.format(1))
    assert "--max-errors goes with files of records" in call("a.txt", "--max-errors", "5").stderr
    assert "Sourcing of" in call("a.txt").stdout
    assert json.loads(call("a.txt", "--corpus").stdout)["id"] == "a.txt"


# Where the time is up in a finalizer, Python says that nothing is let through; it strikes again then.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_document_over_the_time_is_a_row_with_an_error():
    write_jsonl(Path("a.jsonl"), [{"text": TEXT.format(1)}, {"text": TEXT.format(1) * 5000}])
    found = [json.loads(line) for line in call("a.jsonl", "--timeout", "0.2").stdout.splitlines()]
    assert found[1]["error"] == "took longer than 0.2 seconds"


def test_progress_is_written_when_asked_for(monkeypatch):
    monkeypatch.setattr("reliability.report.progress._EVERY_SECONDS", 0.0)
    write_jsonl(Path("a.jsonl"), rows(70))
    lines = call("a.jsonl", "--progress", "--output", "o.jsonl").stderr.splitlines()
    assert lines[0].startswith("reliability: 64 done, ")
    assert lines[1].startswith("reliability: 70 done, ")
    assert lines[1].endswith(", 0 errors")
    assert len(call("a.jsonl", "--output", "p.jsonl").stderr.splitlines()) == 1


@pytest.mark.slow
def test_two_processes_write_the_rows_of_one():
    write_jsonl(Path("a.jsonl"), rows(150))
    call("a.jsonl", "--output", "one.jsonl")
    process = start("a.jsonl", "-j", "2", "--output", "two.jsonl")
    assert process.communicate()[0] == b""
    assert process.returncode == 0
    assert_same("one.jsonl", "two.jsonl")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_whole_rows_and_goes_on_later(jobs):
    write_jsonl(Path("a.jsonl"), rows(600))
    process = start("a.jsonl", "-j", jobs, "--output", "o.jsonl")
    interrupt(process)
    part = Path("o.jsonl.part")
    assert part.read_bytes().endswith(b"}\n")
    assert 0 < len(read_rows(part)) < 600
    assert call("a.jsonl", "--output", "o.jsonl").exit_code == 0
    assert [row["record"] for row in read_rows("o.jsonl")] == list(range(1, 601))


# A busy machine, where the thread that feeds the processes is the last to let go of a semaphore, and slow at it.
_SLOW_FEEDER = """
import threading, time
from joblib.externals.loky.backend import queues, resource_tracker
from reliability.cli import group, main

feed, unregister, complain = queues.Queue._feed, resource_tracker.unregister, group.complain

def feed_slowly(*arguments):
    feed(*arguments)
    time.sleep(0.2)

def unregister_slowly(*arguments):
    if threading.current_thread().name == "QueueFeederThread":
        time.sleep(0.5)
    unregister(*arguments)

def complain_later(message):
    time.sleep(0.5)
    complain(message)

queues.Queue._feed = staticmethod(feed_slowly)
resource_tracker.unregister = unregister_slowly
group.complain = complain_later
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("sentences", [1, 2000])
def test_ctrl_c_says_no_more_than_that_it_stopped(sentences):
    write_jsonl(Path("a.jsonl"), [row | {"text": TEXT * sentences} for row in rows(100)])
    process = start("a.jsonl", "-j", "2", "--output", "o.jsonl", program=("-c", _SLOW_FEEDER))
    interrupt(process)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_ten_random_moments(jobs):
    write_jsonl(Path("a.jsonl.gz"), rows(3000))
    assert call("a.jsonl.gz", "--output", "whole.jsonl").exit_code == 0
    moments = random.Random(jobs)
    kills = 0
    while kills < 10:
        process = start("a.jsonl.gz", "-j", jobs, "--output", "o.jsonl")
        try:
            process.communicate(timeout=moments.uniform(0.5, 3.5))
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            kills += 1
    assert kills > 3
    process = start("a.jsonl.gz", "-j", jobs, "--output", "o.jsonl")
    process.communicate()
    assert process.returncode == 0
    assert_same("o.jsonl", "whole.jsonl")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="lists the children of a process")
def test_a_killed_worker_changes_nothing():
    write_jsonl(Path("a.jsonl"), rows(600))
    process = start("a.jsonl", "-j", "2", "--output", "o.jsonl")
    part = Path("o.jsonl.part")
    while not (part.exists() and part.stat().st_size):
        time.sleep(0.01)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    workers = [int(pid) for pid in children if b"LokyProcess" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(workers[0], signal.SIGKILL)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    call("a.jsonl", "--output", "one.jsonl")
    assert_same("o.jsonl", "one.jsonl")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads a process's memory there")
def test_memory_stays_flat():
    write_jsonl(Path("a.jsonl"), rows(20_000))
    # What getrusage tells begins with what the process held that started this one, which is pytest.
    code = (
        "from reliability.cli import main\n"
        "try: main(['score', 'a.jsonl', '--output', 'o.jsonl', '--quiet'])\n"
        "finally: print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert int(done.stdout) / 1024 < 600
