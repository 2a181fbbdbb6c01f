"""Options that several commands share, said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

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
