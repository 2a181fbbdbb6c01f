from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import ReadError, ReliabilityError
from reliability.readers.markdown import read_markdown

NOTE = Path(__file__).parent / "data" / "note.md"

EXPECTED = """\
What the board decided

The board met on Friday, and the full minutes are public. See also https://council.example/.

Points

The bridge reopens on 6 May.
Tolls rise:
cars by 10 cents
lorries by 40 cents

"It took too long," the chair said.

Year | Cost
2024 | 1.1

Set in HTML & more.

First line
second line of code, with R&D and a place on the page."""


def test_markup_is_reduced_to_text() -> None:
    assert read_markdown(NOTE.read_bytes(), "note.md").text == EXPECTED


def test_front_matter() -> None:
    document = read_markdown(NOTE.read_bytes(), "note.md")
    assert document.title == "Notes from the harbour board"
    assert document.author == "Ines Calder"
    assert document.published == "2025-03-14"
    assert document.publisher == "Harbour Courier"
    assert document.url == "https://courier.example/notes"


def test_links_point_at_their_words() -> None:
    document = read_markdown(NOTE.read_bytes(), "note.md")
    assert [(document.text[start:end], address) for start, end, address in document.links] == [
        ("full minutes", "https://council.example/minutes.pdf"),
        ("https://council.example/", "https://council.example/"),
        ("lorries", "/tolls"),
    ]


def test_title_from_first_heading() -> None:
    document = read_markdown(b"## Minor\n\n# The *main* one\n\n# Another\n", "a.md")
    assert document.title == "The main one"
    assert "The main one" in document.text


def test_rule_at_the_start_is_no_front_matter() -> None:
    document = read_markdown(b"---\nA line.\n\nNo second rule.", "a.md")
    assert document.text == "A line.\n\nNo second rule."
    assert document.title == ""


def test_date_that_is_none_is_left_out() -> None:
    assert read_markdown(b"---\ndate: last week\n---\nText", "a.md").published == ""
    assert read_markdown(b"---\ndate: 2025-02-31\n---\nText", "a.md").published == ""


@given(
    st.binary(max_size=300).map(lambda data: b"# A\n" + data)
    | st.text(alphabet="ab \n#*_[]()<>!`|-:&;\\~1.>\"'\u2028\ufb01", max_size=300).map(str.encode)
)
def test_any_bytes(data: bytes) -> None:
    try:
        document = read_markdown(data, "a.md")
    except ReliabilityError:
        return
    document.text.encode("utf-8")
    for start, end, address in document.links:
        assert address
        assert document.text[start:end] == document.text[start:end].strip() != ""


def test_deep_nesting_loses_no_text():
    data = (">" * 60 + " The council met on Monday and voted.\n").encode()
    document = read_markdown(data, "deep.md")
    assert (document.text, document.truncated) == ("The council met on Monday and voted.", False)


@pytest.mark.parametrize(("marker", "levels"), [("> ", 1), (">", 1), ("- ", 2), ("1. ", 2)])
def test_the_deepest_level_is_read_and_what_stands_deeper_is_left_out_and_flagged(marker: str, levels: int) -> None:
    def read(times: int) -> tuple[str, bool]:
        document = read_markdown(f"It rained.\n\n{marker * times} It poured.\n\nIt stopped.".encode(), "deep.md")
        return document.text, document.truncated

    most = (200 - 1) // levels
    assert read(most) == ("It rained.\n\nIt poured.\n\nIt stopped.", False)
    for deeper in (most + 1, most + 2, 5_000):
        assert read(deeper) == ("It rained.\n\nIt stopped.", True)


def test_where_all_stands_too_deep_it_is_an_error() -> None:
    with pytest.raises(ReadError, match=r"deep\.md: is nested too deeply to be read; save it as \.txt"):
        read_markdown(b"> " * 300 + b"It poured.", "deep.md")


@given(st.lists(st.tuples(st.sampled_from(["> ", "- ", "> - ", "1. ", ""]), st.integers(1, 260)), max_size=6))
def test_no_nesting_loses_a_word_in_silence(lines: list[tuple[str, int]]) -> None:
    data = "\n\n".join(f"{marker * times}word{number}" for number, (marker, times) in enumerate(lines)).encode()
    try:
        document = read_markdown(data, "a.md")
    except ReadError as error:
        assert "nested too deeply" in str(error)  # noqa: PT017  (where it is raised, nothing follows)
        return
    lost = [f"word{number}" not in document.text for number in range(len(lines))]
    assert document.truncated == any(lost)
