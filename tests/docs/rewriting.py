"""Writes into a page what its blocks print today: `pytest tests/docs --rewrite-pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions import agrees

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blocks import Block

    # Command, output shown, output got, exit code.
    Typed = tuple[str, str, str, int]


def rewrite(page: Path, found: Iterable[tuple[Block, str]]) -> None:
    """Put new text into blocks of a page: into a session itself, and behind Python into the output that follows it."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for block, text in sorted(found, key=lambda one: -one[0].line):
        fence = block.line - 1
        end = _end(lines, fence)
        indent = lines[fence][: len(lines[fence]) - len(lines[fence].lstrip())]
        if block.language == "python":
            fence = end + 1
            if lines[fence : fence + 1] != [f"{indent}```output"]:
                lines[fence:fence] = [f"{indent}```output", f"{indent}```"]
            end = _end(lines, fence)
        lines[fence + 1 : end] = [(indent + line).rstrip() for line in text.strip("\n").splitlines()]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _end(lines: list[str], fence: int) -> int:
    return next(n for n in range(fence + 1, len(lines)) if lines[n].strip() == "```")


def as_typed(results: Iterable[Typed]) -> str:
    """Return a session anew; what agrees keeps the form it is shown in."""
    parts = []
    for command, shown, got, _ in results:
        output = shown if agrees(shown, got) else "\n".join(line.rstrip() for line in got.strip("\n").splitlines())
        parts.append(f"$ {command}\n{output.strip(chr(10))}".strip("\n"))
    return "\n".join(parts) + "\n"
