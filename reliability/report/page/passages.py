"""A document's text as paragraphs of tokens: words, and where marks open and close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from reliability.report.marks import make_marks, sweep
from reliability.report.page.notes import note_of
from reliability.report.passage import join_spans, unwrap
from reliability.report.terminal import drop_invisible, make_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reliability.rating import Rating
    from reliability.report.marks import Mark
    from reliability.report.page.notes import Note
    from reliability.signals.signal import Evidence


@dataclass(frozen=True, slots=True)
class Token:
    """One step of writing a text.

    Parameters
    ----------
    does : {"say", "open", "resume", "dim", "close"}
        Say words, open a mark, open it again behind a break, dim furniture within a line, close the innermost.
    words : str
        What is said.
    classes : str
        How a mark is drawn.
    note : str
        The number of the note on it.
    claims : str
        The numbers of the claims behind it, for consensus.
    """

    does: Literal["say", "open", "resume", "dim", "close"]
    words: str = ""
    classes: str = ""
    note: str = ""
    claims: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text as a reader sees it.

    Parameters
    ----------
    tokens : tuple of Token
    furniture : bool
        Whether all of it is page furniture.
    first : bool
        Whether furniture begins with it.
    tight : bool
        Whether no empty line was before it.
    """

    tokens: tuple[Token, ...]
    furniture: bool
    first: bool
    tight: bool


@dataclass(frozen=True, slots=True)
class Key:
    """How the evidence of one document is named in the page.

    Parameters
    ----------
    notes : mapping of Note to int
    claims : mapping of (int, int, str) to str
        From the span and kind of a claim to the numbers of what others say on it.
    """

    notes: Mapping[Note, int]
    claims: Mapping[tuple[int, int, str], str]


def lay_out(rating: Rating, key: Key) -> Iterator[Paragraph]:
    """Lay out the text of a document, its evidence marked and its furniture told apart.

    Parameters
    ----------
    rating : Rating
        Its evidence may nest and cross; marks are closed and opened again so that elements nest.
    key : Key

    Yields
    ------
    Paragraph
        In order, empty lines left out. Their words together are the text, but for blanks and what has no width.
    """
    seen: set[Mark] = set()
    blank, was_furniture = True, False
    for pieces in _lines(rating, key):
        said = [(words, dim) for words, dim, _ in pieces if words.strip()]
        if not said:
            blank = True
            continue
        furniture = all(dim for _, dim in said)
        tokens = tuple(_write(pieces, seen, key, dimmed=furniture))
        yield Paragraph(tokens, furniture, furniture and not was_furniture, not blank)
        blank, was_furniture = False, furniture


def _lines(rating: Rating, key: Key) -> Iterator[list[tuple[str, bool, tuple[Mark, ...]]]]:
    """Yield for each line its stretches: the words, whether they are furniture, and the marks over them."""
    text = make_safe(rating.document.text)
    flowing = unwrap(text)
    furniture = dict(join_spans(text, rating.furniture))
    breaks = [match.start() for match in re.finditer("\n", flowing)]
    edges = {0, len(text), *furniture, *furniture.values(), *breaks, *(at + 1 for at in breaks)}
    until = 0
    line: list[tuple[str, bool, tuple[Mark, ...]]] = []
    for piece in sweep(_kept(text, rating, furniture, key), edges):
        until = furniture.get(piece.start, until)
        words = flowing[piece.start : piece.end]
        if words == "\n":
            yield line
            line = []
        else:
            line.append((drop_invisible(words), piece.start < until, piece.marks))
    yield line


def _kept(text: str, rating: Rating, furniture: Mapping[int, int], key: Key) -> list[Mark]:
    """Make the marks of a rating but for those within furniture."""

    def label(item: Evidence) -> str:
        # A claim is looked up by its span later on; other evidence of one kind is all the same.
        span = f" {item.start} {item.end}" if item.signal == "consensus" else ""
        note = note_of(item)
        return f"{key.notes[note]} {note.look[0]}|{item.kind}{span}"

    spans = sorted(furniture.items())
    kept, at = [], 0
    for mark in make_marks(text, rating.evidence, label):
        while at < len(spans) and spans[at][1] <= mark.start:
            at += 1
        if not (at < len(spans) and spans[at][0] <= mark.start and mark.end <= spans[at][1]):
            kept.append(mark)
    return kept


def _write(
    pieces: Sequence[tuple[str, bool, tuple[Mark, ...]]], seen: set[Mark], key: Key, *, dimmed: bool
) -> Iterator[Token]:
    """Write one line; None on the stack stands for furniture within it."""
    held: list[Mark | None] = []
    for words, dim, marks in pieces:
        wanted: list[Mark | None] = [*([None] if dim and not dimmed else []), *marks]
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(held, wanted, strict=False))))
        yield from (Token("close") for _ in held[shared:])
        for mark in wanted[shared:]:
            yield Token("dim") if mark is None else _open(mark, seen, key)
        held = wanted
        yield Token("say", words)
    yield from (Token("close") for _ in held)


def _open(mark: Mark, seen: set[Mark], key: Key) -> Token:
    """Open a mark; where it goes on behind a break, it is drawn again but no second stop for the keyboard."""
    does: Literal["open", "resume"] = "resume" if mark in seen else "open"
    seen.add(mark)
    looked, _, kind = mark.label.partition("|")
    note, _, classes = looked.partition(" ")
    claims = ""
    if mark.signal == "consensus":
        name, start, end = kind.rsplit(" ", 2)
        claims = key.claims.get((int(start), int(end), name), "")
    return Token(does, classes=classes, note=note, claims=claims)
