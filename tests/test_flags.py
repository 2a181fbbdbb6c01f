"""A reader is warned of what makes a score doubtful."""

from __future__ import annotations

import pytest

from reliability.annotation.annotate import annotate
from reliability.document import Document
from reliability.flags import LEAST_WORDS, flags_of, is_english
from reliability.signals.sourcing import annotate_whole

PLAIN = "The bridge over the river fell at night and nobody was there to see it. " * 5


TWO = f"{PLAIN}Then Ann Okoye said it was old. Then Tom Berg said it was not."


def flags(text):
    return flags_of(annotate_whole(text))


def linked(text, words, address="https://example.org/report"):
    """Return the flags of a text with a link on some of its words."""
    at = text.index(words)
    return flags_of(annotate(Document(text=text, links=((at, at + len(words), address),))))


def test_a_text_with_two_named_sources_raises_no_flag():
    assert flags(TWO) == ()


def test_under_fifty_words_a_text_is_too_short():
    assert LEAST_WORDS == 50
    assert "too-short" in flags("word " * 49)
    assert "too-short" not in flags("word " * 50)


QUOTED = "“We lost it all today.”"


def test_a_text_without_sources_is_unsourced_and_untraceable():
    assert flags(PLAIN) == ("unsourced", "untraceable")


def test_vague_sources_are_none():
    assert flags(f"{PLAIN}Then critics said it was old.") == ("unsourced", "untraceable")


def test_one_aside_in_a_long_text_does_not_source_it():
    assert flags(PLAIN * 8 + "Then Ann Okoye said it was old.") == ("unsourced", "untraceable")


def test_a_quotation_that_nobody_speaks_can_be_traced_and_is_no_source():
    assert flags(PLAIN + QUOTED) == ("unsourced",)


def test_two_people_who_say_nothing_can_be_traced_and_are_no_source():
    assert flags(f"{PLAIN}Then Ann Okoye met Tom Berg on the bridge.") == ("unsourced",)


def test_only_unnamed_sources_are_told_of():
    assert flags(f"{PLAIN}Then two officials said it was old. Then a spokesman said it was not.") == ("anonymous-only",)
    assert flags(f"{PLAIN}Officials said it was old. Then a spokesman said it was not.") == ("anonymous-only",)


def test_a_single_source_is_told_of():
    assert flags(f"{PLAIN}Then Ann Okoye said it was old.") == ("single-source",)
    assert flags(f"{PLAIN}Then two officials said it was old.") == ("anonymous-only", "single-source")


def test_mentions_of_the_same_person_are_a_single_source():
    told = "Ann Okoye said that it was old. Later Okoye said that it was not safe. She added that it would be closed."
    assert flags(f"{PLAIN}{told}") == ("single-source",)


@pytest.mark.parametrize("other", ["Then critics said it was not.", "Tom Berg wants the council to open it in May."])
def test_who_could_not_be_asked_or_only_wants_something_is_no_second_source(other):
    assert flags(f"{PLAIN}Then Ann Okoye said it was old. {other}") == ("single-source",)


@pytest.mark.parametrize("source", ["Ann Okoye", "the Transport Ministry", "a report"])
def test_one_named_source_beside_unnamed_ones_is_enough(source):
    assert flags(f"{PLAIN}Then two officials said it was old. Then {source} said it was not safe.") == ()


@pytest.mark.parametrize("text", [PLAIN, f"{PLAIN}Then two officials said it was old."])
def test_a_link_is_a_source_that_a_reader_can_open(text):
    assert flags(text) != ()
    assert linked(text, "bridge over the river") == ()


def test_a_link_that_leads_nowhere_is_none():
    assert linked(PLAIN, "bridge over the river", "#top") == ("unsourced", "untraceable")


def test_flags_come_in_a_fixed_order():
    assert flags("The bridge fell at night, and nobody was there.") == ("too-short", "unsourced", "untraceable")


def test_of_another_language_nothing_is_said_about_sources():
    assert flags("Die Brücke fiel in der Nacht, und niemand war am Ufer des Flusses.") == ("too-short", "not-english")


FOREIGN = {
    "German": "Der Bürgermeister sagte am Montag, dass die Brücke gesperrt werden müsse, weil sie zu alt ist.",
    "French": "Le maire a dit lundi que le pont serait fermé à la circulation parce qu'il est vieux et dangereux.",
    "Spanish": "El alcalde dijo el lunes que el puente quedaría cerrado al tráfico porque es viejo y peligroso.",
    "Italian": "Il sindaco ha detto lunedì che il ponte resterà chiuso al traffico perché è vecchio e pericoloso.",
    "Portuguese": "O prefeito disse na segunda-feira que a ponte será fechada porque é velha e muito perigosa.",
    "Dutch": "De burgemeester zei maandag dat de brug gesloten wordt voor het verkeer omdat hij oud en gevaarlijk is.",
    "Swedish": "Borgmästaren sade i måndags att bron ska stängas för trafik eftersom den är gammal och farlig.",
    "Finnish": "Pormestari sanoi maanantaina, että silta suljetaan liikenteeltä, koska se on vanha ja vaarallinen.",
    "Polish": "Burmistrz powiedział w poniedziałek, że most zostanie zamknięty, ponieważ jest stary i niebezpieczny.",
    "Turkish": "Belediye başkanı pazartesi günü köprünün eski ve tehlikeli olduğu için kapatılacağını söyledi dün.",
    "Russian": "Мэр сказал в понедельник, что мост будет закрыт для движения, потому что он старый и опасный.",
    "Chinese": "市长周一说，这座桥将关闭，因为它太旧了。",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_no_english(language):
    assert "not-english" in flags(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "The mayor said on Monday that the bridge would be shut to traffic because it was old.",
        "“We lost it all,” she said. He didn’t answer, and nobody asked him why he had come.",
        "MAYOR SAYS THE BRIDGE IS OLD AND THAT IT WILL BE SHUT TO ALL TRAFFIC",
    ],
)
def test_english_is_english(text):
    assert "not-english" not in flags(text)


@pytest.mark.parametrize(
    "text", ["", "12 34 56", "Bridge falls", "Mayor resigns!", "The café reopened.", "Then Beyoncé said no."]
)
def test_a_few_words_get_the_benefit_of_the_doubt(text):
    assert is_english(annotate_whole(text))
