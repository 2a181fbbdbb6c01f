"""Errors raised on purpose, all of them below one root.

::

    ReliabilityError
    ├── DocumentError          a document cannot be rated; names it, the cause and the way out
    │   ├── ReadError          its file is missing, unreadable, binary, encrypted or damaged
    │   └── EmptyDocumentError it holds no words
    ├── ModelError             a model file is missing, damaged, foreign or newer than this version
    └── TrainingError          labelled data cannot be trained on or evaluated against
"""

from __future__ import annotations


class ReliabilityError(Exception):
    """Root of all errors that this package raises on purpose."""


class DocumentError(ReliabilityError):
    """A document cannot be rated.

    Parameters
    ----------
    name : str
        The file or document id, as the user knows it.
    cause : str
        What is wrong with it, and where it helps, what to do about it.
    """

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        # Exceptions travel between worker processes by pickling; the default would pass one argument.
        return type(self), (self.name, self.cause)


class ReadError(DocumentError):
    """The file behind a document cannot be read."""


class EmptyDocumentError(DocumentError):
    """The document holds no words to rate."""


class ModelError(ReliabilityError):
    """A model file cannot be used."""


class TrainingError(ReliabilityError):
    """Labelled data cannot be used to train or evaluate."""
