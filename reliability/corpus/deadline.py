"""A limit of time for a stretch of work, in the thread that does it."""

from __future__ import annotations

import ctypes
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


# Seconds until it strikes once more.
_AGAIN = 0.1


class OutOfTime(BaseException):
    """The time is up."""


@contextmanager
def limited(seconds: float | None) -> Iterator[None]:
    """Stop what runs inside when the time is up.

    One call into compiled code is waited for: Python is asked between its own steps.

    Parameters
    ----------
    seconds : float, optional
        No limit without it.

    Raises
    ------
    OutOfTime
        When it took longer.

    Examples
    --------
    >>> with limited(5):
    ...     1 + 1
    2
    """
    if seconds is None:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_alarm(seconds):
            yield
    else:
        with _by_watchdog(seconds):
            yield


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    """Let the system's clock interrupt the main thread, even where it waits."""
    late = False

    def stop(*_: object) -> NoReturn:
        nonlocal late
        late = True
        # Lost where it struck in a finalizer or a callback of the garbage collector, which let nothing through.
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Once more: it may have struck on the way here, and would again.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if late:
        raise OutOfTime


@contextmanager
def _by_watchdog(seconds: float) -> Iterator[None]:
    """Let another thread raise the exception in this one; signals reach the main thread only."""
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, done, late = threading.Lock(), threading.Event(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    late.set()
                    raise_in(thread, ctypes.py_object(OutOfTime))
            # As above, it may be lost.
            wait = _AGAIN

    def leave() -> None:
        with lock:
            done.set()
        if late.is_set():
            # Not delivered yet, perhaps; it must not strike later, outside.
            raise_in(thread, None)

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            yield
        finally:
            leave()
    finally:
        # Once more, as above.
        leave()
    if late.is_set():
        raise OutOfTime
