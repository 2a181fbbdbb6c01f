"""From a document to its segments: furniture left out, paragraphs, sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from reliability.furniture import article_spans
from reliability.segmentation.characters import INVISIBLE, plain, with_plain_forms
from reliability.segmentation.disguises import unmasked
from reliability.segmentation.punkt import ASCII_QUOTES, sentence_tokenizer
from reliability.segmentation.segments import WORD, Segments, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nltk.tokenize.punkt import PunktSentenceTokenizer

    from reliability.document import Document

# A line that ends and a next that begins in the middle of a sentence.
_WRAPPED = re.compile(r"[\w,;] ?\n[a-z]")


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
    text = with_plain_forms(given).replace("\ufffd", '"')
    sentences = list(spans)
    paragraphs: list[int] = []
    for number, (start, _) in enumerate(sentences):
        new = number > 0 and "\n" in text[sentences[number - 1][1] : start]
        paragraphs.append(paragraphs[-1] + new if paragraphs else 0)
    return Segments(text, sentences, paragraphs, [0], [0], [(0, len(text))])


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
    legible = unmasked(given)
    return _split(legible, _kept(legible))


def segment_spans(given: str, kept: Iterable[Span]) -> Segments:
    """Split the kept spans of a text into sentences; the pieces count as paragraphs of their own."""
    return _split(unmasked(given), kept)


def _kept(legible: str) -> list[Span]:
    """Return what of a text is article, whether or not there is anything in it that does not show."""
    gaps = list(INVISIBLE.finditer(legible))
    if not gaps:
        return article_spans(legible)
    # A place of the text without them lies as many characters further on as stood before it.
    lengths = np.cumsum([0, *(gap.end() - gap.start() for gap in gaps)])
    starts = np.array([gap.start() for gap in gaps]) - lengths[:-1]

    def original(place: int, side: Literal["left", "right"]) -> int:
        return place + int(lengths[np.searchsorted(starts, place, side)])

    return [(original(a, "right"), original(b, "left")) for a, b in article_spans(INVISIBLE.sub("", legible))]


def _split(given: str, kept: Iterable[Span]) -> Segments:
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
    text = plain("".join(pieces).replace("\r\n", " \n"))
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
    for match in INVISIBLE.finditer(given, start, end):
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
        if WORD.search(paragraph, indent + start, indent + end):
            yield indent + start, indent + end
