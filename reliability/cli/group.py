"""The commands as a group, with its exit codes and what becomes of errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reliability.errors import ReliabilityError
from reliability.running import complain, safe

# What a shell reports for a process that the signal of a closed pipe (13) or of Ctrl-C (2) has ended.
_CLOSED_PIPE = 128 + 13
_INTERRUPTED = 128 + 2

EPILOG = """\b
Exit codes:
  0    every document was rated
  1    a document fell below --min-score
  2    a document could not be rated, or the command line is wrong
  130  stopped with Ctrl-C
  141  whoever read the output stopped reading (as in "| head")
"""


class _Group(click.Group):
    """Commands whose expected failures end in one line and an exit code, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        # As they were added: what most users need comes first.
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            name = error.option_name
            if not any(name in option.opts for option in self.commands["score"].params):
                raise
            hint = f"{name} goes behind the command: reliability score {name} FILE"
            raise click.NoSuchOption(name, hint, ctx=ctx) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and (Path(name).exists() or set(name) & set("./*")):
            ctx.fail(f"No such command {name!r}. To rate a file: reliability score {name}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _stop(ctx)
        except (ImportError, SystemError) as error:
            # Compiled modules that Ctrl-C broke off while they were loaded say that they cannot be loaded.
            if not isinstance(error.__cause__, KeyboardInterrupt):
                raise
            _stop(ctx)
        except BrokenPipeError:
            ctx.exit(_CLOSED_PIPE)
        except click.UsageError as error:
            # It repeats the command line, where a pattern of the shell may have put any file's name.
            raise click.UsageError(safe(error.format_message()), error.ctx) from error
        except ReliabilityError as error:
            complain(str(error))
            ctx.exit(2)


def _stop(ctx: click.Context) -> None:
    complain("stopped")
    ctx.exit(_INTERRUPTED)


_EPILOG = f"""\b
Examples:
  reliability score article.txt
  reliability score --explain article.html | less
  reliability score --help

{EPILOG}"""


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="source-reliability", prog_name="reliability")
def main() -> None:
    """Rate documents from speculative to well-sourced, and show the words that made it say so.

    It rates the page, not the truth: how far a careful reader could trace and check what it says.
    """
