"""What is found once in a document agrees with itself."""

from __future__ import annotations

from hypothesis import given
from strategies import texts

from reliability.annotation.annotate import annotate
from reliability.document import Document
from reliability.signals.sourcing import annotate_whole

TEXT = "“We lost it all today,” Ann Okoye said of the “so-called” bridge."


def test_only_words_of_a_verbatim_quotation_are_quoted():
    annotation = annotate_whole(TEXT)
    spoken = [w for w, quoted in zip(annotation.segments.words, annotation.quoted, strict=True) if quoted]
    assert spoken == ["“", "We", "lost", "it", "all", "today", ",", "”"]


def test_an_offset_is_quoted_from_the_opening_mark_to_the_closing_one():
    annotation = annotate_whole(TEXT)
    end = TEXT.index("”") + 1
    assert [annotation.is_quoted(offset) for offset in (0, end - 1, end, TEXT.index("so-called"))] == [
        True,
        True,
        False,
        False,
    ]


def test_a_document_a_string_and_segments_are_annotated_alike():
    from_text = annotate(TEXT)
    assert annotate(Document(text=TEXT)) == from_text
    assert annotate(from_text.segments) == from_text


@given(texts)
def test_a_token_is_quoted_where_its_first_character_is(text):
    annotation = annotate_whole(text)
    assert annotation.quoted == [annotation.is_quoted(start) for start, _ in annotation.segments.tokens]
