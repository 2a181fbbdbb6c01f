"""A stand-in for the Rating record, so that reports are tested without a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from reliability.document import Document
from reliability.signals.signal import Evidence

TEXT = """Home | News | Sport
Sign up for our newsletter

Harbour ferry may stop on 3 June

The ferry could stop on 3 June, Mayor Ole Lindqvist said. “We might lose it,” he said.

Experts believe that others will follow.

All rights reserved
"""


@dataclass(frozen=True)
class Cause:
    feature: str
    signal: str
    phrase: str
    value: float
    contribution: float


@dataclass(frozen=True)
class StandIn:
    document: Document
    score: float = 0.53
    level: str = "partly sourced"
    probabilities: tuple[float, ...] = (0.04, 0.21, 0.48, 0.22, 0.05)
    interval: tuple[float, float] = (0.4, 0.67)
    signals: dict[str, float | None] = field(
        default_factory=lambda: {"hedging": 0.44, "specificity": 0.6, "sourcing": 0.55, "consensus": None}
    )
    contributions: dict[str, float] = field(
        default_factory=lambda: {"hedging": -0.07, "specificity": 0.034, "sourcing": 0.052}
    )
    reasons: tuple[Cause, ...] = ()
    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    story: object = None

    def to_dict(self) -> dict:
        return {"id": self.document.id, "text": self.document.text, "score": self.score, "signals": self.signals}


@pytest.fixture
def text():
    return TEXT


@pytest.fixture
def make_rating():
    """Make a rating of a text: ``make_rating(score=0.2, id="a")``, fields of either record by keyword."""

    def make(text=TEXT, **given):
        names = {"id", "title", "publisher", "published", "author"}
        document = Document(text=text, **{name: given.pop(name) for name in names & given.keys()})
        return StandIn(document, **given)

    return make


@pytest.fixture
def find_evidence():
    """Find evidence by its words: ``find_evidence("may", "hedging", "modal")``."""

    def find(words, signal, kind, *, voice="writer", nth=0, text=TEXT):
        start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
        return Evidence(signal, kind, start, start + len(words), words, voice)

    return find


@pytest.fixture
def reason():
    return Cause
