"""The styles of a page's elements, as far as they can hide text: from its style sheets and attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# Values by property, without priority: what comes later wins, as it does among rules of equal weight.
Style = dict[str, str]

PROPERTIES = frozenset(
    "display visibility opacity font-size text-indent position left top right bottom clip clip-path height width "
    "max-height max-width overflow color background background-color transform".split()
)
# Of a sheet longer than this only the beginning is read: a page may carry megabytes of a framework's styles.
_LONGEST_SHEET = 500_000
_MOST_RULES = 3000


def styles(tree: HtmlElement) -> dict[HtmlElement, Style]:
    """Return the styles of every element that has any."""
    found: dict[HtmlElement, Style] = {}
    for selector, style in _rules(tree):
        for element in selector(tree):
            found.setdefault(element, {}).update(style)
    for element in tree.iter("*"):
        own = _of_attributes(element)
        if own:
            found.setdefault(element, {}).update(own)
    return found


def _rules(tree: HtmlElement) -> Iterator[tuple[Any, Style]]:
    """Yield the rules of the page's own sheets that say something of `PROPERTIES`."""
    import tinycss2  # noqa: PLC0415  (for pages only)
    from cssselect import SelectorError  # noqa: PLC0415
    from lxml.cssselect import CSSSelector  # noqa: PLC0415

    number = 0
    for sheet in tree.iter("style"):
        for rule in _flattened(tinycss2.parse_stylesheet((sheet.text or "")[:_LONGEST_SHEET], skip_whitespace=True)):
            style = declared(rule.content)
            number += bool(style)
            if not style or number > _MOST_RULES:
                continue
            try:
                yield CSSSelector(tinycss2.serialize(rule.prelude), translator="html"), style
            except (SelectorError, NotImplementedError):
                continue  # a state such as :hover, which a reader has to bring about


def _flattened(nodes: list[Any]) -> Iterator[Any]:
    """Yield rules, those for screens of any size among them."""
    import tinycss2  # noqa: PLC0415  (for pages only)

    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif _is_for_screens(node):
            yield from _flattened(tinycss2.parse_rule_list(node.content, skip_whitespace=True))


def _is_for_screens(node: Any) -> bool:
    import tinycss2  # noqa: PLC0415  (for pages only)

    if node.type != "at-rule" or node.lower_at_keyword != "media" or not node.content:
        return False
    return tinycss2.serialize(node.prelude).strip().lower() in {"all", "screen"}


def declared(content: Any) -> Style:
    """Return what a block of declarations says of `PROPERTIES`."""
    import tinycss2  # noqa: PLC0415  (for pages only)

    parts = tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)
    return {
        part.lower_name: tinycss2.serialize(part.value).strip().lower()
        for part in parts
        if part.type == "declaration" and part.lower_name in PROPERTIES
    }


def _of_attributes(element: HtmlElement) -> Style:
    """Return what an element's own attributes say."""
    style: Style = {}
    if element.get("bgcolor"):
        style["background-color"] = element.get("bgcolor").strip().lower()
    if element.tag == "font" and element.get("color"):
        style["color"] = element.get("color").strip().lower()
    if element.get("style"):
        style |= declared(element.get("style"))
    if "hidden" in element.attrib and element.get("hidden").lower() != "until-found":
        style["display"] = "none"
    return style
