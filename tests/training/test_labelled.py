"""Articles that were read sentence by sentence: their spans, labels and publishers."""

from __future__ import annotations

import gzip
import json

import pytest

from reliability.errors import TrainingError
from reliability.training.labelled import LABELS, read_labelled, text_groups

TEXT = "It fell.\n***\nIt may rise."
SENTENCES = [
    {"start": 0, "end": 8, "role": "central", "support": "none", "speculation": "no", "checkable": "no"},
    {"start": 9, "end": 12, "role": "furniture", "support": "none", "speculation": "no", "checkable": "no"},
    {"start": 13, "end": 25, "role": "detail", "support": "vague", "speculation": "writer", "checkable": "yes"},
]


def write(path, rows):
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    articles = [
        {"id": "a", "text": TEXT, "domain": "herald.example"},
        {"id": "unlabelled", "text": "Nobody read this one.", "domain": "herald.example"},
        {"id": "b", "text": TEXT, "domain": None},
    ]
    labels = [{"id": "b", "sentences": SENTENCES[:1]}, {"id": "a", "sentences": SENTENCES}]
    return write(tmp_path / "labels.jsonl", labels), write(tmp_path / "articles.jsonl", articles)


def test_labelled_articles_come_in_the_order_of_their_labels(files):
    second, first = read_labelled(*files)
    assert (second.id, first.id) == ("b", "a")
    assert (second.domain, first.domain) == ("", "herald.example")
    assert first.text == TEXT
    assert first.is_gold


def test_sentences_without_a_letter_or_digit_are_left_out_with_their_labels(files):
    first = read_labelled(*files)[1]
    assert first.spans == [(0, 8), (13, 25)]
    assert set(first.labels) == set(LABELS)
    assert first.labels["role"] == ["central", "detail"]
    assert first.labels["speculation"] == ["no", "writer"]
    assert first.labels["checkable"] == ["no", "yes"]


def test_readings_are_told_from_gold(files):
    assert [text.is_gold for text in read_labelled(*files, is_gold=False)] == [False, False]


def test_files_may_be_compressed(files, tmp_path):
    labels = tmp_path / "labels.jsonl.gz"
    labels.write_bytes(gzip.compress(files[0].read_bytes()))
    assert read_labelled(labels, files[1]) == read_labelled(*files)


def test_articles_of_one_publisher_and_near_duplicates_share_a_group(tmp_path):
    words = " ".join(f"word{n}" for n in range(40))
    other = " ".join(f"else{n}" for n in range(40))
    told = [("a", words, "x.example"), ("b", other, "x.example"), ("c", f"{words} more", ""), ("d", "It fell.", "")]
    articles = [{"id": name, "text": text, "domain": domain} for name, text, domain in told]
    labels = [{"id": name, "sentences": SENTENCES[:1]} for name, *_ in told]
    texts = read_labelled(write(tmp_path / "l.jsonl", labels), write(tmp_path / "a.jsonl", articles))
    one, two, copy, alone = text_groups(texts).tolist()
    assert one == two == copy != alone


def test_a_missing_file_is_a_training_error(files, tmp_path):
    for paths in ((tmp_path / "nowhere.jsonl", files[1]), (files[0], tmp_path / "nowhere.jsonl")):
        with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
            read_labelled(*paths)


@pytest.mark.parametrize("field", ["start", "end", *LABELS])
def test_a_sentence_without_its_field_is_a_training_error(files, tmp_path, field):
    sentence = {name: value for name, value in SENTENCES[0].items() if name != field}
    labels = write(tmp_path / "odd.jsonl", [{"id": "a", "sentences": [sentence]}])
    with pytest.raises(TrainingError, match=rf"odd\.jsonl.*{field}"):
        read_labelled(labels, files[1])


@pytest.mark.parametrize("row", [{"sentences": SENTENCES}, {"id": "a"}])
def test_a_record_without_its_field_is_a_training_error(files, tmp_path, row):
    with pytest.raises(TrainingError, match=r"odd\.jsonl: a record lacks"):
        read_labelled(write(tmp_path / "odd.jsonl", [row]), files[1])


def test_labels_of_an_article_that_is_not_there_are_a_training_error(files, tmp_path):
    labels = write(tmp_path / "more.jsonl", [{"id": "other", "sentences": SENTENCES}])
    with pytest.raises(TrainingError, match=r"more\.jsonl.*other"):
        read_labelled(labels, files[1])
