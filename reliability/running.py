"""Rates the documents that a command names, with one line on standard error for each that cannot be."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reliability.errors import DocumentError
from reliability.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reliability.document import Document
    from reliability.rating import Rating, Reading

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Outcome:
    """What the exit code depends on."""

    least: float | None
    unrated: int = 0
    below: int = 0

    @property
    def code(self) -> int:
        """The exit code: 2 wins over 1."""
        return 2 if self.unrated else int(self.below > 0)


@dataclass(slots=True)
class Run:
    """Reads and rates documents, with a line on standard error for those that cannot be or fall below."""

    model: Path | None
    outcome: Outcome
    advance: Callable[[], None]
    limits: Limits = DEFAULT

    def rate_alone(self, names: Iterable[str | DocumentError]) -> Iterator[Rating]:
        """Yield a rating as soon as its document is read."""
        from reliability.rating import load_rater  # noqa: PLC0415

        for rating in self._each(names, load_rater(self.model)):
            yield self._checked(rating)

    def rate_together(
        self, names: Iterable[str | DocumentError], references: Iterable[str | DocumentError]
    ) -> Iterator[Rating]:
        """Yield ratings once all documents are read: any of them may tell another's story."""
        from reliability.rating import compare_readings, load_reader  # noqa: PLC0415

        reader = load_reader(self.model)
        read: list[Reading] = list(self._each(names, reader))
        for rating in compare_readings(read, against=list(self._each(references, reader))):
            yield self._checked(rating)

    def _each(self, names: Iterable[str | DocumentError], work: Callable[[Document], _Result]) -> Iterator[_Result]:
        from reliability.corpus.deadline import OutOfTime, limited  # noqa: PLC0415
        from reliability.readers import read  # noqa: PLC0415

        for name in names:
            try:
                if isinstance(name, DocumentError):
                    raise name
                with limited(self.limits.seconds):
                    result = work(read(name, self.limits))
            except DocumentError as error:
                self.outcome.unrated += 1
                complain(str(error))
            except OutOfTime:
                self.outcome.unrated += 1
                complain(f"{name}: took longer than {self.limits.seconds:g} seconds; allow more (--timeout)")
            else:
                yield result
            self.advance()

    def _checked(self, rating: Rating) -> Rating:
        from reliability.report.table import name_document  # noqa: PLC0415

        least = self.outcome.least
        if least is not None and rating.score < least:
            self.outcome.below += 1
            # Rounded down, so that the line never says that 0.50 is below 0.5.
            score = math.floor(rating.score * 1000) / 1000
            complain(f"{name_document(rating)}: {rating.level}: score {score:.3f} is below {least:g}")
        return rating


def complain(message: str) -> None:
    """Write one line to standard error, whatever the names of files hold."""
    # Looked up at each call: a progress bar puts its own stream in the place of standard error.
    sys.stderr.write(f"reliability: {safe(message)}\n")


def safe(message: str) -> str:
    """Make one line of a message that a terminal can be shown."""
    from reliability.report.terminal import make_line  # noqa: PLC0415  (slow to import, and most runs need no line)

    return make_line(message)
