"""Take out of a page what its reader is not shown, and say how much prose that was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reliability.readers.hidden.styles import styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from reliability.readers.hidden.styles import Style

_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
Colour = tuple[float, float, float]

# Colours no further apart than this, of 1 a channel, cannot be told apart on a page.
_ALIKE = 0.06
# Words that must be left for the rest to count as hidden: where a script is to show the page, nothing would be.
_LEAST_SHOWN = 50
# Many pages hide menus, forms and messages: hidden prose is what has sentences of this many words and one more.
_LEAST_IN_SENTENCE = 8
# Words up to a sentence's last one, and that one with its stop. What is no sentence is passed over in one go: the time
# would grow with the square of a run of words without a stop, were each of them tried as the first. (No group is
# repeated possessively: Python before 3.11.5 matches those wrongly.)
_SENTENCE = re.compile(r"((?:[\w'’,;:()“”\"-]++\s++)*)(?:([\w'’”\"-]++[.!?])|[\w'’,;:()“”\"-]*+)")
_NO_PROSE = frozenset({"nav", "header", "footer", "form", "dialog", "noscript", "script", "style", "template", "head"})
_PIXELS = re.compile(r"(-?(?:\d++(?:\.\d++)?|\.\d++))\s*(px|em|rem|%|vw|vh|pt|)$")


def remove_hidden(tree: HtmlElement) -> int:
    """Remove elements that are not shown.

    What style sheets outside the page or scripts do is not known: only the page's own styles are read.

    Parameters
    ----------
    tree : HtmlElement
        Of a page; it is changed.

    Returns
    -------
    int
        Words of prose that were hidden; 0 where all of the page would be, which is then left as it is.

    Examples
    --------
    >>> from lxml.html import document_fromstring, tostring
    >>> tree = document_fromstring("<p>Seen.</p><p style='display:none'>Unseen.</p>" + "<p>word</p>" * 50)
    >>> remove_hidden(tree), b"Unseen" in tostring(tree)
    (0, False)
    """
    hidden = _hidden(tree, styles(tree))
    if not hidden:
        return 0
    shown = _n_words(tree) - sum(map(_n_words, hidden))
    words = sum(_prose(element) for element in hidden)
    if shown >= _LEAST_SHOWN:
        for element in hidden:
            if element.getparent() is not None:
                element.drop_tree()
    return words


def _hidden(tree: HtmlElement, known: Mapping[HtmlElement, Style]) -> list[HtmlElement]:
    """Return the outermost hidden elements."""
    found: list[HtmlElement] = []
    plain = not tree.xpath("//link[contains(@rel, 'stylesheet')]")
    waiting: list[tuple[HtmlElement, Colour | None, Colour | None]] = [
        (tree, _BLACK if plain else None, _WHITE if plain else None)
    ]
    while waiting:
        element, ink, paper = waiting.pop()
        style = known.get(element, {})
        # What a class of an outside sheet may do to the paper is not known.
        if not plain and element.get("class"):
            ink = paper = None
        paper = _colour(style.get("background-color") or style.get("background", ""), paper)
        ink = _ink(style, ink, paper)
        # Scripts fade whole pages in.
        if element.tag not in {"html", "body", "head"} and (
            _is_out_of_sight(style) or _is_ink_of_paper(element, ink, paper)
        ):
            found.append(element)
            continue
        waiting += [(child, ink, paper) for child in element if isinstance(child.tag, str)]
    return found


def _is_out_of_sight(style: Style) -> bool:
    if not style:
        return False
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return True
    small = _size(style.get("opacity")) <= 0.05 or _size(style.get("font-size")) <= 1
    away = style.get("position") in {"absolute", "fixed"}
    beyond = [style.get("text-indent"), *(style.get(side) for side in ("left", "top", "right", "bottom") if away)]
    if small or any(_size(value) <= -500 for value in beyond):
        return True
    clipped = away and style.get("clip", "").replace(" ", "").replace(",", "").startswith(
        ("rect(00", "rect(0px0px", "rect(1px1px")
    )
    flat = style.get("overflow") == "hidden" and any(
        _size(style.get(side)) <= 1 for side in ("height", "width", "max-height", "max-width")
    )
    shrunk = re.search(r"scale[xy]?\(\s*0\s*[,)]|translate[xy]?\(\s*-\d{3,}", style.get("transform", ""))
    return clipped or flat or bool(shrunk)


def _size(value: str | None) -> float:
    """Return a size in pixels, more or less; infinite where none is given."""
    found = _PIXELS.match(value or "")
    if not found:
        return float("inf")
    number = float(found[1])
    return number * 16 if found[2] in {"em", "rem"} else number * 10 if found[2] in {"%", "vw", "vh"} else number


def _ink(style: Style, inherited: Colour | None, paper: Colour | None) -> Colour | None:
    """Return the colour of letters; those cut out of a picture are coloured by what lies behind them."""
    value = style.get("color", "")
    if value.replace(" ", "") in {"transparent", "rgba(0,0,0,0)"}:
        return None if "background" in style else paper
    return _colour(value, inherited)


def _is_ink_of_paper(element: HtmlElement, ink: Colour | None, paper: Colour | None) -> bool:
    """Whether words that stand in an element itself are written in the colour of their paper."""
    if ink is None or paper is None or max(abs(a - b) for a, b in zip(ink, paper, strict=True)) > _ALIKE:
        return False
    return any(text.strip() for text in element.xpath("./text()"))


def _colour(value: str, inherited: Colour | None) -> Colour | None:
    """Return a colour as red, green and blue in [0, 1]; None where a picture or a variable decides."""
    from tinycss2.color3 import parse_color  # noqa: PLC0415  (for pages only)

    if not value or value in {"inherit", "none", "transparent", "initial"}:
        return inherited
    found = parse_color(value)
    if not isinstance(found, tuple):
        return None
    red, green, blue, alpha = found
    return inherited if alpha == 0 else (red, green, blue)


def _n_words(element: HtmlElement) -> int:
    return sum(len(text.split()) for text in element.xpath(".//text()[not(parent::script or parent::style)]"))


def _prose(element: HtmlElement) -> int:
    """Return the number of words in sentences that stand in an element, menus and forms left out."""
    if element.tag in _NO_PROSE or any(str(one.tag) in _NO_PROSE for one in element.iterancestors()):
        return 0
    texts = element.xpath(".//text()[not(ancestor::nav or ancestor::form or ancestor::script or ancestor::style)]")
    found = ((match[1].split(), match[2]) for match in _SENTENCE.finditer(" ".join(texts)[:100_000]))
    return sum(len(words) + 1 for words, last in found if last and len(words) >= _LEAST_IN_SENTENCE)
