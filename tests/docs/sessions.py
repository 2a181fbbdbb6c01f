"""Runs what the pages show: Python in this process, commands in a shell, both in a folder of their own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from blocks import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from blocks import Block

# Stands behind each command's output, with its exit code.
_END = "\x1e"
_LONGEST = 600


def make_folder(folder: Path, shared: Path | None = None) -> Path:
    """Return a copy of what the pages name, with the commands that they type."""
    work, tools = folder / "project", folder / "bin"
    tools.mkdir()
    for name in ("seeds", "docs"):
        shutil.copytree(ROOT / name, work / name)
    for name, command in {"reliability": f"{sys.executable} -m reliability", "python": sys.executable}.items():
        (tools / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (tools / name).chmod(0o755)
    if shared:
        (folder / "shared").symlink_to(shared)
    return work


def run_python(block: Block, names: dict[str, Any], folder: Path) -> str:
    """Run a block and return what it printed."""
    printed = io.StringIO()
    # Empty lines in front, so that a traceback names the page's own line.
    code = compile("\n" * block.line + block.text, str(block.page), "exec")
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(code, names)
    return printed.getvalue()


def typed(text: str) -> list[tuple[str, str]]:
    """Return the commands of a session, each with the output shown."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not parts[0].strip(), "a console block begins with `$ `"
    found = []
    for part in parts[1:]:
        lines = part.splitlines()
        n = 1
        while lines[n - 1].endswith("\\"):
            n += 1
        found.append(("\n".join(lines[:n]), "\n".join(lines[n:])))
    return found


def run_shell(block: Block, folder: Path) -> list[tuple[str, str, str, int]]:
    """Run a session; return command, output shown, output got and exit code of each of its commands."""
    commands = typed(block.text)
    # The exit code is handed on, so that `echo $?` tells it.
    script = "".join(
        f"{command}\n__code=$?; printf '\\n{_END}%d{_END}' $__code; (exit $__code)\n" for command, _ in commands
    )
    path = f"{folder.parent / 'bin'}:{os.environ['PATH']}"
    # A make that runs the tests would tell the one on the page that it is inside another.
    outside = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    plain = {**outside, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=plain,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=_LONGEST,
    )
    parts = done.stdout.split(_END)
    assert len(parts) == 2 * len(commands) + 1, f"{block.name}: the shell stopped early:\n{done.stdout}"
    return [
        (command, shown, got, int(code))
        for (command, shown), got, code in zip(commands, parts[::2], parts[1::2], strict=False)
    ]


def agrees(shown: str, got: str) -> bool:
    """Whether output is as shown; ``...`` stands for anything, blanks at the ends of lines for nothing."""
    pattern = ".*".join(re.escape(part) for part in _tidy(shown).split("..."))
    return re.fullmatch(pattern, _tidy(got), flags=re.DOTALL) is not None


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
