"""From a document to sentences and tokens with character offsets.

The text that is analysed is the document's without page furniture and with one form of each blank and apostrophe;
`Segments.original` leads from its offsets back to those of the text as given.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from reliability.furniture import article_spans
from reliability.resources import models_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.document import Document

Span = tuple[int, int]

# One character for one, so that offsets stay: blanks of every kind, apostrophes, line ends.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\v\f", " ")
    | {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\r": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
# Soft hyphen, zero-width blanks and joiners, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
# Punkt knows ASCII quotation marks only.
ASCII_QUOTES = str.maketrans("“”„«»’‘", '"""""\'\'')
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b"  # 1,250.50  20:15  4th  1990s
    r"|\w+(?:['-]\w+)*"  # words, with inner apostrophes and hyphens
    r"|\S"
)
_WORD = re.compile(r"\w")
# What a careless conversion left of a quotation mark; inside a word it was an apostrophe.
_LOST_APOSTROPHE = re.compile(r"(?<=\w)\ufffd(?=\w)")
# A line that ends and a next that begins in the middle of a sentence.
_WRAPPED = re.compile(r"[\w,;] ?\n[a-z]")


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
        return [m.span() for start, end in self.sentences for m in _TOKEN.finditer(self.text, start, end)]

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
        return list(map(str.lower, self.words))

    @cached_property
    def n_words(self) -> int:
        """Number of tokens that are words or numbers."""
        return sum(map(_is_word, self.words))

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


@lru_cache(maxsize=65_536)
def _is_word(token: str) -> bool:
    return _WORD.match(token) is not None


def segment_as(given: str, spans: Iterable[Span]) -> Segments:
    """Take the sentences of a text as they are given instead of looking for them.

    Parameters
    ----------
    given : str
    spans : iterable of (int, int)
        In order, none overlapping another, each with a letter or digit. A line break between two parts paragraphs.

    Returns
    -------
    Segments
        Of the same length as the text given: its offsets are the text's own.
    """
    text = given.translate(_PLAIN).replace("\ufffd", '"')
    sentences = list(spans)
    paragraphs: list[int] = []
    for number, (start, _) in enumerate(sentences):
        new = number > 0 and "\n" in text[sentences[number - 1][1] : start]
        paragraphs.append(paragraphs[-1] + new if paragraphs else 0)
    return Segments(text, sentences, paragraphs, [0], [0], [(0, len(text))])


def tokenized(text: str) -> list[str]:
    """Return the tokens of a text, as `Segments` cuts them."""
    return _TOKEN.findall(text.translate(_PLAIN))


def lower(text: str) -> str:
    """Lower a text without changing its length: the few letters that would grow stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def segment(document: Document | str) -> Segments:
    """Drop page furniture and split what is left into sentences.

    Parameters
    ----------
    document : Document or str
        Offsets of the result lead back into its text by `Segments.original`.

    Returns
    -------
    Segments
        Without sentences where the text holds no word.

    Examples
    --------
    >>> parts = segment("Dr. Mbeki resigned. Nobody said why.")
    >>> [parts.text[a:b] for a, b in parts.sentences]
    ['Dr. Mbeki resigned.', 'Nobody said why.']
    """
    given = document if isinstance(document, str) else document.text
    return segment_spans(given, article_spans(given))


def segment_spans(given: str, kept: Iterable[Span]) -> Segments:
    """Split the kept spans of a text into sentences; the pieces count as paragraphs of their own."""
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    spans = list(kept)
    for start, end in spans:
        if pieces:
            pieces.append("\n")
            length += 1
        for a, b in _visible(given, start, end):
            pieces.append(given[a:b])
            starts.append(length)
            origins.append(a)
            length += b - a
    text = "".join(pieces).replace("\r\n", " \n").translate(_PLAIN)
    if "\ufffd" in text:
        text = _LOST_APOSTROPHE.sub("'", text).replace("\ufffd", '"')
    sentences: list[Span] = []
    paragraphs: list[int] = []
    tokenizer = sentence_tokenizer()
    for number, (start, end) in enumerate(_paragraph_spans(text)):
        for a, b in _sentence_spans(tokenizer, text[start:end]):
            sentences.append((start + a, start + b))
            paragraphs.append(number)
    return Segments(text, sentences, paragraphs, starts or [0], origins or [0], spans)


def _visible(given: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a span between characters that show nothing, such as soft hyphens inside words."""
    for match in _INVISIBLE.finditer(given, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _paragraph_spans(text: str) -> Iterator[Span]:
    """Yield the lines of a text, or its blocks between blank lines where lines are wrapped mid-sentence."""
    breaks = text.count("\n")
    # Measured on the gold: in running text under 1 % of line breaks fall mid-sentence, in wrapped text over half.
    wrapped = breaks > 3 and len(_WRAPPED.findall(text)) > 0.3 * breaks
    ends = re.compile(r"\n[ \n]*\n" if wrapped else r"\n")
    position = 0
    for match in ends.finditer(text):
        if text[position : match.start()].strip():
            yield position, match.start()
        position = match.end()
    if text[position:].strip():
        yield position, len(text)


def _sentence_spans(tokenizer: PunktSentenceTokenizer, paragraph: str) -> Iterator[Span]:
    indent = len(paragraph) - len(paragraph.lstrip())
    for start, end in tokenizer.span_tokenize(paragraph[indent:].translate(ASCII_QUOTES)):
        if _WORD.search(paragraph, indent + start, indent + end):
            yield indent + start, indent + end


@lru_cache(maxsize=1)
def sentence_tokenizer() -> PunktSentenceTokenizer:
    """Return the sentence tokenizer with the parameters trained for this package.

    NLTK's Punkt (Kiss and Strunk, 2006, "Unsupervised multilingual sentence boundary detection", Computational
    Linguistics 32).
    """
    return load_punkt(models_folder() / "punkt.json")


def load_punkt(path: Path) -> PunktSentenceTokenizer:
    """Read Punkt parameters that `dump_punkt` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    parameters = PunktParameters()
    parameters.abbrev_types = set(stored["abbreviations"])
    parameters.collocations = {(first, second) for first, second in stored["collocations"]}
    parameters.sent_starters = set(stored["sentence_starters"])
    parameters.ortho_context = _Contexts(stored["orthographic_contexts"])
    return PunktSentenceTokenizer(parameters, lang_vars=_Untimed())


class _Untimed(PunktLanguageVars):  # type: ignore[misc]  # NLTK ships no types
    """NLTK's expressions without its clock: it gives a text five seconds, and long ones take more on a busy machine."""

    def period_context_re(self) -> re.Pattern[str]:
        """Return what finds possible ends of sentences; its time is linear, so that it needs no clock."""
        return re.compile(super().period_context_re().pattern, re.VERBOSE)


class _Contexts(dict[str, int]):
    """Words with how they were met; NLTK's own would remember every word asked for, and so grow with the corpus."""

    def __missing__(self, word: str) -> int:
        return 0


def dump_punkt(parameters: PunktParameters, path: Path) -> None:
    """Write Punkt parameters as JSON, sorted, so that the same training gives the same bytes."""
    stored = {
        "abbreviations": sorted(parameters.abbrev_types),
        "collocations": sorted(map(list, parameters.collocations)),
        "sentence_starters": sorted(parameters.sent_starters),
        "orthographic_contexts": dict(sorted(parameters.ortho_context.items())),
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
