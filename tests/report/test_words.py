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
