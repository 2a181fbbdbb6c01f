"""What is said of marked words when a reader points at them, and which class draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability.report.words import WEAK_SOURCES, kind_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reliability.rating import Rating
    from reliability.signals.signal import Evidence

# The letter of each signal, which is its class in the page.
LETTERS = {"hedging": "h", "specificity": "p", "sourcing": "s", "consensus": "c"}
_FIRM = frozenset({"booster", "denial"})
_SOURCING = {
    "quotation": "what a source says, word for word",
    "link": "a hyperlink that a reader can follow",
    "none": "a central sentence that stands on no source",
    "second-hand": "another outlet is the source",
    "pronoun": "points back to a source brought in before",
    "other": "a source, but nobody in particular",
}
_CONSENSUS = {
    "agrees": "another document says the same",
    "contradicts": "another document says otherwise",
    "differs": "another document gives another number, or leaves this open",
}


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What one kind of evidence is; evidence of the same kind and voice shares one.

    Parameters
    ----------
    signal : str
        The family that found it.
    kind : str
        As the family names it.
    voice : str
        "writer" or "source"; told apart only for hedging.
    """

    signal: str
    kind: str
    voice: str

    @property
    def words(self) -> str:
        """The kind in plain words."""
        return kind_words(self.kind)

    @property
    def meaning(self) -> str:
        """What it tells a reader."""
        if self.signal == "hedging":
            what = "words against doubt" if self.kind in _FIRM else "conjecture"
            return f"{what}, of somebody quoted or reported" if self.voice == "source" else f"{what}, the writer’s own"
        if self.signal == "specificity":
            return "too vague to look up" if self.kind == "vague" else "a particular that a reader can look up"
        if self.signal == "consensus":
            return _CONSENSUS.get(self.kind, "held against the other documents of the story")
        back = "cannot" if self.kind in WEAK_SOURCES else "can"
        return _SOURCING.get(self.kind, f"a source that a reader {back} go back to")

    @property
    def look(self) -> tuple[str, str]:
        """The classes that draw it, and what that drawing means in the key beside a text."""
        letter = LETTERS.get(self.signal, "")
        if self.signal == "hedging":
            source = self.voice == "source"
            return (f"{letter} source", "conjecture of a source") if source else (letter, "conjecture of the writer")
        if self.signal == "specificity":
            vague = self.kind == "vague"
            return (f"{letter} vague", "too vague to look up") if vague else (letter, "can be looked up")
        if self.signal == "consensus":
            return f"{letter} {self.kind}", _CONSENSUS.get(self.kind, self.words)
        if self.kind == "quotation":
            return f"{letter} quotation", "a source, word for word"
        if self.kind in WEAK_SOURCES:
            return f"{letter} weak", "a source nobody can go back to, or none"
        return letter, "where it comes from"


def note_of(evidence: Evidence) -> Note:
    """Return the note on a piece of evidence."""
    return Note(evidence.signal, evidence.kind, evidence.voice if evidence.signal == "hedging" else "writer")


def number_notes(ratings: Iterable[Rating]) -> dict[Note, int]:
    """Return a number for each of the notes that a page needs, in an order that depends on nothing but the notes."""
    return {note: n for n, note in enumerate(sorted({note_of(item) for one in ratings for item in one.evidence}))}
