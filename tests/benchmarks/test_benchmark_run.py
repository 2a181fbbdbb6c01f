"""One command runs, keeps and writes; figures on the page are those that are kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import run
from suite import SUITE, conditions, page
from suite.pivot import standings, tables
from suite.rows import Outcome, Row
from suite.setting import GAP

ROOT = Path(__file__).parents[2]
ABSENT = ["--data", "no-such-folder"]


def row(name, value, *, folds="publisher", figure="Spearman", subject="rating"):
    return Row(subject, name, figure, value, value - 0.05, value + 0.05, 100, "articles", folds)


def entry(rows, date="2026-01-02"):
    outcome = Outcome(rows, ["a peer: not installed"])
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


def stand(*rows):
    return {one.theirs.name: ("ahead" if one.ahead else "behind", one.level) for one in standings(list(rows))}


def test_a_peer_is_ahead_behind_or_level():
    ours = row("this library", 0.7291)
    given = [ours, row("n-grams", 0.7502), row("length", 0.2), row("draw", 0.7288), row("labels", 0.9)]
    assert stand(*given) == {"n-grams": ("ahead", False), "length": ("behind", False), "draw": ("behind", True)}


def test_a_gap_that_may_be_nothing_is_level():
    figure = f"Spearman{GAP}"
    gaps = {"sure": (-0.03, -0.01), "unsure": (-0.03, 0.001)}
    given = [Row("rating", name, figure, -0.02, *ends, 100, "articles", "publisher") for name, ends in gaps.items()]
    found = stand(row("this library", 0.79), row("sure", 0.77), row("unsure", 0.77), *given)
    assert found == {"sure": ("behind", False), "unsure": ("behind", True)}
    [told] = [str(one) for one in standings([row("this library", 0.79), row("unsure", 0.77), given[1]])]
    assert told.endswith("the difference lies from -0.030 to +0.001")


def test_of_errors_and_costs_less_is_better():
    for figure in ("distance in levels", "MB of memory at most"):
        rows = [row("this library", 0.5, figure=figure), row("n", 0.4, figure=figure), row("m", 0.6, figure=figure)]
        assert stand(*rows) == {"n": ("ahead", False), "m": ("behind", False)}


def test_random_folds_are_no_result_and_the_library_is_no_peer():
    assert stand(row("this library", 0.7, folds="random"), row("n-grams", 0.9, folds="random")) == {}
    assert stand(row("this library", 0.7), row("this library, other folds", 0.8)) == {}


def test_a_peer_that_learns_nothing_is_set_beside_what_was_held_out():
    assert stand(row("this library", 0.7, folds="story"), row("lone score", 0.8, folds="")) == {
        "lone score": ("ahead", False)
    }


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
    assert "Where a peer is ahead of the library:\n\n- rating, Spearman: n-grams 0.900, this library 0.800" in text
    assert "| rating, Spearman | 0.800 | 0.900 | n-grams |  |" in text
    assert "Left out in this run: a peer: not installed." in text
    assert "`00ff`" in text
    first = (tmp_path / "page.md").read_bytes()
    page.write_page(kept, tmp_path / "page.md")
    assert (tmp_path / "page.md").read_bytes() == first


def test_figures_that_are_kept_elsewhere_leave_the_project_s_page_alone(tmp_path):
    before = page.PAGE.read_bytes()
    assert run.main([*ABSENT, "--only", "seeds", "--results", str(tmp_path)]) == 0
    assert (tmp_path / "page.md").is_file()
    assert page.PAGE.read_bytes() == before


def test_a_page_without_figures_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="holds no figures"):
        run.main([*ABSENT, "--page", "--results", str(tmp_path)])
    assert list(tmp_path.iterdir()) == []


def test_what_figures_are_taken_from_is_hashed():
    found = conditions.hashes(None)
    assert {"models/rating.json", "models/attributions.npz", "tests/contrasts/sourcing.json"} <= set(found)
    assert any(name.startswith("seeds/") for name in found)


def test_a_commit_that_is_not_known_is_called_so(monkeypatch, tmp_path):
    monkeypatch.setattr(conditions, "ROOT", tmp_path)
    assert conditions.commit() == "unknown"


@pytest.mark.parametrize("name", ["nela-features", "no-such-package-at-all"])
def test_versions_of_what_is_missing_are_left_out(name, monkeypatch):
    monkeypatch.setattr(conditions, "PACKAGES", ("numpy", name))
    assert "numpy" in conditions.conditions(None)["packages"]
    assert "no-such-package-at-all" not in conditions.conditions(None)["packages"]
