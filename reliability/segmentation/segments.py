"""A document in sentences and tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.segmentation.characters import lower, with_plain_forms
from reliability.wordbook import Wordbook, WordFact, current_wordbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Span = tuple[int, int]

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b"  # 1,250.50  20:15  4th  1990s
    r"|\w+(?:['-]\w+)*"  # words, with inner apostrophes and hyphens
    r"|\S"
)
WORD = re.compile(r"\w")
# Characters of a token. What is longer is no word but an encoded picture or the like, and comes in pieces: words are
# remembered between documents, and many of a megabyte each would fill the memory.
_LONGEST = 256


@dataclass(frozen=True)
class Segments:
    """A document in sentences and tokens.

    Parameters
    ----------
    text : str
        The text analysed; all offsets below point into it.
    sentences : list of (int, int)
        Sentences in order, none of them empty or without a letter or digit.
    paragraphs : list of int
        For each sentence the number of the paragraph it stands in, counted from 0.
    starts, origins : list of int
        Parallel: from ``starts[i]`` on, ``text`` is the document's text from ``origins[i]`` on.
    kept : list of (int, int)
        Spans of the document's own text that are article; the rest was left out as page furniture.
    """

    text: str
    sentences: list[Span]
    paragraphs: list[int]
    starts: list[int]
    origins: list[int]
    kept: list[Span]

    @cached_property
    def tokens(self) -> list[Span]:
        """Every token of every sentence: words, numbers and single marks."""
        found: list[Span] = []
        for start, end in self.sentences:
            found.extend(map(re.Match.span, _TOKEN.finditer(self.text, start, end)))
        if any(end - start > _LONGEST for start, end in found):
            return [piece for span in found for piece in _cut(span)]
        return found

    @cached_property
    def words(self) -> list[str]:
        """The tokens' texts, as written."""
        return [self.text[start:end] for start, end in self.tokens]

    @cached_property
    def starts_of_tokens(self) -> list[int]:
        """For each token the offset at which it begins."""
        return list(map(itemgetter(0), self.tokens))

    @cached_property
    def first_tokens(self) -> list[int]:
        """For each sentence the index of its first token, and at the end the number of tokens."""
        starts = self.starts_of_tokens
        return [0, *(bisect_left(starts, end) for _, end in self.sentences)]

    @cached_property
    def bounds(self) -> NDArray[np.intp]:
        """The same as an array; shape (n_sentences + 1,)."""
        return np.array(self.first_tokens, np.intp)

    @cached_property
    def lowered_words(self) -> list[str]:
        """The tokens' texts in lower case."""
        lowered: list[str] = self.look_up(_LOWERED).tolist()
        return lowered

    @cached_property
    def n_words(self) -> int:
        """Number of tokens that are words or numbers."""
        return int(self.look_up(_IS_WORD).sum())

    @cached_property
    def wordbook(self) -> Wordbook:
        """Knows the tokens' texts by number."""
        return current_wordbook()

    @cached_property
    def numbers(self) -> NDArray[np.intp]:
        """The tokens' numbers in `wordbook`; shape (n_tokens,)."""
        return self.wordbook.read(self.words)

    def look_up(self, fact: WordFact) -> NDArray[Any]:
        """Return a fact about each token; shape (n_tokens,)."""
        return self.wordbook.look_up(fact, self.numbers)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, character for character: offsets stay."""
        return lower(self.text)

    def analysed(self, offset: int) -> int | None:
        """Return where a character of the document's own text is in `text`, or None where it was left out."""
        piece = bisect_right(self.origins, offset) - 1
        place = self.starts[piece] + offset - self.origins[piece]
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return place if piece >= 0 and place < end else None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence at an offset, or of the last one before it; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def original(self, start: int, end: int) -> Span:
        """Return the offsets in the document's own text of a span of the text analysed."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return (self.origins[first] + start - self.starts[first], self.origins[last] + end - self.starts[last])


def _cut(span: Span) -> Iterator[Span]:
    """Yield a span in pieces of at most `_LONGEST` characters."""
    start, end = span
    for first in range(start, end, _LONGEST):
        yield first, min(first + _LONGEST, end)


_LOWERED = WordFact(str.lower, object)
_IS_WORD = WordFact(lambda token: WORD.match(token) is not None, np.bool_)


def tokenized(text: str) -> list[str]:
    """Return the tokens of a text, as `Segments` cuts them."""
    return _TOKEN.findall(with_plain_forms(text))
