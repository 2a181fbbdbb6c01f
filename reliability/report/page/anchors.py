"""Names for documents in the page: for the eye, and for addresses that lead to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reliability.report.terminal import make_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reliability.document import Document

# A hostile title may be as long as a book; nobody reads more than this, and measuring it takes time.
_LONGEST = 180
_ANCHOR = 60


def make_anchors(ids: Iterable[str]) -> list[str]:
    """Make the anchor of each document from its id, so that a link still leads to it when others come and go.

    Examples
    --------
    >>> make_anchors(["news/ferry.txt", "news ferry.txt", "記事"])
    ['document-news-ferry.txt', 'document-news-ferry.txt-2', 'document-3']
    """
    used: dict[str, int] = {}
    anchors = []
    for number, name in enumerate(ids, start=1):
        stem = re.sub(r"[^A-Za-z0-9_.]+", "-", name[: 10 * _ANCHOR]).strip("-.")[:_ANCHOR] or str(number)
        anchor = f"document-{stem}"
        while anchor in used:
            used[f"document-{stem}"] += 1
            anchor = f"document-{stem}-{used[f'document-{stem}']}"
        used[anchor] = 1
        anchors.append(anchor)
    return anchors


def clean(text: str) -> str:
    """Make a name or a title safe to show, one line, of bearable length."""
    return shorten(text[: 10 * _LONGEST], _LONGEST)


def headline(document: Document) -> str:
    """Name a document for the eye: its title, else the last part of its id.

    Examples
    --------
    >>> from reliability.document import Document
    >>> headline(Document(text="", id="news/ferry.txt"))
    'ferry.txt'
    """
    return clean(document.title) or last_part(document.id)


def last_part(name: str) -> str:
    """Return the last part of a path, or the whole name of what is none."""
    last = make_line(name[-10 * _LONGEST :]).rstrip("/").rsplit("/", 1)[-1]
    return clean(last) or "unnamed"
