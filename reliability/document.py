"""The document: what goes in."""

from __future__ import annotations

from dataclasses import dataclass


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
    truncated : bool
        Whether only the beginning was read, as it went over a limit (`reliability.Limits`).

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
    truncated: bool = False
