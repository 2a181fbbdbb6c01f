import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from reliability.report.explain import explain
from reliability.report.terminal import open_console
from reliability.report.words import FLAGS, flag_sentence
from reliability.scale import CAVEAT


@pytest.fixture
def console():
    return open_console(None)


@pytest.fixture
def rating(make_rating, find_evidence, reason):
    return make_rating(
        id="ferry.txt",
        title="Harbour ferry may stop",
        publisher="Tarn Courier",
        flags=("single-source",),
        reasons=(
            reason("sourcing__n_named", "sourcing", "people named with their role", 2, 0.084),
            reason("hedging__rate", "hedging", "conjecture in the writer's own voice", 4, -0.061),
            reason("hedging__other", "hedging", "next to nothing", 4, 0.001),
        ),
        evidence=(find_evidence("could", "hedging", "modal"),),
    )


def test_the_heading_says_level_score_and_interval(rating, console):
    lines = explain(rating, console).splitlines()
    assert lines[1:5] == [
        "ferry.txt",
        "Harbour ferry may stop, Tarn Courier",
        "Partly sourced: 0.53, where 0 is speculative and 1 well-sourced",
        "90 % interval: 0.40 to 0.67",
    ]


def test_the_five_levels_with_the_chosen_one_marked(rating, console):
    shown = explain(rating, console)
    assert "  speculative            4 %  ██\n" in shown
    assert "> partly sourced        48 %  ███████████████████\n" in shown


def test_signals_say_which_way_is_better_and_lead_from_the_average_to_the_score(rating, console):
    shown = explain(rating, console)
    assert "From the average document's 0.51 to this one's 0.53" in shown
    assert "  -0.07  hedging      0.44  ████░░░░░░  less is better" in shown
    assert "  +0.05  sourcing     0.55  ██████░░░░  more is better" in shown
    assert "consensus" not in shown


def test_reasons_go_by_direction_and_leave_out_what_rounds_to_nothing(rating, console):
    shown = explain(rating, console)
    up, down = shown.index("What raised it most"), shown.index("What lowered it most")
    assert up < shown.index("+0.08  people named with their role (sourcing)") < down
    assert down < shown.index("-0.06  conjecture in the writer's own voice (hedging)")
    assert "next to nothing" not in shown


def test_no_headings_for_reasons_that_are_not_there(make_rating, console):
    assert "What raised" not in explain(make_rating(), console)


def test_flags_are_sentences(rating, console):
    assert f"! {flag_sentence('single-source')}" in explain(rating, console)


def test_the_text_is_marked_and_the_marks_explained(rating, console):
    shown = explain(rating, console)
    assert "~words~  the writer's own conjecture" in shown
    assert "The ferry ~could~ stop" in shown


def test_a_text_without_evidence_says_so(make_rating, console):
    assert "no words in it are marked" in explain(make_rating(), console)


def test_the_caveat_is_always_there(make_rating, console):
    assert " ".join(explain(make_rating(), console).split()).endswith(CAVEAT)


@pytest.mark.parametrize("width", [30, 80, 200])
def test_lines_fit_and_long_ones_are_indented_on(make_rating, reason, width):
    rating = make_rating(
        "word " * 300 + "港口" * 60,
        flags=tuple(FLAGS),
        reasons=(reason("a", "sourcing", "a phrase that goes on " * 8, 1, 0.2),),
    )
    shown = explain(rating, Console(file=io.StringIO(), width=width, color_system=None))
    body = [line for line in shown.splitlines() if line.startswith("  word")]
    assert max(map(cell_len, body)) <= min(width, 100)
    assert "\n         phrase" in shown or "\n         a phrase" in shown or "\n         that" in shown or width == 200


def test_styles_on_a_terminal_take_the_place_of_signs(rating):
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard", no_color=False)
    shown = explain(rating, console)
    assert "\x1b[1;33mcould\x1b[0m" in shown
    assert "~" not in shown


def test_escapes_in_titles_and_phrases_do_not_reach_the_terminal(make_rating, reason, console):
    rating = make_rating(
        id="a\x1b[2J",
        title="b\x1b[31m\nc",
        reasons=(reason("x", "sourcing", "d\x1b[1m", 1.0, 0.5),),
        text="e\x1b]0;f\x07",
    )
    assert "\x1b" not in explain(rating, console)


def test_an_old_code_page_gets_ascii(rating):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    shown = explain(rating, Console(file=stream, width=80, color_system=None))
    assert "#" in shown
    assert shown.replace("“", "").replace("”", "").isascii()
