from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability.errors import EmptyDocumentError, ReliabilityError
from reliability.readers.html import read_html

PAGE = Path(__file__).parent / "data" / "page.html"


def test_metadata() -> None:
    document = read_html(PAGE.read_bytes(), "page.html")
    assert document.title == "Bridge to reopen in May, council says"
    assert document.author == "Ines Calder"
    assert document.published == "2025-03-14"
    assert document.publisher == "Harbour Courier"
    assert document.url == "https://courier.example/news/bridge-reopens"


@pytest.mark.parametrize("furniture", ["Home page", "since 1951", "Ferry prices", "gullfan77", "All rights reserved"])
def test_furniture_is_gone(furniture: str) -> None:
    assert furniture not in read_html(PAGE.read_bytes(), "page.html").text


def test_article_is_kept_in_paragraphs() -> None:
    paragraphs = read_html(PAGE.read_bytes(), "page.html").text.split("\n\n")
    assert paragraphs[1] == (
        "The swing bridge at Port Ellery will reopen on 6 May, the town council said on Friday, "
        "eleven months after a barge struck its northern pier."
    )
    assert "Pilots want a lower speed limit" in paragraphs
    assert "The pier was never designed for such a blow." in paragraphs
    assert "Year | Cost in million euros\n2024 | 1.1\n2025 | 3.1" in paragraphs
    assert "Opening hours stay as they were.\nLorries above 12 tonnes remain banned until further notice." in paragraphs
    assert paragraphs[-1].endswith("sealed and tested twice.\nA report is due in June.")


def test_links_point_at_their_words() -> None:
    document = read_html(PAGE.read_bytes(), "page.html")
    assert [(document.text[start:end], address) for start, end, address in document.links] == [
        ("the minutes of the works committee", "https://council.example/minutes/2025-03.pdf"),
        ("an open letter", "https://courier.example/files/letter.html"),
        ("further notice", "https://council.example/traffic"),
    ]


def test_day_of_publication_is_not_guessed_from_the_text() -> None:
    page = b"<html><head><title>A</title></head><body><p>It opened on 3 May 2019, they say.</p></body></html>"
    assert read_html(page, "a.html").published == ""


def test_page_that_is_no_article_falls_back_to_all_it_shows() -> None:
    page = b"<html><body><nav><a href='/'>Start</a></nav><div>Closed</div><script>var a</script></body></html>"
    assert "Closed" in read_html(page, "a.html").text
    assert read_html(b"<b>Only a fragment</b>", "a.html").text == "Only a fragment"


@pytest.mark.parametrize("page", [b"<html><body></body></html>", b"<!-- nothing -->", b"<script>let a = 1</script>"])
def test_page_without_text(page: bytes) -> None:
    with pytest.raises(EmptyDocumentError, match=r"a\.html: this page shows no text"):
        read_html(page, "a.html")


@pytest.mark.parametrize(
    ("declaration", "codec", "word"),
    [
        ('<meta charset="iso-8859-1">', "cp1252", "“façade”"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", "Совет"),
        ('<meta charset="koi8-r">', "utf-8", "façade"),
        ('<meta charset="unicode_escape">', "utf-8", "façade"),
        ("", "utf-16", "façade"),
    ],
)
def test_declared_encoding(declaration: str, codec: str, word: str) -> None:
    page = f"<html><head>{declaration}</head><body><p>The word {word} stands here.</p></body></html>"
    assert read_html(page.encode(codec), "a.html").text == f"The word {word} stands here."


def test_xhtml_with_encoding_statement() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Façade.</p></body></html>'
    assert read_html(page.encode(), "a.xhtml").text == "Façade."


def test_nesting_without_end_is_an_error_or_a_document() -> None:
    page = b"<html><body>" + b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000
    try:
        text = read_html(page, "a.html").text
    except ReliabilityError:
        return
    assert text == "deep"


TAGS = (
    "<p>|</p>|<a href='/x y'>|<a>|</a>|<table><tr><td>|<ul><li>|</li>|<br>|<!--c-->|<?pi?>|<svg>|<title>|word| |&nbsp;"
)
CODES = "&#xD800;|&#0;|\u2028|\u2029|<pre><code>a\nb</code></pre>|</title>|<h2>|<blockquote>|<img src=a alt=b>|</table>"


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300).map(lambda data: b"<html><body><p>" + data)
    | st.lists(st.sampled_from(f"{TAGS}|{CODES}".split("|")), max_size=40).map(lambda parts: "".join(parts).encode())
)
def test_any_bytes(data: bytes) -> None:
    try:
        document = read_html(data, "a.html")
    except ReliabilityError:
        return
    document.text.encode("utf-8")
    for start, end, address in document.links:
        assert address
        assert document.text[start:end] == document.text[start:end].strip() != ""


def test_nothing_reaches_the_terminal() -> None:
    # A page without an article makes trafilatura log a warning.
    code = "from reliability.readers.html import read_html\nassert read_html(b'<b>Closed</b>', 'a').text == 'Closed'"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")
