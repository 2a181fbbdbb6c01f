"""``reliability completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_EPILOG = """\b
Examples:
  bash, a line in ~/.bashrc:
      eval "$(reliability completion bash)"
  zsh, a line in ~/.zshrc behind the one with compinit:
      eval "$(reliability completion zsh)"
  fish, once:
  reliability completion fish > ~/.config/fish/completions/reliability.fish
"""


@click.command(epilog=_EPILOG, short_help="Print what completes commands in a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that has SHELL complete commands, options and files when Tab is pressed.

    Put to use as shown below, it holds for every shell that is opened afterwards.
    """
    root = context.find_root()
    name = root.info_name or "reliability"
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"This version of click completes nothing in {shell}.")
    click.echo(made(root.command, {}, name, f"_{name.upper()}_COMPLETE").source())
