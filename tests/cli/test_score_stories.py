"""The command with stories of a corpus: its options, and the same bytes from any workers, killed or not."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from pathlib import Path

import pytest
from making import rows, write_jsonl
from test_cluster import cluster  # noqa: F401  (a fixture)
from test_score_corpus import assert_same, call, read_rows, start

ABOUT = [
    "The toll bridge at Tarn cracked on Monday, and engineers closed both lanes of the toll bridge to lorries, {}.",
    "Pumps failed on the ferry to Lagos and passengers waited at the quay for a tug until the evening, {}.",
    "Striking bakers in Turin marched to the prefecture and asked for flour at the old price, {}.",
]
SAID = (
    "the mayor said",
    "a clerk said",
    "police said",
    "nobody said",
    "a notice said",
    "the union denied",
    "she wrote",
)


def stories(n):
    """Documents of which each third tells of one of three events, in words that differ a little."""
    told = [ABOUT[k % 3].format(f"{SAID[k % 7]} in note {k}") for k in range(n)]
    return [{"id": f"s{k}", "text": text, "event": f"e{k % 3}"} for k, text in enumerate(told)]


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--stories"], "give --output a file"),
        (["--group-field", "event"], "give --output a file"),
        (["--stories", "--group-field", "event", "--output", "o.jsonl"], "give one of them"),
        (["--window", "3", "--output", "o.jsonl"], "--window goes with --stories"),
        (["--stories", "--date-field", "day", "--output", "o.jsonl"], "--date-field goes with --window"),
        (["--stories", "--alone", "--output", "o.jsonl"], "--alone compares nothing"),
    ],
)
def test_what_does_not_go_together(options, message):
    write_jsonl(Path("a.jsonl"), rows(1))
    result = call("a.jsonl", *options)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert not Path("o.jsonl").exists()


def test_stories_are_found_or_given():
    write_jsonl(Path("a.jsonl"), stories(9))
    assert call("a.jsonl", "--stories", "--output", "o.jsonl").exit_code == 0
    assert call("a.jsonl", "--group-field", "event", "--output", "given.jsonl").exit_code == 0
    found, given = read_rows("o.jsonl"), read_rows("given.jsonl")
    assert [row["story"] for row in given] == ["e0", "e1", "e2"] * 3
    assert [row["story"] for row in found] == [found[k % 3]["story"] for k in range(9)]
    assert len({row["story"] for row in found}) == 3
    assert [row["score"] for row in found] == [row["score"] for row in given]


def test_a_window_takes_the_field_it_is_given():
    write_jsonl(Path("a.jsonl"), [one | {"day": f"2025-03-{1 + 9 * (k > 5):02}"} for k, one in enumerate(stories(9))])
    options = ("--stories", "--window", "2", "--date-field", "day")
    assert call("a.jsonl", *options, "--output", "o.jsonl").exit_code == 0
    labels = [row["story"] for row in read_rows("o.jsonl")]
    assert labels[:3] == labels[3:6]
    assert labels[6:] == [None] * 3


@pytest.mark.slow
@pytest.mark.parametrize("engine", [("-j", "2"), ("--engine", "dask", "-j", "2")])
def test_other_workers_write_the_same_bytes(engine):
    if "dask" in engine:
        pytest.importorskip("distributed")
    write_jsonl(Path("a.jsonl"), [*stories(150), *rows(50)])
    for name, options in (("found", ("--stories",)), ("given", ("--group-field", "event"))):
        call("a.jsonl", *options, "--output", f"{name}-one.jsonl")
        process = start("a.jsonl", *options, *engine, "--output", f"{name}.jsonl")
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        assert_same(f"{name}.jsonl", f"{name}-one.jsonl")


@pytest.mark.slow
def test_a_cluster_that_is_reached_by_address_writes_the_same_bytes(cluster):  # noqa: F811
    address, _ = cluster
    write_jsonl(Path("a.jsonl"), stories(90))
    process = start("a.jsonl", "--stories", "--engine", "dask", "--scheduler", address, "--output", "o.jsonl")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    call("a.jsonl", "--stories", "--output", "one.jsonl")
    assert_same("o.jsonl", "one.jsonl")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_ten_random_moments(jobs):
    write_jsonl(Path("a.jsonl"), stories(600))
    assert call("a.jsonl", "--stories", "--output", "whole.jsonl").exit_code == 0
    moments, kills = random.Random(jobs), 0
    while kills < 10:
        process = start("a.jsonl", "--stories", "-j", jobs, "--output", "o.jsonl")
        try:
            process.communicate(timeout=moments.uniform(1, 5))
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            kills += 1
    assert kills
    process = start("a.jsonl", "--stories", "-j", jobs, "--output", "o.jsonl")
    process.communicate()
    assert process.returncode == 0
    assert_same("o.jsonl", "whole.jsonl")


@pytest.mark.slow
@pytest.mark.parametrize("step", ["grouping", "comparing"])
def test_killed_while_stories_are_sought_and_compared(step):
    write_jsonl(Path("a.jsonl"), stories(1500))
    manifest = Path("o.jsonl.manifest.json")
    process = start("a.jsonl", "--stories", "--output", "o.jsonl")
    while process.poll() is None and not (manifest.exists() and f'"state": "{step}"' in manifest.read_text()):
        pass
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert f'"state": "{step}"' in manifest.read_text()
    assert call("a.jsonl", "--stories", "--output", "o.jsonl").exit_code == 0
    call("a.jsonl", "--stories", "--output", "whole.jsonl")
    assert_same("o.jsonl", "whole.jsonl")


def test_progress_of_comparing_is_written_when_asked_for(monkeypatch):
    monkeypatch.setattr("reliability.report.progress._EVERY_SECONDS", 0.0)
    write_jsonl(Path("a.jsonl"), stories(12))
    told = call("a.jsonl", "--stories", "--progress", "--output", "o.jsonl").stderr.splitlines()
    assert told[0].startswith("reliability: 12 done, ")
    assert "reliability: Finding documents that are alike: 0 of 64" in told
    assert "reliability: Comparing documents on one story: 12 of 12, 0:00 left" in told
    assert "reliability: Writing rows: 0 of 12" in told
    quiet = call("a.jsonl", "--stories", "--output", "p.jsonl").stderr
    assert not any(word in quiet for word in ("Finding", "Dividing", "Comparing", "Writing"))
    assert Path("o.jsonl").read_bytes() == Path("p.jsonl").read_bytes()
