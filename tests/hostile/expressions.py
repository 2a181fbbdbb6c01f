"""Every regular expression of the package, and for each the inputs that make it try the most."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as code
import re._parser as parser
from functools import cache
from pathlib import Path

import reliability
from reliability.furniture import cues

# These need the extra "train".
_APART = "reliability.training.attributions."
# Times that a group is repeated in an example, where it may be any number.
_FEW = 2
_CALLS = {f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub")}


@cache
def expressions():
    """Return every expression by the place where it stands."""
    found = {}
    for info in pkgutil.walk_packages(reliability.__path__, "reliability."):
        if info.name == "reliability.__main__" or info.name.startswith(_APART):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            found |= dict(_inside(f"{info.name}.{name}", value))
        for line, pattern in _written(Path(module.__file__)):
            found[f"{info.name}:{line}"] = re.compile(pattern)
    found |= {f"reliability.furniture.cues.pattern({name!r})": cues.pattern(name) for name in cues._sections()}
    # A name that was imported is the same expression again.
    return {place: pattern for pattern, place in {found[place]: place for place in sorted(found)}.items()}


def _inside(place, value):
    """Yield the expressions that a module's name stands for, in whatever they are kept."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(f"{place}[{key!r}]", item)
    elif isinstance(value, type) and value.__module__.startswith("reliability."):
        for name, item in vars(value).items():
            yield from _inside(f"{place}.{name}", item)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value):
            yield from _inside(f"{place}[{number}]", item)


def _written(path):
    """Yield lines and expressions that are written out in a function, such as ``re.sub("...", ...)``.

    Those at the top of a module are found as they are kept, with their flags.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in {node for function in functions for node in ast.walk(function) if isinstance(node, ast.Call)}:
        if ast.unparse(node.func) in _CALLS:
            given = node.args[0]
            choices = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            yield from ((one.lineno, one.value) for one in choices if isinstance(one, ast.Constant))


def pumps(pattern):
    """Return pairs of a beginning and a part to repeat: whatever an expression takes any number of, after its lead."""
    found = []
    _collect(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), "", found)
    return list(dict.fromkeys(pair for pair in found if pair[1]))


def _collect(tree, before, found):
    for kind, value in tree:
        if kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            _, most, inner = value
            if most > 8:
                found.append((before, _example(inner)))
            _collect(inner, before, found)
        elif kind is code.SUBPATTERN:
            _collect(value[3], before, found)
        elif kind is code.ATOMIC_GROUP:
            _collect(value, before, found)
        elif kind is code.BRANCH:
            for branch in value[1]:
                _collect(branch, before, found)
        before += _example([(kind, value)])


def _example(tree):
    """Return a text that a part of an expression takes."""
    return "".join(_one(kind, value) for kind, value in tree)


def _one(kind, value):
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.IN:
        return _member(value)
    if kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        return _example(value[2]) * max(value[0], min(value[1], _FEW))
    if kind in {code.SUBPATTERN, code.ATOMIC_GROUP, code.BRANCH}:
        return _example(value[1][0] if kind is code.BRANCH else value[3] if kind is code.SUBPATTERN else value)
    return {code.ANY: "a", code.NOT_LITERAL: "a" if value != ord("a") else "b"}.get(kind, "")


_CATEGORIES = {
    code.CATEGORY_DIGIT: "1", code.CATEGORY_NOT_DIGIT: "a", code.CATEGORY_SPACE: " ", code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_WORD: "a", code.CATEGORY_NOT_WORD: ",",
}  # fmt: skip


def _member(members):
    """Return a character of a class."""
    if members[0][0] is code.NEGATE:
        inside = re.compile(_class(members[1:]))
        return next(c for c in "a, 1A.\n-" if not inside.match(c))
    kind, value = members[0]
    return chr(value) if kind is code.LITERAL else chr(value[0]) if kind is code.RANGE else _CATEGORIES[value]


def _class(members):
    categories = {
        code.CATEGORY_DIGIT: r"\d", code.CATEGORY_NOT_DIGIT: r"\D", code.CATEGORY_SPACE: r"\s",
        code.CATEGORY_NOT_SPACE: r"\S", code.CATEGORY_WORD: r"\w", code.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    parts = []
    for kind, value in members:
        if kind is code.LITERAL:
            parts.append(re.escape(chr(value)))
        elif kind is code.RANGE:
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        else:
            parts.append(categories[value])
    return f"[{''.join(parts)}]"
