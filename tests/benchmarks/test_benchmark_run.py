"""One command runs, keeps and writes; figures on the page are those that are kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import run
from suite import SUITE, conditions, page
from suite.pivot import ahead, tables
from suite.rows import Outcome, Row

ROOT = Path(__file__).parents[2]
ABSENT = ["--data", "no-such-folder"]


def row(name, value, *, folds="publisher", figure="Spearman", subject="rating"):
    return Row(subject, name, figure, value, value - 0.05, value + 0.05, 100, "articles", folds)


def entry(rows, date="2026-01-02"):
    outcome = Outcome(rows, ["a peer: not installed"], ["A note."])
    machine = {"system": "Linux", "architecture": "x86_64", "processor": "one", "processors": 2}
    told = {"date": date, "commit": "abc", "python": "3.11.1", "packages": {"numpy": "2.0"}, "machine": machine}
    return {**told, "hashes": {"gold/articles.jsonl.gz": "00ff"}, "seconds": 1.5, **asdict(outcome)}


def test_the_list_names_every_benchmark(capsys):
    assert run.main(["--list"]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in SUITE)
    assert all((ROOT / "benchmarks" / "suite" / f"{name}.py").is_file() for name in SUITE)


def test_without_the_corpora_it_runs_the_seeds_keeps_them_and_says_what_it_left_out(tmp_path, capsys):
    to, results = tmp_path / "page.md", tmp_path / "results"
    given = [*ABSENT, "--only", "seeds", "--only", "people", "--results", str(results), "--to", str(to)]
    assert run.main(given) == 0
    printed = capsys.readouterr().out
    assert "left out: people" in printed
    assert "no-such-folder, which holds the corpora, is absent" in printed
    [file] = results.iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert list(kept) == ["seeds"]
    scores = {
        r["subject"]: r["value"] for r in kept["seeds"]["rows"] if r["figure"] == "score" and r["name"] == "alone"
    }
    assert scores["trade-press.html"] > scores["second-hand.txt"] > scores["flat-claim.txt"]
    assert {"date", "commit", "python", "packages", "machine", "hashes"} <= set(kept["seeds"])
    assert "models/numbers.npz" in kept["seeds"]["hashes"]
    assert f"{scores['trade-press.html']:.3f}" in to.read_text(encoding="utf-8")


def test_a_quick_run_writes_nothing(tmp_path):
    results, to = tmp_path / "results", tmp_path / "page.md"
    given = ["--quick", "--only", "seeds", "--results", str(results), "--to", str(to)]
    assert run.main([*ABSENT, *given]) == 0
    assert list(tmp_path.iterdir()) == []


def test_figures_of_other_benchmarks_are_taken_over_with_their_own_date(tmp_path):
    run.keep({"quality": entry([row("this library", 0.8)], "2026-01-02")}, tmp_path)
    run.keep({"people": entry([row("this library", 0.7)], "2026-01-03")}, tmp_path)
    kept = run.newest(tmp_path)
    assert {name: one["date"] for name, one in kept.items()} == {"quality": "2026-01-02", "people": "2026-01-03"}


def test_the_page_says_where_a_peer_wins_and_where_it_is_level():
    rows = [row("this library", 0.7291), row("n-grams", 0.7302), row("length", 0.2), row("draw", 0.7288)]
    assert [line.split(": ")[1].split()[0] for line in ahead(rows)] == ["n-grams", "draw"]
    errors = [row("this library", 0.5, figure="distance in levels"), row("n", 0.4, figure="distance in levels")]
    assert len(ahead(errors)) == 1
    memory = [row("this library", 250.0, figure="MB of memory at most"), row("n", 600.0, figure="MB of memory at most")]
    assert ahead(memory) == []
    assert ahead([row("this library", 0.7, folds="random"), row("n-grams", 0.9, folds="random")]) == []


def test_every_figure_stands_in_a_table():
    rows = [
        row(name, v, folds=f, subject=s)
        for s in ("rating", "hedging")
        for name, v, f in (("a", 0.1, "x"), ("b", 0.2, "y"))
    ]
    rows.append(row("a", 0.456, folds="x", figure="AUC"))
    shown = "\n".join(tables(rows))
    assert shown.count("0.100 (0.050 to 0.150)") == 2
    assert shown.count("0.200 (0.150 to 0.250)") == 2
    assert "0.456" in shown


def test_the_page_is_what_the_kept_figures_give(tmp_path):
    kept = run.newest(run.RESULTS)
    assert kept, "run benchmarks/run.py"
    page.write_page(kept, tmp_path / "benchmarks.md")
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8") == page.PAGE.read_text(encoding="utf-8"), (
        "run `python benchmarks/run.py --page`"
    )


def test_a_page_needs_no_more_than_some_of_the_benchmarks(tmp_path):
    kept = {"quality": entry([row("this library", 0.8)]), "peers": entry([row("n-grams", 0.9)])}
    page.write_page(kept, tmp_path / "page.md")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "rating, Spearman: n-grams 0.900, this library 0.800" in text
    assert "Left out in this run: a peer: not installed." in text
    assert "`00ff`" in text
    first = (tmp_path / "page.md").read_bytes()
    page.write_page(kept, tmp_path / "page.md")
    assert (tmp_path / "page.md").read_bytes() == first


def test_a_commit_that_is_not_known_is_called_so(monkeypatch, tmp_path):
    monkeypatch.setattr(conditions, "ROOT", tmp_path)
    assert conditions.commit() == "unknown"


@pytest.mark.parametrize("name", ["nela-features", "no-such-package-at-all"])
def test_versions_of_what_is_missing_are_left_out(name, monkeypatch):
    monkeypatch.setattr(conditions, "PACKAGES", ("numpy", name))
    assert "numpy" in conditions.conditions(None)["packages"]
    assert "no-such-package-at-all" not in conditions.conditions(None)["packages"]
