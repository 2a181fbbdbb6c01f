import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reliability.report.passage import explain_marks, mark_passage
from reliability.signals.signal import Evidence


def words_of(rating, *, styled=False):
    return [line.plain for line in mark_passage(rating, styled=styled)]


@pytest.fixture
def furniture(text):
    cut = text.index("Harbour"), text.index("All rights")
    return ((0, cut[0]), (cut[1], len(text)))


def test_furniture_is_left_out_and_counted(make_rating, furniture):
    lines = words_of(make_rating(furniture=furniture))
    assert lines[0] == "… 2 lines of page furniture left out …"
    assert lines[-1] == "… 1 line of page furniture left out …"
    assert "Home | News | Sport" not in lines


def test_furniture_within_a_line_leaves_dots(make_rating):
    assert words_of(make_rating("It rained. Read more here. It stopped.", furniture=((11, 26),))) == [
        "It rained. … It stopped."
    ]


def test_a_mark_is_closed_before_the_note_on_what_follows_it(make_rating):
    text = "The bridge fell.\nAdvertisement\nRead more\nIt stopped."
    claim = Evidence("sourcing", "none", 0, 16, text[:16])
    rating = make_rating(text, evidence=(claim,), furniture=((16, 41),))
    assert [line for line in words_of(rating) if line] == [
        "[no source: The bridge fell.]",
        "… 2 lines of page furniture left out …",
        "It stopped.",
    ]


def test_every_signal_has_its_marks(make_rating, find_evidence):
    rating = make_rating(
        evidence=(
            find_evidence("could", "hedging", "modal"),
            find_evidence("might", "hedging", "modal", voice="source"),
            find_evidence("3 June", "specificity", "date", nth=1),
            find_evidence("Mayor Ole Lindqvist", "sourcing", "person"),
            find_evidence("Experts", "sourcing", "vague"),
            find_evidence("others will follow", "consensus", "contradicted"),
        )
    )
    shown = "\n".join(words_of(rating))
    assert "The ferry ~could~ stop on _3 June_, [person: Mayor Ole Lindqvist] said." in shown
    assert "“We ~source: might~ lose it,”" in shown
    assert "[vague: Experts] believe that [contradicted: others will follow]." in shown


def test_a_hedge_within_a_quotation(make_rating, find_evidence):
    evidence = (
        find_evidence("“We might lose it,”", "sourcing", "quotation"),
        find_evidence("might", "hedging", "modal", voice="source"),
    )
    assert "[quotation: “We ~source: might~ lose it,”] he said." in "\n".join(words_of(make_rating(evidence=evidence)))


def test_marks_that_cross_are_closed_and_opened_again(make_rating):
    evidence = (Evidence("sourcing", "person", 0, 6, "it may"), Evidence("hedging", "modal", 3, 11, "may rain"))
    assert words_of(make_rating("it may rain", evidence=evidence)) == ["[person: it ~may~]~ rain~"]


def test_styles_add_up_on_a_terminal(make_rating):
    evidence = (Evidence("sourcing", "person", 0, 8, ""), Evidence("specificity", "name", 0, 3, ""))
    (line,) = mark_passage(make_rating("Ida Rask said so.", evidence=evidence), styled=True)
    assert line.plain == "Ida Rask said so."
    assert [(span.start, span.end, span.style) for span in line.spans] == [(0, 3, "green underline"), (3, 8, "green")]


def test_a_vague_source_looks_different_on_a_terminal(make_rating):
    evidence = (Evidence("sourcing", "vague", 0, 7, ""),)
    rating = make_rating("Experts agree.", evidence=evidence)
    assert mark_passage(rating, styled=True)[0].spans[0].style == "magenta"
    assert "cannot go back to" in explain_marks(rating, styled=True)[0].plain


def test_the_legend_holds_what_occurs_and_nothing_else(make_rating, find_evidence, furniture):
    evidence = (
        find_evidence("Mayor Ole Lindqvist", "sourcing", "person"),
        find_evidence("may", "hedging", "modal"),
        find_evidence("Sport", "specificity", "name"),
    )
    legend = explain_marks(make_rating(evidence=evidence, furniture=furniture), styled=False)
    assert [line.plain.split("  ")[0] for line in legend] == ["~words~", "[person: words]"]
    assert explain_marks(make_rating(), styled=False) == []


def test_lines_cut_at_a_margin_flow_again(make_rating):
    block = "\n".join(["The council met on Monday and talked about the ferry for an hour"] * 3)
    assert len(words_of(make_rating(block))) == 1
    assert len(words_of(make_rating("one item\nanother item\na third"))) == 3
    assert (
        len(words_of(make_rating(f"{'A heading that nobody cut at any margin, it seems to me'}\n{'x y ' * 90}"))) == 2
    )


def test_blank_lines_are_never_two_in_a_row(make_rating):
    assert words_of(make_rating("\n\n \none\n\n\t\n\ntwo\n\n")) == ["one", "", "two"]


def test_escapes_in_the_text_do_not_reach_the_terminal(make_rating):
    assert words_of(make_rating("red \x1b[31malert\x07")) == ["red �[31malert�"]


offsets = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(
    st.text(st.characters(exclude_characters="~_[]:"), max_size=50),
    st.lists(st.tuples(st.sampled_from(["hedging", "specificity", "sourcing"]), offsets), max_size=8),
    st.lists(offsets, max_size=3),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_marked_and_brackets_balance(make_rating, text, found, furniture):
    evidence = tuple(Evidence(signal, "person", *span, "") for signal, span in found)
    rating = make_rating(text, evidence=evidence, furniture=tuple(furniture))
    shown = "\n".join(words_of(rating))
    assert shown.count("[person:") == shown.count("]")
    assert shown.count("~") % 2 == shown.count("_") % 2 == 0
    bare = re.sub(r"[~_\]]|\[person: ?", "", shown)
    unmarked = "\n".join(words_of(make_rating(text, furniture=tuple(furniture))))
    assert bare.split() == unmarked.split()
    assert "\n".join(words_of(rating, styled=True)) == unmarked


def test_vague_words_are_not_shown_as_particulars(make_rating, find_evidence):
    evidence = (find_evidence("others", "specificity", "vague"), find_evidence("3 June", "specificity", "date"))
    rating = make_rating(evidence=evidence)
    assert "that ?others? will follow" in "\n".join(line.plain for line in mark_passage(rating, styled=False))
    for styled in (True, False):
        assert {"too vague", "particular"} <= {
            words
            for words in ("too vague", "particular")
            for line in explain_marks(rating, styled=styled)
            if words in line.plain
        }
