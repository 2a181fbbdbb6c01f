"""Where other people's parsers run: nothing of theirs reaches the terminal, and no error but ours comes out."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reliability.errors import DocumentError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGGERS = (
    "charset_normalizer",
    "courlan",
    "htmldate",
    "justext",
    "markdown_it",
    "pypdf",
    "readability",
    "trafilatura",
)


@contextmanager
def guarded(name: str, cause: str) -> Iterator[None]:
    """Turn whatever fails inside into a ReadError, and keep warnings and log lines off the terminal.

    Parameters
    ----------
    name : str
        The file, for the error.
    cause : str
        What to tell the user when the parser gives up.

    Raises
    ------
    ReadError
        If anything fails inside. Errors that already name the document pass through.

    Examples
    --------
    >>> with guarded("a.pdf", "is damaged"):
    ...     1 / 0
    Traceback (most recent call last):
    reliability.errors.ReadError: a.pdf: is damaged
    """
    for logger in map(logging.getLogger, _LOGGERS):
        # Without a handler, Python prints warnings to stderr. An application with handlers of its own still gets them.
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except DocumentError:
            raise
        # Files from anywhere make these parsers fail in ways that none of them documents.
        except Exception as error:
            raise ReadError(name, cause) from error
