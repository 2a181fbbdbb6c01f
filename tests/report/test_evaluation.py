import copy

import pytest

from reliability.report.evaluation import draw_evaluation
from reliability.report.terminal import open_console
from reliability.scale import CAVEAT

PART = {"n": 1234, "spearman": 0.778, "mae": 0.55, "bias": -0.021, "coverage": 0.9}
MEASURED = {
    "n_documents": 1234,
    "n_publishers": 143,
    "n_groups": 700,
    "n_resamples": 1000,
    "figures": {
        name: {"value": 0.7801, "low": 0.7512, "high": 0.8049}
        for name in ("spearman", "within", "kappa", "mae", "brier", "ece", "ece_top", "coverage", "width")
    },
    "levels": [10, 20, 30, 40, 1134],
    "labels": [9, 21, 30, 40, 1134],
    "calibration": {},
    "by": {
        "corpus": {"polnear": PART},
        "publisher": {"a-publisher-with-a-rather-long-address.example.org": PART, "others": PART},
        "genre": {"news": PART | {"n": 3, "spearman": None}},
        "length": {"under 100 words": PART},
    },
}
ABOUT = {
    "Readings": "each article read by a model that never saw its publisher",
    "Labels": "one reading each by a large language model that followed a rubric, " * 2 + "and no more",
}


def draw(measured=MEASURED, about=ABOUT):
    return draw_evaluation(measured, open_console(), about)


def line(shown, start):
    [found] = [one for one in shown.splitlines() if one.startswith(start)]
    return found.split()


def test_figures_stand_with_their_ranges():
    assert line(draw(), "Rank correlation")[-5:] == ["0.780", "0.751", "to", "0.805", "1"]
    assert line(draw(), "Labels inside")[-1] == "0.9"


def test_what_was_compared_comes_first():
    lines = draw().splitlines()
    assert lines[0] == "How well readings agree with labels: 1,234 articles of 143 known publishers"
    assert lines[2] == f"Readings  {ABOUT['Readings']}"
    assert lines[3].startswith("Labels    one reading each")
    assert lines[4].startswith(" " * 10)


def test_levels_given_and_labelled():
    assert line(draw(), "weakly sourced")[-2:] == ["20", "21"]


def test_parts():
    assert line(draw(), "polnear") == ["polnear", "1,234", "0.78", "0.55", "-0.02", "0.90"]
    assert line(draw(), "news") == ["news", "3", "-", "0.55", "-0.02", "0.90"]
    assert line(draw(), "a-publisher")[0].endswith(".org")


@pytest.mark.parametrize("key", ["spearman", "kappa"])
def test_what_is_unknown_is_a_dash(key):
    measured = copy.deepcopy(MEASURED)
    measured["figures"][key] = {"value": None, "low": None, "high": None}
    start = "Rank" if key == "spearman" else "Agreement"
    assert line(draw(measured), start)[-2:] == ["-", "1"]


def test_it_fits_80_columns_and_ends_with_the_caveat():
    shown = draw()
    assert max(map(len, shown.splitlines())) <= 80
    assert " ".join(shown.split()).endswith(CAVEAT)


def test_names_cannot_paint_the_terminal():
    measured = MEASURED | {"by": MEASURED["by"] | {"genre": {"\x1b[31mred": PART}}}
    assert "\x1b" not in draw(measured, {"Labels": "\x1b[31m"})


def test_without_publishers_none_are_counted():
    assert draw(MEASURED | {"n_publishers": 0, "n_documents": 1}).startswith(
        "How well readings agree with labels: 1 article\n"
    )
