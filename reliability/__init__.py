"""Rates documents from speculative to well-sourced, and shows the words that made it say so.

It rates the page, not the truth: how far a careful reader could trace and check what it says.

Examples
--------
>>> import reliability
>>> [rating] = reliability.rate(["Ann Ito, the harbour master, said on Monday that 14 ferries had been repaired."])
>>> 0 <= rating.score <= 1
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reliability.classifier import ReliabilityClassifier
    from reliability.document import Document
    from reliability.errors import (
        DocumentError,
        EmptyDocumentError,
        ModelError,
        ReadError,
        ReliabilityError,
        TrainingError,
    )
    from reliability.extractor import SignalExtractor
    from reliability.limits import Limits
    from reliability.model_file import load_model
    from reliability.rating import Rating, Ratings, rate, rate_stream
    from reliability.readers import read
    from reliability.scale import LEVELS
    from reliability.signals.signal import Evidence
    from reliability.weighting import Weighting

# Where each public name lives. Loaded on first use: `import reliability` and `--help` stay fast.
_HOMES = {
    "Document": "reliability.document",
    "DocumentError": "reliability.errors",
    "EmptyDocumentError": "reliability.errors",
    "Evidence": "reliability.signals.signal",
    "LEVELS": "reliability.scale",
    "Limits": "reliability.limits",
    "ModelError": "reliability.errors",
    "Rating": "reliability.rating",
    "Ratings": "reliability.rating",
    "ReadError": "reliability.errors",
    "ReliabilityClassifier": "reliability.classifier",
    "ReliabilityError": "reliability.errors",
    "SignalExtractor": "reliability.extractor",
    "TrainingError": "reliability.errors",
    "Weighting": "reliability.weighting",
    "load_model": "reliability.model_file",
    "rate": "reliability.rating",
    "rate_stream": "reliability.rating",
    "read": "reliability.readers",
}

__all__ = [
    "LEVELS",
    "Document",
    "DocumentError",
    "EmptyDocumentError",
    "Evidence",
    "Limits",
    "ModelError",
    "Rating",
    "Ratings",
    "ReadError",
    "ReliabilityClassifier",
    "ReliabilityError",
    "SignalExtractor",
    "TrainingError",
    "Weighting",
    "load_model",
    "rate",
    "rate_stream",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
