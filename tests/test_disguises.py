"""The same words in disguise are read as the same words, and evidence still points at what was given."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability import Document
from reliability.rating import load_rater
from reliability.segmentation.disguises import NOTHING, unmasked

SEEDS = sorted(path for path in (Path(__file__).parents[1] / "seeds").glob("*.txt"))
LOOKALIKES = str.maketrans("aeopcxi", "\u0430\u0435\u043e\u0440\u0441\u0445\u0456")


def in_words(change):
    return lambda text: re.sub(r"\w+", lambda word: change(word[0]), text)


def bold(text):
    return "".join(
        chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c
        for c in text
    )


DISGUISES = {
    "zero-width letters": in_words("\u200b".join),
    "soft hyphens": in_words(lambda word: f"{word[:2]}\u00ad{word[2:]}"),
    "joiners": in_words(lambda word: f"{word[:1]}\u034f\u2060{word[1:]}"),
    "direction marks": in_words(lambda word: f"\u202d{word}\u202c\u200e"),
    "variation selectors": in_words(lambda word: f"{word}\ufe0f"),
    "Cyrillic lookalikes": lambda text: text.translate(LOOKALIKES),
    "Cyrillic lookalikes here and there": in_words(lambda word: word.translate(LOOKALIKES) if len(word) > 7 else word),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() and c.isascii() else c for c in text),
    "bold letters of mathematics": bold,
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "thin blanks": lambda text: text.replace(" ", "\u2009"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "doubled blanks": lambda text: text.replace(" ", "  "),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r"),
    "letters and accents apart": lambda text: unicodedata.normalize("NFD", text),
    "curly apostrophes": lambda text: text.replace("'", "\u2019"),
}


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_disguise_changes_neither_score_nor_evidence(path, name):
    rate = load_rater()
    text = path.read_text(encoding="utf-8")
    plain, hidden = (rate(Document(text=one, id="a")) for one in (text, DISGUISES[name](text)))
    assert hidden.score == pytest.approx(plain.score, abs=0.002)
    kinds = [[(one.signal, one.kind) for one in rating.evidence] for rating in (plain, hidden)]
    assert len(kinds[0]) > 10
    assert kinds[0] == kinds[1]
    assert all(hidden.document.text[one.start : one.end] == one.text for one in hidden.evidence)


def test_capitals_throughout_are_read_as_prose():
    text = "THE SHIP SANK ON MONDAY, PORT CHIEF ANN OKOYE SAID. “WE REPORTEDLY LOST IT,” SHE TOLD REPORTERS."
    assert unmasked(text + " I DON'T KNOW WHY. POLICE IN HARWICK ARE LOOKING.") == (
        "The ship sank on Monday, port chief Ann Okoye said. “We reportedly lost it,” she told reporters."
        " I don't know why. Police in Harwick are looking."
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_text_in_capitals_is_rated_much_the_same(path):
    rate = load_rater()
    text = path.read_text(encoding="utf-8")
    plain, loud = (rate(Document(text=one, id="a")) for one in (text, text.upper()))
    assert len(text.upper()) == len(text)
    assert loud.score == pytest.approx(plain.score, abs=0.15)
    assert all(loud.document.text[one.start : one.end] == one.text for one in loud.evidence)


@pytest.mark.parametrize(
    "text", ["Москва молчит", "Αθήνα", "naïve café", "NATO and the EU", "COVID", "10 km²", "½ of it"]
)
def test_what_is_written_as_it_is_meant_stays(text):
    assert unmasked(text) == text


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_a_text_keeps_its_length_and_unmasking_settles_it(text):
    once = unmasked(text)
    assert len(once) == len(text)
    assert unmasked(once.replace(NOTHING, "")).replace(NOTHING, "") == once.replace(NOTHING, "")
