"""What is found once in a document agrees with itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.annotate import annotate
from reliability.annotation.kinds import KINDS
from reliability.annotation.tagging import OUTPUTS
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


LINKED = "The bridge was closed in March. A second report came in May."


def links(text, *given_links):
    """Return the words and addresses that are kept of links given as (words, address)."""
    spans = tuple((text.index(words), text.index(words) + len(words), address) for words, address in given_links)
    annotation = annotate(Document(text=text, links=spans))
    return [(annotation.segments.text[start:end], address) for start, end, address in annotation.links]


def test_links_of_a_document_are_kept_in_the_order_of_the_text():
    given_links = ("report", "https://example.org/b"), ("in March", "http://example.org/a")
    assert links(LINKED, *given_links) == list(given_links[::-1])
    assert annotate(LINKED).links == []


@pytest.mark.parametrize("address", ["", "/b", "#top", "mailto:ann@example.org", "javascript:void(0)"])
def test_links_within_the_site_and_to_no_page_are_left_out(address):
    assert links(LINKED, ("report", address)) == []


def test_links_of_furniture_are_left_out_and_later_ones_stay_on_their_words():
    text = f"Rain fell on the bridge all night, and nobody came.\n\nAdvertisement\n\n{LINKED}"
    given_links = ("Advertisement", "https://example.org/buy"), ("report", "https://example.org/b")
    assert links(text, *given_links) == [("report", "https://example.org/b")]


def test_hidden_characters_move_no_link():
    text = "The br\u00adidge was closed\u200b in March."
    assert links(text, ("br\u00adidge", "https://example.org/a")) == [("bridge", "https://example.org/a")]


@given(texts)
def test_what_is_found_beside_the_attributions_is_as_long_as_they(text):
    annotation = annotate_whole(text)
    assert annotation.probabilities.shape == (len(annotation.segments.tokens), len(OUTPUTS))
    assert annotation.kinds.shape == (len(annotation.attributions), 2, len(KINDS))
    for attribution, (own, whom) in zip(annotation.attributions, annotation.kinds, strict=True):
        expected = 0 if attribution.source is None else 1
        assert (own.sum(), whom.sum()) == pytest.approx((expected, expected), abs=1e-4)
        assert not expected or KINDS[own.argmax()] == attribution.kind


@given(texts)
def test_a_token_is_quoted_where_its_first_character_is(text):
    annotation = annotate_whole(text)
    assert annotation.quoted == [annotation.is_quoted(start) for start, _ in annotation.segments.tokens]
