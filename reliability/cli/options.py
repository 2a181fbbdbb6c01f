"""Options that several commands share, said once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from reliability.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def complete_files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Have the shell complete the names of files where patterns, addresses and "-" are taken too."""
    return [CompletionItem(incomplete, type="file")]


def output_option() -> Decorator:
    """Return the option that names a file for the report."""
    return click.option(
        "--output",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Write to this file and not to standard output; it is replaced whole, at the end.",
    )


def progress_option() -> Decorator:
    """Return the switch of the progress bar."""
    return click.option(
        "--progress/--no-progress",
        default=None,
        help="Show a progress bar, or none.  [default: on a terminal, for more than 20 documents or 2 seconds]",
    )


def text_or_json_option() -> Decorator:
    """Return the choice between a report for people and one for programs."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Text for people, JSON for programs.",
    )


# Option, field of the limits, kind of value, help.
_LIMITS = (
    (
        "max_bytes",
        "bytes",
        click.IntRange(1),
        f"Refuse a file or record over N bytes.  [default: {DEFAULT.bytes}]",
    ),
    (
        "max_characters",
        "characters",
        click.IntRange(1),
        f"Read only the first N characters of a longer text, and flag it.  [default: {DEFAULT.characters}]",
    ),
    ("max_pages", "pages", click.IntRange(1), f"Read only the first N pages of a PDF.  [default: {DEFAULT.pages}]"),
    (
        "timeout",
        "seconds",
        click.FloatRange(0, 1e6, min_open=True),
        f"Give up a document that takes longer than N seconds.  [default: {DEFAULT.seconds:g}]",
    ),
)


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how much of a document is read."""
    for name, _, kind, words in reversed(_LIMITS):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar="N", type=kind, help=words)(command)
    return command


def limits_of(given: dict[str, Any]) -> Limits:
    """Return the limits that the command line asks for."""
    return replace(DEFAULT, **{field: given[name] for name, field, *_ in _LIMITS if given[name] is not None})


def without_limits(given: dict[str, Any]) -> dict[str, Any]:
    """Return options without those that `limit_options` added."""
    return {name: value for name, value in given.items() if name not in {option for option, *_ in _LIMITS}}
