import json
from pathlib import Path

import pytest

from reliability.report.words import FLAGS, flag_sentence, flag_words, kind_words
from reliability.scale import CAVEAT

KNOWN = {
    "untraceable",
    "unsourced",
    "anonymous-only",
    "single-source",
    "too-short",
    "truncated",
    "not-english",
    "unlike-training",
    "hidden-text",
    "unrelated-text",
    "contradicts-consensus",
    "uncorroborated",
}

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema.json").read_text(encoding="utf-8"))
KINDS = {
    kind
    for rule in SCHEMA["$defs"]["span"]["allOf"]
    for kind in rule["then"]["properties"].get("kind", {}).get("enum", [])
}
# Words that anybody reads as they are meant; all other kinds are shown by others.
PLAIN = set(
    "agrees amount anonymous contradicts date denial differs document forecast link name organisation person place "
    "question quotation second-hand time vague year".split()
)


def test_every_flag_has_words_and_a_sentence():
    assert set(FLAGS) == KNOWN
    for flag in KNOWN:
        assert flag_words(flag) not in {flag, ""}
        assert flag_sentence(flag).endswith(".")


@pytest.mark.parametrize("word", ["true", "false", "fake", "lie"])
def test_no_word_judges_the_truth(word):
    said = " ".join(" ".join(pair) for pair in FLAGS.values()).lower().split()
    assert word not in said
    assert "not the truth" in CAVEAT


def test_an_unknown_flag_is_shown_by_its_name():
    assert flag_words("machine-made") == "machine made"
    assert "machine made" in flag_sentence("machine-made")


def test_kinds_lose_the_underscores_of_code():
    assert kind_words("named_person") == "named person"


def test_every_kind_is_shown_in_plain_words():
    assert len(KINDS) > 35
    shown_otherwise = {kind for kind in KINDS if kind_words(kind) != kind.replace("-", " ")}
    assert KINDS - shown_otherwise == PLAIN


def test_kinds_are_not_taken_for_one_another():
    assert len({kind_words(kind) for kind in KINDS}) == len(KINDS)
