from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.document import Document
from reliability.errors import ReadError, ReliabilityError
from reliability.readers.text import decode, read_text

ENGLISH = "The council’s café “will reopen” on Monday — perhaps. It costs £4.\n"
FRENCH = "Le maire a déclaré que la façade était terminée.\n"
RUSSIAN = "Городской совет сообщил, что мост откроют в понедельник. " * 3
JAPANESE = "市議会は月曜日に橋を再開すると発表した。" * 3


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32-be"),
        (ENGLISH, "cp1252"),
        ("It costs £4.\n", "latin-1"),
        (FRENCH, "latin-1"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift-jis"),
    ],
)
def test_encodings(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


def test_text_stands_as_it_is() -> None:
    document = read_text(b"\xef\xbb\xbfNews\r\n\r\n  Two  spaces\rend", "a.txt")
    assert document == Document(text="News\n\n  Two  spaces\nend", id="a.txt")


def test_declared_encoding_counts_only_where_utf8_fails() -> None:
    assert decode("façade".encode(), "a", "koi8-r") == "façade"
    assert decode("Совет".encode("koi8-r"), "a", "koi8-r") == "Совет"
    assert decode("façade and more than ten letters".encode("latin-1"), "a", "no-such-codec").startswith("façade")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
        b"some text\x00with a hole",
        b"\x01\x02\x03\x04\x05abc",
        b"\xff\xfeodd",
        bytes(range(256)) * 8,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(data, "a.txt")
    assert caught.value.name == "a.txt"
    assert "binary" in caught.value.cause or "UTF-8" in caught.value.cause


def test_random_bytes_are_refused() -> None:
    with pytest.raises(ReadError):
        read_text(os.urandom(5000), "a.txt")


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes(data: bytes) -> None:
    try:
        document = read_text(data, "a.txt")
    except ReliabilityError:
        return
    document.text.encode("utf-8")
    assert "\r" not in document.text
