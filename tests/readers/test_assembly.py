from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import EmptyDocumentError, ReadError
from reliability.readers.assembly import LINE, PARAGRAPH, assemble
from reliability.readers.foreign import guarded

WORDS = st.text(alphabet="ab \n\t\u00a0\ufb01\x07" + LINE + PARAGRAPH, max_size=8)


def test_separators() -> None:
    pieces = ["a \n b", LINE, " c ", PARAGRAPH, LINE, "d", PARAGRAPH]
    assert assemble((piece, "") for piece in pieces) == ("a b\nc\n\nd", ())


def test_link_in_the_middle_of_a_word_and_in_two_pieces() -> None:
    text, links = assemble([("un", ""), ("link", "/a"), ("ed  ", "/a"), ("x ", ""), ("#", "#top"), (" ", "/empty")])
    assert (text, links) == ("unlinked x #", ((2, 8, "/a"),))


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "/1", "/2"])), max_size=12))
def test_links_hold_the_words_of_their_pieces(pieces: list[tuple[str, str]]) -> None:
    text, links = assemble(pieces)
    assert text.split() == assemble([("".join(words for words, _ in pieces), "")])[0].split()
    linked = "".join(assemble([(words, "")])[0] for words, address in pieces if address)
    found = "".join(text[start:end] for start, end, _ in links)
    assert "".join(found.split()) == "".join(linked.split())
    assert all(text[start:end].strip() == text[start:end] for start, end, _ in links)


def test_guard_lets_our_own_errors_pass() -> None:
    with pytest.raises(EmptyDocumentError), guarded("a", "is damaged"):
        raise EmptyDocumentError("a", "is empty")
    with pytest.raises(ReadError, match="a: is damaged") as caught, guarded("a", "is damaged"):
        raise RecursionError
    assert isinstance(caught.value.__cause__, RecursionError)
