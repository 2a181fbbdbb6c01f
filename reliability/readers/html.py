"""HTML into a document: the article and what the page states about it, without the page around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reliability.document import Document
from reliability.errors import EmptyDocumentError, ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.assembly import LINE, PARAGRAPH, assemble, iso_date, line
from reliability.readers.foreign import guarded
from reliability.readers.hidden import remove_hidden
from reliability.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
# Python knows codecs that no page may choose, such as unicode_escape; UTF-8 and UTF-16 are told without a statement.
_PAGE_CODEC = re.compile(r"(?:iso-|windows-|cp\d|koi8|shift|x-sjis|euc-|gb|big5|mac|latin|tis)", re.IGNORECASE)
# Browsers read these names as Windows-1252, because so many pages mean it.
_LATIN = ("iso-8859-1", "latin1", "latin-1", "iso8859-1", "iso-8859-15")
# Without a word of these a page hides nothing: most need no second look.
_HIDING = re.compile(
    r"\bhidden\b|display\s*:\s*none|opacity|font-size\s*:\s*[01.]|text-indent|left\s*:|top\s*:|clip|height\s*:\s*[01]|"
    r"color\b|transform",
    re.IGNORECASE,
)
_LISTS = ("list", "table")
_INLINE = ("ref", "hi", "del", "code", "sub", "sup", "span", "formula")


def read_html(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:
    """Read the article of an HTML page.

    trafilatura picks the main text and leaves menus, teasers, comments and footers out; where it finds nothing, all
    visible text is taken. Nothing is ever fetched.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name for errors and for the document's id.
    limits : Limits, optional
        How many tags it may have.

    Returns
    -------
    Document
        Title, author, day of publication, publisher (the site's name or host) and address are those in the page's meta
        tags, JSON-LD and headings. Paragraphs are apart by a blank line. What follows elements nested 256 deep, or ten
        million characters without a tag, is lost to the parser; it is truncated then.

    Raises
    ------
    ReadError
        If the bytes are no text, hold too many tags or defeat the parser.
    EmptyDocumentError
        If the page shows no text.

    Examples
    --------
    >>> read_html(b"<html><body><p>The council met on Monday.</p></body></html>", "page.html").text
    'The council met on Monday.'
    """
    page = decode(data, name, _declared(data))
    if page.count("<") > limits.tags:
        raise ReadError(name, f"holds more than {limits.tags:,} tags, which no article does; save its text as .txt")
    with guarded(name, "cannot be read as HTML; save the page again, or its text as .txt"):
        from trafilatura import bare_extraction, extract_metadata  # noqa: PLC0415  (160 ms for those who read HTML)

        page, hidden = _shown(page)
        options: dict[str, Any] = {"original_date": True, "extensive_search": False}
        found: Any = bare_extraction(
            page,
            favor_recall=True,
            include_comments=False,
            include_links=True,
            with_metadata=True,
            date_extraction_params=options,
        )
        text, links = ("", ()) if found is None else assemble(_pieces(found.body))
        if not text:
            text, links = _visible_text(page), ()
        facts: Any = extract_metadata(page, date_config=options) if found is None else found
        cut = _is_cut(page)
        if not text and cut:
            raise ReadError(name, "is nested too deeply, or its text too long, to be read; save its text as .txt")
        if not text:
            raise EmptyDocumentError(name, "this page shows no text; if a script fills it, save it from the browser")
        return Document(
            text=text,
            id=name,
            title=line(facts.title),
            author=line(facts.author),
            published=iso_date(facts.date),
            publisher=line(facts.sitename or facts.hostname),
            url=line(facts.url),
            links=links,
            hidden_words=hidden,
            truncated=cut,
        )


def _is_cut(page: str) -> bool:
    """Whether the parser stops on the way, which it says to nobody who does not ask."""
    from lxml import etree  # noqa: PLC0415  (as above)

    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(page.encode("utf-8", "replace"), parser)
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _declared(data: bytes) -> str:
    """Return the encoding that the page states, or nothing."""
    found = _DECLARED.search(data[:4096])
    stated = found.group(1).decode("ascii", "ignore") if found else ""
    if stated.lower() in _LATIN:
        return "cp1252"
    return stated if _PAGE_CODEC.match(stated) else ""


def _shown(page: str) -> tuple[str, int]:
    """Return the page without what its styles hide, and the words of prose among that."""
    if not _HIDING.search(page):
        return page, 0
    from lxml.html import tostring  # noqa: PLC0415  (as above)
    from trafilatura import load_html  # noqa: PLC0415

    tree: Any = load_html(page)
    if tree is None:
        return page, 0
    words = remove_hidden(tree)
    return tostring(tree, encoding="unicode"), words


def _visible_text(page: str) -> str:
    """Return everything that the page shows."""
    from trafilatura import html2txt  # noqa: PLC0415  (as above)

    # A fragment without a body is no page to trafilatura.
    return line(html2txt(page) or html2txt(f"<html><body>{page}</body></html>"))


def _pieces(body: _Element) -> Iterator[tuple[str, str]]:
    """Yield trafilatura's tree as text with addresses, and the separators between blocks."""
    from lxml import etree  # noqa: PLC0415  (as above)

    etree.strip_tags(body, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(body, "graphic", with_tail=False)
    address = ""
    inside: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            inside.append(tag)
            yield _separator(inside, element), ""
            if tag == "ref":
                address = line(element.get("target"))
            yield _words(element.text), address
        else:
            yield _separator(inside, None), ""
            inside.pop()
            if tag == "ref":
                address = ""
            if inside:
                yield _words(element.tail), address


def _words(text: str | None) -> str:
    """Return text as it stands in a source file, where line ends are mere spaces."""
    return (text or "").replace(LINE, " ").replace(PARAGRAPH, " ")


def _separator(inside: list[str], opened: _Element | None) -> str:
    """Return what stands between an element's text and the text before it, or after it where none is opened."""
    *outer, tag = inside
    if tag in _INLINE:
        return ""
    if tag == "cell":
        return " | " if opened is not None and opened.getprevious() is not None else " "
    if "cell" in outer:
        return " "
    if tag == "lb" or any(container in outer for container in _LISTS):
        return LINE
    return PARAGRAPH
