import itertools

from hypothesis import given
from hypothesis import strategies as st

from reliability.report.marks import make_marks, sweep
from reliability.signals.signal import Evidence

SIGNALS = ("hedging", "specificity", "sourcing", "consensus")

spans = st.lists(
    st.builds(
        Evidence,
        signal=st.sampled_from(SIGNALS),
        kind=st.sampled_from(["modal", "person", "vague"]),
        start=st.integers(-5, 40),
        end=st.integers(-5, 40),
        text=st.just(""),
        voice=st.sampled_from(["writer", "source"]),
    ),
    max_size=12,
)


def piece_words(text, evidence):
    pieces = sweep(make_marks(text, evidence), {0, len(text)})
    return [(text[piece.start : piece.end], [mark.signal for mark in piece.marks]) for piece in pieces]


def test_one_mark_cuts_a_text_in_three():
    assert piece_words("it may rain", [Evidence("hedging", "modal", 3, 6, "may")]) == [
        ("it ", []),
        ("may", ["hedging"]),
        (" rain", []),
    ]


def test_a_mark_within_another_comes_after_it():
    evidence = [Evidence("hedging", "modal", 3, 6, "may"), Evidence("sourcing", "quotation", 0, 11, "it may rain")]
    assert piece_words("it may rain", evidence) == [
        ("it ", ["sourcing"]),
        ("may", ["sourcing", "hedging"]),
        (" rain", ["sourcing"]),
    ]


def test_marks_that_cross_overlap_in_the_middle_only():
    evidence = [Evidence("sourcing", "person", 0, 6, "it may"), Evidence("hedging", "modal", 3, 11, "may rain")]
    assert [names for _, names in piece_words("it may rain", evidence)] == [
        ["sourcing"],
        ["sourcing", "hedging"],
        ["hedging"],
    ]


def test_marks_that_would_look_alike_are_one():
    evidence = [Evidence("specificity", "name", 0, 6, ""), Evidence("specificity", "date", 3, 11, "")]
    assert piece_words("it may rain", evidence) == [("it may rain", ["specificity"])]


def test_sources_of_two_kinds_stay_two():
    evidence = [Evidence("sourcing", "person", 0, 6, ""), Evidence("sourcing", "vague", 3, 6, "")]
    assert [len(names) for _, names in piece_words("it may rain", evidence)] == [1, 2, 0]


def test_blanks_at_the_ends_and_offsets_beyond_the_text_do_not_count():
    evidence = [Evidence("hedging", "modal", 2, 7, ""), Evidence("sourcing", "person", 7, 99, "")]
    assert piece_words("it may rain", evidence) == [
        ("it ", []),
        ("may", ["hedging"]),
        (" ", []),
        ("rain", ["sourcing"]),
    ]


@given(st.text(max_size=40), spans)
def test_pieces_cover_the_text_without_gaps_and_know_their_marks(text, evidence):
    marks = make_marks(text, evidence)
    pieces = list(sweep(marks, {0, len(text)}))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(before.end == after.start for before, after in itertools.pairwise(pieces))
    for piece in pieces:
        assert set(piece.marks) == {mark for mark in marks if mark.start <= piece.start and piece.end <= mark.end}
        assert list(piece.marks) == sorted(piece.marks, key=marks.index)


@given(st.text(max_size=40), spans)
def test_the_order_of_the_evidence_does_not_matter_for_what_is_covered(text, evidence):
    def covered(given_evidence):
        return sorted((m.look, i) for m in make_marks(text, given_evidence) for i in range(m.start, m.end))

    assert covered(evidence) == covered(evidence[::-1])
