"""``reliability score --html``."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reliability.cli import main

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("musing.txt", "flat-claim.txt"):
        shutil.copy(SEEDS / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["score", *arguments])


def test_the_page_comes_beside_the_report(folder):
    plain = run("musing.txt", "flat-claim.txt")
    both = run("musing.txt", "flat-claim.txt", "--html", "report.html")
    assert (both.exit_code, both.stdout) == (plain.exit_code, plain.stdout)
    first = (folder / "report.html").read_bytes()
    assert b"<!doctype html>" in first
    quiet = run("musing.txt", "flat-claim.txt", "--html", "report.html", "--quiet")
    assert (quiet.exit_code, quiet.stdout) == (0, "")
    assert (folder / "report.html").read_bytes() == first


@pytest.mark.parametrize(("order", "sign"), [("best", -1), ("worst", 1)])
def test_the_page_is_sorted_as_the_report(folder, order, sign):
    run("musing.txt", "flat-claim.txt", "--html", "report.html", "--sort", order, "-q")
    written = (folder / "report.html").read_text(encoding="utf-8")
    scores = [float(score) for score in re.findall(r'class="score" data-v="([0-9.]+)"', written)]
    assert len(scores) == 2
    assert scores == sorted(scores, key=lambda score: sign * score)


def test_what_streams_is_kept_for_the_page(folder):
    streamed = run("musing.txt", "flat-claim.txt", "--alone", "--format", "jsonl", "--html", "report.html")
    assert len(streamed.stdout.splitlines()) == 2
    assert (folder / "report.html").read_text(encoding="utf-8").count("<article") == 2


def test_an_input_is_not_overwritten(folder):
    before = (folder / "musing.txt").read_bytes()
    refused = run("musing.txt", "--html", "./musing.txt")
    assert refused.exit_code == 2
    assert "also to be read" in refused.stderr
    assert (folder / "musing.txt").read_bytes() == before


def test_one_file_cannot_hold_both(folder):
    refused = run("musing.txt", "--html", "out", "--output", "./out")
    assert refused.exit_code == 2
    assert "give each its own" in refused.stderr
    assert not (folder / "out").exists()


def test_corpora_have_no_page(folder):
    (folder / "crawl.jsonl").write_text('{"text": "It may rain."}\n')
    refused = run("crawl.jsonl", "--html", "report.html")
    assert refused.exit_code == 2
    assert "--html goes with files of one document, not with records or --corpus." in refused.stderr
    assert not (folder / "report.html").exists()
