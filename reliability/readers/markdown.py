"""Markdown into a document: the words without the markup, the links with their offsets."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from reliability.document import Document
from reliability.errors import ReadError
from reliability.limits import DEFAULT, Limits, shorten
from reliability.readers.assembly import LINE, PARAGRAPH, assemble, iso_date, line
from reliability.readers.foreign import guarded
from reliability.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(title|author|date|publisher|url)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
# None of these can fail after a long search: an unclosed comment or script runs to the end, a tag ends at the next "<".
_HTML = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<(script|style)\b.*?(?:</\1|\Z)|</?[a-zA-Z!?][^<>]*>", re.DOTALL | re.IGNORECASE
)
_INLINE_TAG = re.compile(r"</?(?:a|b|code|em|i|s|small|span|strong|su[bp]|u)\b[^<>]*>", re.IGNORECASE)
_LISTS = ("bullet_list", "ordered_list", "table")
# A quotation is one level and a list two. The parser calls itself at each, which Python ends before five hundred.
_DEEPEST = 200


def read_markdown(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:
    r"""Read Markdown as readable text.

    Headings, emphasis, lists, quotations and tables become plain lines; links keep their words, and their address goes
    to ``Document.links``; images, code blocks and HTML tags are dropped. Simple ``key: value`` lines of YAML front
    matter give title, author, date, publisher and url; without a title there, it is the first heading of level one.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name for errors and for the document's id.
    limits : Limits, optional
        How many characters are parsed; a tree of more would fill the memory.

    Returns
    -------
    Document
        The text is what a reader of the rendered page would read, and all offsets are into it. Blocks that
        stand 200 levels deep are left out; it is truncated then.

    Raises
    ------
    ReadError
        If the bytes are no text, or all of it stands too deep.

    Examples
    --------
    >>> document = read_markdown(b"# News\n\nAs the [mayor](https://city.example) *said*.", "news.md")
    >>> document.title, document.text, document.links
    ('News', 'News\n\nAs the mayor said.', ((13, 18, 'https://city.example'),))
    """
    whole = decode(data, name)
    content = shorten(whole, limits)
    front = _FRONT_MATTER.match(content)
    facts = _facts(front.group(1)) if front else {}
    with guarded(name, "cannot be read as Markdown; save it as .txt to have it read as it stands"):
        from markdown_it import MarkdownIt  # noqa: PLC0415  (50 ms that other formats need not pay)

        # The parser's own limit says nothing when it is met; ours comes before it, as a list adds two levels.
        parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST + 2}).enable(["table", "strikethrough"])
        parser.block.ruler.before("table", "too_deep", _stop_too_deep)
        met: dict[str, bool] = {}
        tokens = parser.parse(content[front.end() :] if front else content, met)
        text, links = assemble(_pieces(tokens))
        if "too_deep" in met and not text:
            raise ReadError(name, "is nested too deeply to be read; save it as .txt to have it read as it stands")
        title = facts.get("title") or _first_heading(tokens)
    return Document(
        text=text,
        id=name,
        title=title,
        author=facts.get("author", ""),
        published=iso_date(facts.get("date")),
        publisher=facts.get("publisher", ""),
        url=facts.get("url", ""),
        links=links,
        truncated=content != whole or "too_deep" in met,
    )


def _stop_too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (the parser's own)
    """Leave out a line that is nested too deeply, and say so; a rule of the parser."""
    del end
    if silent or state.level < _DEEPEST:
        return False
    state.env["too_deep"] = True
    state.line = start + 1
    return True


def _facts(block: str) -> dict[str, str]:
    """Return what simple lines of front matter say; nested values and lists are left alone."""
    fields = (_FIELD.match(entry) for entry in block.splitlines())
    return {field.group(1).lower(): line(field.group(2)).strip("\"'") for field in fields if field}


def _first_heading(tokens: list[Token]) -> str:
    """Return the text of the first heading of the first level."""
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return line(assemble(_inline(content.children or []))[0])
    return ""


def _pieces(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield text with addresses, and the separators between blocks."""
    depth = 0
    first_cell = False
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if kind in _LISTS:
            depth += token.nesting
            yield (LINE if depth - (edge == "open") else PARAGRAPH), ""
        elif token.type in ("td_open", "th_open"):
            yield ("" if first_cell else " | "), ""
        elif token.type == "inline":
            yield from _inline(token.children or [])
        elif token.type == "html_block":
            words = _HTML.sub(" ", _INLINE_TAG.sub("", token.content))
            yield f"{PARAGRAPH}{unescape(words)}{PARAGRAPH}", ""
        elif kind not in ("td", "th"):
            yield (LINE if depth else PARAGRAPH), ""
        first_cell = token.type == "tr_open"


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield the text of one block with the address of the link that each part belongs to."""
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = line(token.attrGet("href"))
        elif token.type == "link_close":
            address = ""
        elif token.type in ("text", "code_inline", "text_special"):
            yield token.content, address
        elif token.type == "softbreak":
            yield " ", address
        elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
            yield LINE, address
