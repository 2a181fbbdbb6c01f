"""A progress bar on standard error, for work long enough to want one."""

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
