"""Figures that pages tell in prose are those of the model that ships: models/figures.json."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURES = json.loads((ROOT / "models" / "figures.json").read_text(encoding="utf-8"))
# Page, what stands around the figures, and where in the file each of them is.
TOLD = [
    ("README.md", r"On (\S+) articles, with publishers", ["n_articles"]),
    (
        "docs/model-card.md",
        r"^(\S+) articles in English of (\S+) known publishers, and (\S+) further",
        ["n_articles", "n_publishers", "n_more"],
    ),
    ("docs/model-card.md", r"are fitted to the (\S+), each", ["n_articles"]),
    ("docs/model-card.md", r"^How well .*: (\S+) articles of (\S+) known", ["n_articles", "n_publishers"]),
    ("docs/model-card.md", r"^Rank correlation of score and label +(\S+)", ["rating.spearman"]),
    ("docs/model-card.md", r"^  its mean over corpora +(\S+)", ["rating.within"]),
    ("docs/model-card.md", r"^Distance of score and label, in levels +(\S+)", ["rating.mae"]),
    ("docs/data.md", r"holds labels of (\S+) further articles", ["n_more"]),
]


@pytest.mark.parametrize(("page", "around", "places"), TOLD, ids=lambda given: given if isinstance(given, str) else "")
def test_a_figure_in_prose_is_the_model_s(page, around, places):
    [found] = re.finditer(around, (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = [float(figure.replace(",", "").rstrip(".")) for figure in found.groups()]
    assert told == [round(stored(place), 3) for place in places]


def stored(place: str) -> float:
    reading, _, figure = place.partition(".")
    return FIGURES["figures"][reading][figure] if figure else FIGURES[reading]


@pytest.fixture
def write_readme(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("write_readme")


def test_the_readme_s_tables_are_those_of_the_newest_benchmarks(write_readme, monkeypatch):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ reliability score seeds\n(.*?)\n```", text, flags=re.DOTALL)
    monkeypatch.setattr(write_readme, "output", lambda: shown[1])
    assert write_readme.page(text) == text, "make docs"


def test_the_newest_benchmarks_are_of_the_model_that_ships(write_readme):
    """Both hold publishers out; they may differ by how the last digit is rounded."""
    found = write_readme.measured()
    for name in write_readme.COLUMNS:
        for figure, place in (("Spearman", "spearman"), ("mean within a corpus", "within")):
            row = found[write_readme.LIBRARY, name, figure]
            assert row["value"] == pytest.approx(stored(f"{name}.{place}"), abs=0.001)


def test_a_readme_without_a_place_for_the_tables_is_refused(write_readme, monkeypatch):
    monkeypatch.setattr(write_readme, "output", lambda: "")
    with pytest.raises(SystemExit, match="has no place"):
        write_readme.page("# reliability\n")


# Page, what stands around the figures, and which of the kept benchmarks' rows each of them rounds.
MEASURED = [
    (
        "docs/model-card.md",
        r"with an AUC of\s+(\S+), publishers held out \(fakenewsnet (\S+), horne (\S+)\):[^.]*it with (\S+)\s",
        [
            ("people", "this library", "real or fake", "AUC"),
            ("people", "this library", "real or fake, fakenewsnet", "AUC"),
            ("people", "this library", "real or fake, horne", "AUC"),
            ("people", "labels", "real or fake", "AUC"),
        ],
    ),
    (
        "docs/model-card.md",
        r"with ridge reach (\S+) \(within a corpus (\S+)\);.* held out, (\S+) where the\s+library has (\S+) \(",
        [
            ("ngrams", "word n-grams, ridge", "rating", "Spearman"),
            ("ngrams", "word n-grams, ridge", "rating", "mean within a corpus"),
            ("ngrams", "word n-grams, ridge", "rating, publisher known", "Spearman"),
            ("quality", "this library", "rating, publisher known", "Spearman"),
        ],
    ),
]


@pytest.mark.parametrize(("page", "around", "keys"), MEASURED)
def test_a_figure_in_prose_is_the_newest_benchmarks_(write_figures, page, around, keys):
    [found] = re.finditer(around, (ROOT / page).read_text(encoding="utf-8"))
    figures = write_figures.measured()
    for told, key in zip((told.rstrip(",.)") for told in found.groups()), keys, strict=True):
        assert float(told) == round(figures[key]["value"], len(told.partition(".")[2])), key


@pytest.fixture
def write_figures(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("write_figures")


def test_the_tables_of_the_signals_are_those_of_the_newest_benchmarks(write_figures):
    found = write_figures.measured()
    for name in {name for name, _ in write_figures.TABLES}:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert write_figures.page(name, text, found) == text, "make docs"


def test_a_figure_that_was_measured_anew_gets_into_the_page(write_figures):
    found = write_figures.measured()
    text = (ROOT / "docs" / "sourcing.md").read_text(encoding="utf-8")
    key = ("sources", "this library", "cue", "F of spans that overlap")
    changed = write_figures.page("sourcing.md", text, found | {key: {"value": 0.123, "low": 0.1, "high": 0.2}})
    assert "0.123 (0.100 to 0.200)" in changed
    assert len(changed.splitlines()) == len(text.splitlines())


def test_a_page_without_a_place_for_its_tables_is_refused(write_figures):
    with pytest.raises(SystemExit, match=r"sourcing\.md has no place"):
        write_figures.page("sourcing.md", "# Sourcing\n", write_figures.measured())


def test_what_was_fuzzed_is_what_the_counts_say():
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    counts = json.loads((ROOT / "tests" / "fuzz" / "counts.json").read_text(encoding="utf-8"))
    told = dict(re.findall(r"^\| (\S+) \| (\S+ \| \S+ \| \d+) \|$", text, flags=re.MULTILINE))
    assert told == {
        name: f"{one['inputs']:,} | {one['seconds'] / 60:.1f} | {one['findings']}" for name, one in counts.items()
    }
