"""Well-formed files of any content: every reader gives documents or documented errors, and any reading can be rated."""

from __future__ import annotations

import json
import string
from functools import cache

from commands import cli
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import anything, texts
from test_read_pdf import make_pdf

from reliability import ReliabilityError
from reliability.rating import load_rater
from reliability.readers.files import parse

scalars = st.none() | st.booleans() | st.integers() | st.floats() | anything
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3))
fields = st.sampled_from(["text", "id", "title", "url", "other"])
objects = st.dictionaries(fields, values | texts, max_size=5)

tags = st.sampled_from(
    "p div span a b table tr td ul li h1 blockquote article script style title meta br img x".split()
)
attributes = st.dictionaries(
    st.sampled_from(["href", "class", "content", "property", "charset", "colspan", "style", "hidden"]),
    anything,
    max_size=2,
)
trees = st.recursive(texts, lambda inner: st.tuples(tags, attributes, st.lists(inner, max_size=4)), max_leaves=20)
printable = st.text(string.ascii_letters + string.digits + " .,-:;'\"", max_size=80)


@cache
def rater():
    return load_rater()


def written(tree) -> str:
    """The tree as HTML; a quarter of the tags is left open, as on real pages."""
    if isinstance(tree, str):
        return tree
    tag, given_to_it, inner = tree
    stated = "".join(f' {name}="{value}"' for name, value in given_to_it.items())
    return f"<{tag}{stated}>{''.join(map(written, inner))}{'' if len(inner) == 3 else f'</{tag}>'}"


def read_and_rate(data: bytes, suffix: str) -> None:
    """Only documented errors may come out."""
    try:
        rating = rater()(parse(data, f"a{suffix}", suffix))
    except ReliabilityError:
        return
    assert 0 <= rating.score <= 1
    text = rating.document.text
    assert all(text[item.start : item.end] == item.text for item in rating.evidence)


@given(trees)
def test_pages_of_any_structure(tree):
    read_and_rate(f"<html><body>{written(tree)}</body></html>".encode("utf-8", "replace"), ".html")


@given(
    st.lists(
        st.sampled_from(["# ", "> ", "- ", "1. ", "| a |", "```", "***", "[", "](", ")", "<b>", "\n", "\n\n", "    "])
        | texts,
        max_size=30,
    )
)
def test_markdown_of_any_structure(pieces):
    read_and_rate("".join(pieces).encode("utf-8", "replace"), ".md")


@given(texts, st.sampled_from(["utf-8", "utf-16", "utf-32", "cp1252", "utf-16-le", "shift_jis", "koi8-r"]))
def test_text_in_any_encoding(text, codec):
    read_and_rate(text.encode(codec, "replace"), ".txt")


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(printable.map(lambda line: line.replace("(", "").replace(")", "")), max_size=6), min_size=1, max_size=4
    )
)
def test_pdf_of_any_lines(pages):
    read_and_rate(make_pdf(pages), ".pdf")


@given(st.lists(objects | values, max_size=6))
def test_json_lines_of_any_values(lines):
    TARGETS["jsonl"](b"\n".join(json.dumps(line).encode() for line in lines))


@given(st.lists(st.lists(anything | texts, max_size=4), max_size=6), st.sampled_from([b",", b";", b"\t"]))
def test_tables_of_any_cells(cells, separator):
    quoted = [[b'"%s"' % cell.encode("utf-8", "replace").replace(b'"', b'""') for cell in row] for row in cells]
    TARGETS["csv"](b"id,text,title\n" + b"\n".join(separator.join(row) for row in quoted))


@settings(max_examples=30)
@given(st.data())
def test_parquet_columns_of_any_type(tmp_path_factory, data):
    import pyarrow
    import pyarrow.parquet

    size = data.draw(st.integers(0, 4))
    of_any_type = st.sampled_from(
        [st.integers(-9, 9), st.booleans(), st.binary(max_size=9), st.floats(), st.dates(), printable]
    )
    made = {}
    for name in data.draw(st.lists(fields, unique=True, min_size=1)):
        kind = data.draw(of_any_type)
        column = data.draw(st.lists(st.none() | kind, min_size=size, max_size=size))
        nested = data.draw(st.booleans())
        made[name] = pyarrow.array([[value] for value in column] if nested else column)
    path = tmp_path_factory.mktemp("any") / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.table(made), path)
    TARGETS["parquet"](path.read_bytes())


def test_arguments_in_any_order_end_with_an_exit_code(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["--output"],
        ["--timeout", "-1", "a"],
        ["--max-bytes", "0", "a"],
        ["--max-pages", "x", "a"],
        [""],
    ):
        assert cli(*arguments).exit_code == 2
