"""No text makes an expression or a step take more time than in proportion to its length."""

import functools
import re
from collections import deque
from pathlib import Path

import pytest
from hostile.expressions import expressions, pumps
from hostile.stages import seconds_by_stage
from hostile.worst import PIECES, many, seconds_of, too_slow

import reliability

pytestmark = pytest.mark.slow

# What an expression is given at most, where those who use it see to that.
REACHES = {
    "reliability.furniture.authors._BYLINE": 60,
    "reliability.furniture.authors.": 600,
    "reliability.furniture.cues.pattern('flat heading')": None,
    "reliability.furniture.cues.": 600,
    "reliability.readers.files._HTML_START": 4096,
    "reliability.segmentation.disguises._OPENING": 12,
}
# How NLTK uses those that it is given.
_IN_NLTK = {
    "_RE_ALPHA": {"match"},
    "_RE_ELLIPSIS": {"match"},
    "_RE_INITIAL": {"match"},
    "_RE_NUMERIC": {"sub"},
    "_re_period_context": {"finditer"},
    "_re_word_tokenizer": {"findall"},
    "re_boundary_realignment": {"match"},
}
_WAYS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
# Seconds a character that no step takes: ten times the slowest on an idle machine.
_SECONDS = 300e-6
# Characters for an expression and for all steps: growth shows as well here as where it does harm.
SIZE, TEXT, LARGE = 20_000, 16_000, 200_000


def reach(place):
    return next((most for known, most in REACHES.items() if place.startswith(known)), None)


@functools.cache
def sources():
    return "".join(path.read_text(encoding="utf-8") for path in Path(reliability.__path__[0]).rglob("*.py"))


@functools.cache
def ways(place):
    """How an expression is used: one that is only matched at a place need not bear being searched for."""
    if place.startswith("reliability.segmentation.punkt."):
        return _IN_NLTK[place.rpartition(".")[2]]
    name = re.search(r"\.(_?[A-Z][A-Z_]*)(?:\[|$)", place)
    found = set(re.findall(rf"\b{name[1]}\.({'|'.join(_WAYS)})\b", sources())) if name else set()
    return found or {"finditer", "fullmatch", "match"}


def seconds(place, pattern, around, piece, n):
    text = around.replace("{}", many(piece, n))
    given = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    calls = {
        "match": lambda: pattern.match(given),
        "fullmatch": lambda: pattern.fullmatch(given),
        "search": lambda: pattern.search(given),
    }
    return sum(seconds_of(calls.get(way, lambda: deque(pattern.finditer(given), 0))) for way in ways(place))


def worst_inputs(pattern):
    """Beginnings and pieces to repeat."""
    own = pumps(pattern) if isinstance(pattern.pattern, str) else []
    pairs = dict.fromkeys([*(("", piece) for piece in PIECES), *own, *(("", lead + piece) for lead, piece in own)])
    return list(pairs)


def trouble(place, pattern, most):
    size = min(reach(place) or most, most)
    for lead, piece in worst_inputs(pattern):
        # At the end stands what lets a match fail that was as good as made.
        name, around = f"{lead!r} {piece!r}", f"{lead}{{}}\x00\n"
        yield from too_slow(
            lambda n, name=name, around=around, piece=piece: {name: seconds(place, pattern, around, piece, n)},
            size,
            size * _SECONDS,
        ).items()


def test_every_expression_of_the_package_is_tried():
    """Those that are written in a module and those made of a word list; the number is that of a search by hand."""
    found = expressions()
    assert len(found) > 70
    for place in (
        "segmentation.segments._TOKEN",
        "annotation.particulars._PARTICULAR",
        "furniture.cues.pattern('own')",
    ):
        assert f"reliability.{place}" in found
    assert any(re.fullmatch(r"reliability\.report\.passage:\d+", place) for place in found)


@pytest.mark.parametrize("place", expressions())
def test_no_expression_searches_long(place):
    assert not list(trouble(place, expressions()[place], SIZE))


# The last two stood in this package once.
def test_no_group_is_repeated_possessively():
    """Python before 3.11.5 matches such groups wrongly; single characters it matches rightly."""
    possessive = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    assert possessive.search(r"(?:a+b)*+c")
    texts = [(place, pattern.pattern) for place, pattern in expressions().items() if isinstance(pattern.pattern, str)]
    assert not [place for place, text in texts if possessive.search(text)]


@pytest.mark.parametrize("bad", [r"(a+)+$", r"\s*\d+\s*x", r"\w+@\w", r"[.!?]+\s+|\n+", r"([;|\t\r\n]\s*)(?=[=+\-@])"])
def test_the_judge_knows_a_catastrophic_expression(bad):
    """At a quarter of what the package's own are given, at which they would take seconds."""
    assert any(trouble("made for this", re.compile(bad), 20 if "+)+" in bad else SIZE // 4))


@pytest.mark.parametrize("piece", PIECES)
def test_no_step_takes_long(piece):
    assert not too_slow(lambda n: seconds_by_stage(many(piece, n)), TEXT, TEXT * _SECONDS)


@pytest.mark.parametrize("piece", ["x", "word ", '"We did it," Ann Ito said. '])
def test_one_line_of_200_kilobytes_is_rated(piece):
    spent = seconds_of(lambda: reliability.rate([many(piece, LARGE)]))
    assert spent < LARGE * _SECONDS


@pytest.mark.parametrize(("piece", "n"), [("x", 10_000_000), ("word ", 2_000_000)])
def test_one_line_of_megabytes_is_rated(piece, n):
    spent = seconds_of(lambda: list(reliability.rate_stream([many(piece, n)])))
    assert spent < n * _SECONDS
