"""Consoles to show a report on, and document text made safe and short enough to be shown there."""

from __future__ import annotations

import io
import math
import os
import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from rich.text import Text

WIDTH = 80

# Documents are other people's text. Escapes could repaint the terminal, bidirectional controls and invisible
# characters could make a line read as something that it does not say, lone surrogates cannot be encoded at all.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u2061-\u206f\u202a-\u202e\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Left behind by web pages everywhere and of no width: nothing to see, nothing to warn of.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What a cut could leave behind of the character before it.
_DANGLING = re.compile(
    "^[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff]+"
)
_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n") | {"\t": " ", "\r": " "})


def open_console(stream: TextIO | None = None) -> Console:
    """Make the console for a stream: styles only on a terminal that wants them, 80 columns when there is none.

    Parameters
    ----------
    stream : file, optional
        Where the text will go; None for a file or a string, which get neither styles nor the terminal's width.

    Returns
    -------
    Console
        With ``color_system`` None unless styles are to be used: a stream that is no terminal, ``NO_COLOR`` and
        a dumb terminal get plain text, without even bold.
    """
    target = io.StringIO() if stream is None else stream
    probe = Console(file=target, force_terminal=False if stream is None else None)
    styled = probe.is_terminal and not probe.is_dumb_terminal and not probe.no_color
    columns = os.environ.get("COLUMNS", "") if stream is not None else ""
    if stream is not None and stream.isatty():
        width = probe.width
    else:
        width = int(columns) if columns.isdecimal() and int(columns) > 0 else WIDTH
    return Console(
        # Not the stream itself, which rich would touch even though all it is asked for is text.
        file=io.TextIOWrapper(io.BytesIO(), encoding=probe.encoding),
        width=width,
        force_terminal=styled,
        color_system="auto" if styled else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def can_draw(console: Console) -> bool:
    """Whether the stream takes bars and arrows; in an old code page they would be question marks."""
    return console.encoding.lower().startswith("utf")


def print_lines(console: Console, lines: Iterable[Text]) -> str:
    """Render lines as the console would show them; nothing is written to its stream.

    Returns
    -------
    str
        With terminal styles where the console has them, and no blanks at the ends of lines.
    """
    with console.capture() as capture:
        for line in lines:
            console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
    return "".join(f"{line.rstrip(' ')}\n" for line in capture.get().split("\n")[:-1])


def make_safe(text: str) -> str:
    r"""Replace what could repaint a terminal or hide from the eye, one character for one, so that offsets hold.

    Examples
    --------
    >>> make_safe("red\x1b[31m alert\r\n")
    'red�[31m alert \n'
    """
    return _UNSAFE.sub("�", text).translate(_BREAKS)


def drop_invisible(text: str) -> str:
    """Leave out soft hyphens and other characters without width, and show runs of blanks as one."""
    return re.sub("[ \u00a0]+", " ", _INVISIBLE.sub("", text))


def make_line(text: str) -> str:
    r"""Make a name or a title safe and one line long.

    Examples
    --------
    >>> make_line("Mayor\n resigns ")
    'Mayor resigns'
    """
    # The joiner of emoji sequences goes too: terminals disagree on how wide a joined sequence is.
    return " ".join(drop_invisible(make_safe(text.replace("\u200d", ""))).split())


def shorten(name: str, cells: int) -> str:
    """Cut a name to a width, keeping what tells it from its neighbours.

    Of a path its left goes, as long as the file's name fits; else the middle of that name, so that its start and its
    ending stay.

    Parameters
    ----------
    name : str
        A path, an address or any other name.
    cells : int
        The width in terminal cells, of which a wide character takes two.

    Returns
    -------
    str
        No wider than ``cells``.

    Examples
    --------
    >>> shorten("archive/2024/council-minutes.txt", 24)
    '…024/council-minutes.txt'
    >>> shorten("council-minutes-of-the-fourteenth.txt", 24)
    'council-minute…eenth.txt'
    """
    name = make_line(name)
    if cell_len(name) <= cells:
        return name
    room = max(cells - 1, 0)
    last = name.rstrip("/").rsplit("/", 1)[-1]
    if cell_len(last) <= room:
        return f"…{_cut_end(name, room)}"
    name = last
    tail = _cut_end(name, room * 2 // 5)
    return _cut(f"{_cut(name, cells - 1 - cell_len(tail))}…{tail}", cells)


def _cut(text: str, cells: int) -> str:
    """Keep as much of the start as fits."""
    taken = 0
    for index, character in enumerate(text):
        taken += cell_len(character)
        if taken > cells:
            return text[:index]
    return text


def _cut_end(text: str, cells: int) -> str:
    """Keep as much of the end as fits; no accent or skin colour without what it belongs to."""
    return _DANGLING.sub("", _cut(text[::-1], cells)[::-1])


def draw_bar(value: float | None, cells: int, *, ascii_only: bool = False) -> str:
    """Draw a value in [0, 1] as a bar that reads without colour; a dash where there is none.

    Examples
    --------
    >>> draw_bar(0.5, 8)
    '████░░░░'
    >>> draw_bar(0.5, 8, ascii_only=True)
    '####....'
    """
    if value is None or math.isnan(value):
        return "-" if ascii_only else "–"
    full, empty = ("#", ".") if ascii_only else ("█", "░")
    filled = round(min(max(value, 0.0), 1.0) * cells)
    return full * filled + empty * (cells - filled)
