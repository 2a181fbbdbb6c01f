"""Progress on standard error, for work long enough to want one."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Below both of these the bar would be gone before it is read.
_MANY = 20
_LONG_SECONDS = 2.0
# Between the lines of a log, where there is no terminal to redraw.
_EVERY_SECONDS = 10.0


@contextmanager
def show_progress(total: int, *, wanted: bool | None = None) -> Iterator[Callable[[], None]]:
    """Show how many of some documents are done.

    Parameters
    ----------
    total : int
        How many there are.
    wanted : bool, optional
        Whether to show it at all; None shows it on a terminal once there are more than 20 documents or 2 seconds
        have passed.

    Yields
    ------
    callable
        To be called, without arguments, when a document is done.
    """
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415  (slow to import, and most runs end before they need it)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("Rating"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Standard output must stay as it is: the report goes there while the bar is up.
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=sys.stderr.isatty(), redirect_stdout=False)
    task = bar.add_task("", total=total)
    began = time.monotonic()

    def advance() -> None:
        if wanted or total > _MANY or time.monotonic() - began > _LONG_SECONDS:
            bar.start()
        bar.advance(task)
        if bar.finished and bar.live.is_started:
            # Before the report is printed, which the bar would be drawn over.
            bar.stop()

    try:
        yield advance
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def show_stream(
    total: int, done_before: int = 0, *, wanted: bool | None = None
) -> Iterator[tuple[Callable[[int, int, int], None], Callable[[str, int, int], None]]]:
    """Show how a stream of records gets on: how many are done, how many a second, what time remains, and errors.

    And after it, how the steps do that follow.

    Parameters
    ----------
    total : int
        Bytes of the input.
    done_before : int
        Records that an earlier run did: these do not count for the speed.
    wanted : bool, optional
        Whether to show it at all; None shows it on a terminal. Where there is none, a line is written every 10 seconds.

    Yields
    ------
    callable
        To be called with the records done, those of them with errors, and the bytes read.
    callable
        To be called with what a step does, how much of that is done, and of how much, 0 if that is not known.
    """
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield (lambda done, errors, read: None), (lambda what, done, total: None)  # noqa: ARG005  (names of the others)
        return
    began = time.monotonic()
    first: list[int] = []

    def say(done: int, errors: int, read: int) -> str:
        # Of the bytes read by an earlier run nothing is known but that they were before the first chunk of this.
        first.append(read) if not first else None
        seconds = max(time.monotonic() - began, 1e-3)
        speed = (read - first[0]) / seconds
        left = f", {_clock((total - read) / speed)} left" if total and speed > 0 else ""
        return f"{done:,} done, {(done - done_before) / seconds:,.0f} a second{left}, {errors:,} errors"

    begins: dict[str, tuple[float, int]] = {}

    def say_step(what: str, done: int, of: int) -> str:
        first, before = begins.setdefault(what, (time.monotonic(), done))
        speed = (done - before) / max(time.monotonic() - first, 1e-3)
        left = f", {_clock((of - done) / speed)} left" if of and speed > 0 else ""
        return f"{what}: {done:,}" + (f" of {of:,}{left}" if of else " done")

    if sys.stderr.isatty():
        with _status() as show:
            yield (
                lambda done, errors, read: show(f"Rating: {say(done, errors, read)}"),
                lambda what, done, of: show(say_step(what, done, of)),
            )
        return
    last = [began]

    def log(line: str) -> None:
        if time.monotonic() - last[0] >= _EVERY_SECONDS:
            last[0] = time.monotonic()
            sys.stderr.write(f"reliability: {line}\n")

    yield (
        lambda done, errors, read: log(say(done, errors, read)),
        lambda what, done, of: log(say_step(what, done, of)),
    )


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    """Redraw one line of a terminal."""
    from rich.console import Console  # noqa: PLC0415  (slow to import)

    with Console(file=sys.stderr).status("Rating") as status:
        yield status.update


def _clock(seconds: float) -> str:
    """Write a length of time.

    Examples
    --------
    >>> _clock(59.6), _clock(7325)
    ('1:00', '2:02:05')
    """
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
