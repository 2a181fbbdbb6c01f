"""The code blocks of the pages, and what each of them promises.

- ``python`` blocks of one page run in order, in one namespace. What they print stands in a block ``output`` right
  behind; in it and in a shell's output ``...`` stands for anything.
- ``console`` blocks are sessions of a shell: lines that begin with ``$ `` are typed, the others come out.
- ``sh`` blocks are commands that the tests do not run; a comment in front gives the reason, one of `REASONS`.
- ``json``, ``toml``, ``yaml`` and the like are data. A comment ``<!-- file: NAME -->`` in front of any block puts it
  into the folder that the commands of the page run in, under that name.
- Pages under docs/decisions are records: their commands were true on their day and are not run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RECORDS = ROOT / "docs" / "decisions"
RUN = frozenset({"python", "console"})
DATA = frozenset({"csv", "html", "json", "jsonl", "makefile", "text", "toml", "yaml"})
LANGUAGES = RUN | DATA | {"output", "sh"}
REASONS = {
    "changes the environment": "installs or removes something",
    "needs the data": "reads articles that are not part of the project",
    "needs a cluster": "talks to machines that a test does not have",
    "needs the network": "opens an address",
    "CI runs it": "is a step of .ci/run itself",
    "takes too long": "takes minutes or hours",
}
_COMMENT = re.compile(r"<!--\s*(?P<key>not run|file):\s*(?P<value>.*?)\s*-->")


@dataclass(frozen=True)
class Block:
    """One block of a page.

    Parameters
    ----------
    page : Path
    line : int
        Of its first fence.
    language : str
    text : str
    output : str or None
        The block ``output`` right behind it.
    file, reason : str or None
        What the comment in front of it says.
    """

    page: Path
    line: int
    language: str
    text: str
    output: str | None = None
    file: str | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def needs_shared(self) -> bool:
        return self.language == "console" and "../shared" in self.text


@cache
def blocks_of(page: Path) -> tuple[Block, ...]:
    """Return the blocks of one page in order."""
    return blocks_in(page.read_text(encoding="utf-8"), page)


def blocks_in(text: str, page: Path) -> tuple[Block, ...]:
    found: list[Block] = []
    comment: dict[str, str] = {}
    waits = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "html_block" and (said := _COMMENT.fullmatch(token.content.strip())):
            comment, waits = {said["key"]: said["value"]}, False
        elif token.type in {"fence", "code_block"}:
            language = token.info.strip() if token.type == "fence" else "(indented)"
            block = Block(page, token.map[0] + 1, language, token.content)
            if language == "output" and waits:
                found[-1] = Block(**{**vars(found[-1]), "output": token.content})
            else:
                found.append(Block(**{**vars(block), "file": comment.get("file"), "reason": comment.get("not run")}))
            comment, waits = {}, language == "python"
        else:
            comment, waits = {}, False
    return tuple(found)


def all_blocks() -> list[Block]:
    """Return the blocks of every page."""
    return [block for page in PAGES for block in blocks_of(page)]


def runs(block: Block) -> bool:
    """Whether a block is run with the others of its page."""
    return block.language in RUN and not block.needs_shared and RECORDS not in block.page.parents
