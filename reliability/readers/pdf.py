"""PDF into a document: the text of its pages, with the line wraps of the print undone."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from reliability.document import Document
from reliability.errors import EmptyDocumentError, ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.assembly import clean, iso_date, line
from reliability.readers.foreign import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdf import PdfReader

_DAMAGED = "is damaged and cannot be read as PDF; get it again, or open it and save it anew"
_PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?\d{1,4}(?: ?(?:/|of) ?\d{1,4})? ?[-–—]?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BULLETS = ("•", "▪", "◦", "‣", "– ", "* ", "- ")
_BROKEN_WORD = re.compile(r"(?<!\w)(\w++)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


def read_pdf(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:
    """Read the text of a PDF.

    Lines are joined to paragraphs and words broken at line ends are made whole; page numbers and lines that head or
    foot most pages are dropped. All of it goes by the look of the lines, as PDF does not say where a paragraph ends.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name for errors and for the document's id.
    limits : Limits, optional
        How many pages, bytes and characters of them are read.

    Returns
    -------
    Document
        Title, author and day of creation are those in the file's own description, often missing or a program's.
        Truncated where pages were left out.

    Raises
    ------
    ReadError
        If the file is damaged, cut short or needs a password.
    EmptyDocumentError
        If its pages hold no text.
    """
    # pypdf repairs a file that is cut short and returns the pages it has; a rating of half a text would mislead.
    if b"startxref" not in data[-4096:]:
        raise ReadError(
            name, _DAMAGED if b"%PDF-" in data[:1024] else "is no PDF, whatever its name says; correct its suffix"
        )
    with guarded(name, _DAMAGED):
        from pypdf import apply_configuration, get_configuration  # noqa: PLC0415  (110 ms for those who read PDF)
        from pypdf.errors import DependencyError, LimitReachedError  # noqa: PLC0415

        try:
            with apply_configuration(get_configuration().with_overwrites(**_bounds(limits))):
                reader, text, truncated = _read(data, name, limits)
        except DependencyError as error:
            raise ReadError(name, f"is encrypted; to read it, install what pypdf misses: {error}") from error
        except LimitReachedError as error:
            raise ReadError(name, "unpacks to more than a document holds; save its text as .txt") from error
        if not text:
            raise EmptyDocumentError(name, "holds no text (a scan?); run OCR on it, for example with ocrmypdf")
        title, author, created = _facts(reader)
        return Document(text=text, id=name, title=title, author=author, published=created, truncated=truncated)


def _read(data: bytes, name: str, limits: Limits) -> tuple[PdfReader, str, bool]:
    """Return the open file, its text, and whether pages were left out."""
    from pypdf import PdfReader  # noqa: PLC0415  (as above)

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(name, "is encrypted; remove the password (open it, and save or print it without) and try again")
    pages: list[str] = []
    unpacked = characters = 0
    for page in reader.pages:
        stream = page.get_contents()
        unpacked += len(stream.get_data()) if stream is not None else 0
        if len(pages) >= limits.pages or unpacked > limits.bytes or characters > limits.characters:
            return reader, unwrap(pages), True
        pages.append(page.extract_text())
        characters += len(pages[-1])
    return reader, unwrap(pages), False


def _bounds(limits: Limits) -> dict[str, int]:
    """Return how far pypdf may unpack any one stream."""
    kinds = ("zlib", "lzw", "run_length", "array_based_stream", "brotli")
    return {f"{kind}_maximum_output_length": limits.bytes for kind in kinds}


def _facts(reader: PdfReader) -> tuple[str, str, str]:
    """Return title, author and day of creation as the file states them."""
    try:
        facts = reader.metadata
        if facts is None:
            return "", "", ""
        created = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", line(facts.get("/CreationDate")))
        return line(facts.title), line(facts.author), iso_date(created)
    # A description beyond repair is no reason to lose the text.
    except Exception:
        return "", "", ""


def unwrap(pages: Iterable[str]) -> str:
    r"""Join the lines of pages to paragraphs.

    Parameters
    ----------
    pages : iterable of str
        Text of each page, a line as printed each.

    Returns
    -------
    str
        Paragraphs apart by a blank line.

    Examples
    --------
    >>> unwrap(["The council said that the restora-\ntion of the bridge would begin in\nMay.\nNobody objected.\n1"])
    'The council said that the restoration of the bridge would begin in May.\n\nNobody objected.'
    """
    lines = _body_lines([[line(text) for text in clean(page).splitlines()] for page in pages])
    lengths = sorted(len(text) for text in lines if text)
    if not lengths:
        return ""
    # Nearly the longest: one line that runs into the margin would make all others look short.
    width = lengths[int(0.9 * (len(lengths) - 1))]
    whole = set(re.findall(r"\b\w+-\w+", " ".join(lines)))
    parts: list[str] = []
    last = ""
    blank = False
    for text in lines:
        if not text:
            blank = True
            continue
        if not last:
            parts.append(text)
        elif _ends_paragraph(last, text, width, blank=blank):
            parts += ("\n\n", text)
        else:
            parts[-1], joint = _joint(last, text, whole)
            parts += (joint, text)
        last, blank = text, False
    return "".join(parts)


def _body_lines(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages without page numbers and without what heads or foots most of them."""
    shown = [[text for text in page if text] for page in pages]
    edges = Counter(_DIGITS.sub("#", text) for page in shown for text in {*page[:1], *page[-1:]})
    # Two pages may begin alike by chance.
    running = {text for text, pages_with in edges.items() if pages_with >= 3 and 2 * pages_with > len(shown)}
    lines: list[str] = []
    for page in pages:
        inner = [number for number, text in enumerate(page) if text]
        for edge in {*inner[:1], *inner[-1:]}:
            if _PAGE_NUMBER.fullmatch(page[edge]) or _DIGITS.sub("#", page[edge]) in running:
                page[edge] = ""
        # Blank lines at the edge of a page come from its margin, and a paragraph may go on across it.
        while page and not page[-1]:
            page.pop()
        lines += page[next((number for number, text in enumerate(page) if text), 0) :]
    return lines


def _ends_paragraph(last: str, text: str, width: int, *, blank: bool) -> bool:
    """Tell whether a paragraph ends between two lines: before a bullet, or after a line that leaves room."""
    if text.startswith(_BULLETS):
        return True
    if text[0].islower():
        return False
    # The shares are judgements, not measured: a full line of ragged print is seldom shorter than four fifths, and what
    # is shorter than three fifths without a full stop is a heading or an entry of a list.
    return blank or len(last) < (0.8 if _SENTENCE_END.search(last) else 0.6) * width


def _joint(last: str, text: str, whole: set[str]) -> tuple[str, str]:
    """Return the line and what joins it to the next; a hyphen that only breaks a word is gone from the line."""
    # A search in all of a long line would take the square of its length.
    broken = _BROKEN_WORD.search(last[-60:])
    following = _FIRST_WORD.match(text)
    if broken is None or following is None or not text[0].islower():
        return last, " "
    # A compound such as "non-binding" that stands whole elsewhere keeps its hyphen.
    return (last if f"{broken.group(1)}-{following.group()}" in whole else last[:-1]), ""
