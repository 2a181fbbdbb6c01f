"""Every step from a text to a rating that can be shown, each timed by itself."""

from __future__ import annotations

from contextlib import suppress

from hostile.worst import seconds_of

from reliability import Document, DocumentError
from reliability.annotation.annotate import annotate_each
from reliability.annotation.attributions import find_statements
from reliability.annotation.names import names
from reliability.annotation.particulars import particulars
from reliability.annotation.quotations import quotations
from reliability.annotation.strangers import find_strangers
from reliability.extractor import FAMILIES, READ_BY_ALL
from reliability.furniture import article_spans
from reliability.in_story import find_places, participate
from reliability.lone import rate_alone
from reliability.model_file import load_model
from reliability.rated import rating_of
from reliability.readers.files import parse
from reliability.segmentation import segment
from reliability.segmentation.disguises import unmasked

_CACHE = []


def _model():
    if not _CACHE:
        _CACHE.append(load_model())
    return _CACHE[0]


def seconds_by_stage(text):
    """Return the processor's seconds of each step on a text, by its name."""
    seconds = {}

    def timed(name, call):
        kept = []
        seconds[name] = seconds_of(lambda: kept.append(call()))
        return kept[0]

    timed("unmasked", lambda: unmasked(text))
    timed("article_spans", lambda: article_spans(text))
    segments = timed("segment", lambda: segment(text))
    timed("tokens", lambda: segments.numbers)
    quoted = timed("quotations", lambda: quotations(segments))
    named = timed("names", lambda: names(segments))
    timed("particulars", lambda: particulars(segments))
    timed("find_statements", lambda: find_statements(segments, quoted, named))
    timed("find_strangers", lambda: find_strangers(segments))
    [annotation] = annotate_each([text], segmented=[segments])
    for name in READ_BY_ALL:
        timed(name, lambda name=name: getattr(annotation, name))
    for family in FAMILIES:
        timed(family.__name__, lambda family=family: family.read(annotation))
    with suppress(DocumentError):  # it may hold no words
        _show(text, timed)
    for suffix in (".txt", ".md", ".html"):
        timed(f"read {suffix}", lambda suffix=suffix: _read(text, suffix))
    return seconds


def _show(text, timed):
    lone = timed("rate_alone", lambda: rate_alone(Document(text=text, id="one"), _model()))
    rating = timed("rating_of", lambda: rating_of(lone, _model()))
    timed("to_dict", rating.to_dict)
    timed("_repr_html_", rating._repr_html_)
    one = timed("participate", lambda: participate(lone))
    timed("find_places", lambda: find_places([one, one], ["a story", "a story"]))


def _read(text, suffix):
    with suppress(DocumentError):
        parse(text.encode("utf-8", "surrogatepass"), "one", suffix)
