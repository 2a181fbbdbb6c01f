import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from reliability.report.table import arrange, draw_table, name_document
from reliability.report.terminal import open_console
from reliability.report.words import FLAGS
from reliability.scale import CAVEAT


@pytest.fixture
def console():
    return open_console(None)


@pytest.fixture
def ratings(make_rating):
    return [
        make_rating(id="b.txt", score=0.5),
        make_rating(id="a.txt", score=0.9, level="well-sourced"),
        make_rating(id="c.txt", score=0.1, level="speculative", flags=("unsourced", "too-short")),
        make_rating(id="d.txt", score=0.5),
    ]


@pytest.mark.parametrize(("order", "names"), [("best", "abdc"), ("worst", "cbda"), ("given", "bacd")])
def test_order_and_equal_scores_stay_as_they_came(ratings, order, names):
    assert "".join(rating.document.id[0] for rating in arrange(ratings, order)) == names


def test_the_table_at_80_columns(ratings, console):
    assert draw_table(arrange(ratings, "best"), console, "best") == (
        "Sourcing of 4 documents, best first: 0 is speculative, 1 well-sourced\n"
        "\n"
        "                                       Hedging  Specific Sourcing\n"
        "Document     Score Level               ↓ better ↑ better ↑ better\n"
        "─────────────────────────────────────────────────────────────────\n"
        "a.txt         0.90 well-sourced        ████░░░░ █████░░░ ████░░░░\n"
        "b.txt         0.50 partly sourced      ████░░░░ █████░░░ ████░░░░\n"
        "d.txt         0.50 partly sourced      ████░░░░ █████░░░ ████░░░░\n"
        "c.txt         0.10 speculative         ████░░░░ █████░░░ ████░░░░\n"
        "  ! names no source; too short to rate firmly\n"
        "\n"
        "Rates the page, not the truth: how far a careful reader could trace and check\n"
        "what it says.\n"
    )


def test_every_line_fits_80_columns(make_rating, console):
    signals = {"hedging": 0.3, "specificity": 0.6, "sourcing": 0.5, "consensus": 0.7}
    hostile = "新闻/" + "港口渡轮" * 30 + "\x1b[31m\n\u202e👩\u200d👩\u200d👧.txt"
    rows = [make_rating(id=hostile, level="mostly well-sourced", signals=signals, flags=tuple(FLAGS))]
    table = draw_table(rows, console)
    assert max(cell_len(line) for line in table.splitlines()) <= 80
    assert "Consensus" in table
    assert "\x1b" not in table
    assert "\u202e" not in table


def test_consensus_has_a_column_only_where_there_is_one(ratings, console):
    assert "Consensus" not in draw_table(ratings, console)


def test_a_narrow_console_loses_bars_and_not_scores(ratings):
    table = draw_table(ratings, Console(file=io.StringIO(), width=42, color_system=None))
    assert "0.90 well-sourced" in table
    assert "Sourcing\n" not in table
    assert max(map(cell_len, table.split("\n\n", 1)[1].splitlines())) <= 42


def test_a_wide_console_shows_how_sure_each_score_is(ratings):
    assert "0.40-0.67" in draw_table(ratings, Console(file=io.StringIO(), width=120, color_system=None))


def test_an_old_code_page_gets_ascii(ratings):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    table = draw_table(ratings, Console(file=stream, width=120, color_system=None))
    assert "- better" in table
    assert "####...." in table
    assert table.isascii()


def test_the_caveat_stands_below_and_nothing_is_drawn_for_nothing(ratings, console):
    assert " ".join(draw_table(ratings, console).split()).endswith(CAVEAT)
    assert draw_table([], console) == ""


def test_no_trailing_blanks(ratings, console):
    assert all(line == line.rstrip() for line in draw_table(ratings, console).splitlines())


def test_documents_without_an_id_go_by_their_title(make_rating):
    assert name_document(make_rating(title="Ferry\nstops")) == "Ferry stops"
    assert name_document(make_rating()) == "unnamed"


NAMES = [
    "seeds/short.txt",
    "a-very-long-name-of-a-file-that-goes-on-about-nothing-in-particular-for-as-long-as-it-may.txt",
    "港町のフェリー運航会社が来週から冬の時刻表に切り替えると発表した町長が月曜日に述べた.txt",
    "x" + "e\u0301" * 90 + ".txt",
    "\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd" * 20,
    "",
]


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal_whatever_names_and_flags(make_rating, width):
    signals = {"hedging": 0.4, "specificity": 0.6, "sourcing": 0.5, "consensus": 0.7}
    ratings = [make_rating(id=name, flags=tuple(FLAGS), level="mostly well-sourced", signals=signals) for name in NAMES]
    table = draw_table(ratings, Console(file=io.StringIO(), width=width, color_system=None), "best")
    assert max(map(cell_len, table.splitlines())) <= width
