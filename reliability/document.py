"""The document: what goes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Page(Protocol):
    """What LangChain and its like pass documents on as."""

    @property
    def page_content(self) -> str:
        """The text."""

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Whatever is known about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text and what is known about it.

    Nothing here is read by the rating but the text: publisher, date and address are kept for the user's tables
    and never enter the model, so that a page is rated by what it shows and not by who published it.

    Parameters
    ----------
    text : str
        The text as read, page furniture included. Every offset in evidence points into this string.
    id : str, optional
        A name for tables and output; ``rate`` numbers documents that have none.
    title, publisher, published, url, author : str, optional
        As the file states them; ``published`` is an ISO date.
    links : tuple of (int, int, str)
        Hyperlinks of the page as (start, end, address) with offsets into ``text``.
    hidden_words : int
        Words of sentences that the page holds and does not show; they are not part of ``text``.
    truncated : bool
        Whether only a part was read, mostly the beginning, as it went over a limit (`reliability.Limits`).

    Examples
    --------
    >>> Document(text="The council met on Monday.", id="minutes").id
    'minutes'
    """

    text: str
    id: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    links: tuple[tuple[int, int, str], ...] = ()
    hidden_words: int = 0
    truncated: bool = False

    @classmethod
    def from_page(cls, page: Page) -> Self:
        """Take over an object with ``page_content`` and ``metadata``, such as LangChain's documents.

        Parameters
        ----------
        page : object
            Of its metadata ``source`` becomes the id, and ``title`` the title, where they are there.

        Examples
        --------
        >>> from types import SimpleNamespace
        >>> page = SimpleNamespace(page_content="The council met.", metadata={"source": "minutes.txt"})
        >>> Document.from_page(page)  # doctest: +ELLIPSIS
        Document(text='The council met.', id='minutes.txt', ...)
        """
        source, title = (str(page.metadata.get(key) or "") for key in ("source", "title"))
        return cls(text=page.page_content, id=source, title=title)
