"""Marked articles become labels of tokens, unmarked ones articles without."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from reliability.annotation.tagging import OUTPUTS
from reliability.errors import TrainingError
from reliability.training.attributions.material import read_marked, read_unmarked

TEXT = "“It fell,” Ann Okoye told us on Monday, “and it broke.” Rain followed."


def spans(*words):
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


MARKED = {
    "id": "a",
    "text": TEXT,
    "attributions": [
        {"source": spans("Ann Okoye"), "cue": spans("told us"), "content": spans("“It fell,”", "“and it broke.”")},
        {"source": [], "cue": spans("followed"), "content": []},
    ],
}


@pytest.fixture
def write(tmp_path):
    def written(*rows, name="rows.jsonl"):
        path = tmp_path / name
        content = "\n".join(map(json.dumps, rows)).encode()
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return written


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_tokens_stand_in_the_parts_that_were_marked(write, name):
    [article] = read_marked(write(MARKED, name=name))

    def labelled(output):
        rows = article.labels[:, OUTPUTS.index(output)]
        return [word for word, label in zip(article.segments.words, rows, strict=True) if label]

    assert set(np.unique(article.labels)) == {0, 1}
    assert labelled("source") == ["Ann", "Okoye"]
    assert labelled("cue") == ["told", "us", "followed"]
    assert labelled("content") == ["“", "It", "fell", ",", "”", "“", "and", "it", "broke", ".", "”"]
    assert labelled("source begins") == ["Ann"]
    assert labelled("cue begins") == ["told", "followed"]
    assert labelled("content begins") == ["“", "“"]


def test_what_is_marked_reaches_from_the_first_of_several_pieces_to_the_last(write):
    [article] = read_marked(write(MARKED))
    assert article.marked == {
        "source": [tuple(spans("Ann Okoye")[0])],
        "cue": [tuple(span) for span in spans("told us", "followed")],
        "content": [(0, TEXT.index("”", 20) + 1)],
    }


def test_quotations_and_names_are_found_on_the_way(write):
    [article] = read_marked(write(MARKED))
    found = article.names()
    people = [word for word, row in zip(article.segments.words, found, strict=True) if row[1]]
    assert people == ["Ann", "Okoye"]
    assert found.sum(axis=1).tolist() == [1] * len(article.segments.tokens)
    assert len(article.quoted) == 2


def test_articles_to_be_left_out_and_empty_ones_are(write):
    path = write(MARKED, MARKED | {"id": "b"}, {"id": "c", "text": " \n", "attributions": []})
    assert len(read_marked(path)) == 2
    assert len(read_marked(path, frozenset({"b"}))) == 1


def test_hidden_characters_move_no_label(write):
    text = "\u200bAnn\u00ad Okoye said it fell."
    at = text.index("said")
    [article] = read_marked(
        write({"id": "a", "text": text, "attributions": [{"source": [[0, 11]], "cue": [[at, at + 4]], "content": []}]})
    )
    words = article.segments.words
    assert [word for word, row in zip(words, article.labels, strict=True) if row[0]] == ["Ann", "Okoye"]
    assert [word for word, row in zip(words, article.labels, strict=True) if row[1]] == ["said"]


def test_every_so_manieth_unmarked_article_is_read_and_long_ones_are_cut(write):
    rows = [{"id": n, "text": f"Text {n}. " + "Rain fell. " * (2000 if n == 4 else 1)} for n in range(7)]
    path = write(*rows, {"id": 7, "text": ""})
    found = read_unmarked(path, frozenset({"0", "1"}), 2)
    assert [article.segments.words[1] for article in found] == ["2", "4", "6"]
    assert [len(article.segments.text) for article in found] == [19, 12_000, 19]
    assert not any(article.labels.any() for article in found)


def test_a_missing_or_malformed_file_is_a_training_error(tmp_path, write):
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        read_marked(tmp_path / "nowhere.jsonl")
    (tmp_path / "odd.jsonl").write_text("no json", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"odd\.jsonl"):
        read_unmarked(tmp_path / "odd.jsonl", frozenset(), 1)
    with pytest.raises(TrainingError, match="no JSON object"):
        read_marked(write([1, 2]))


def test_a_record_that_lacks_a_field_is_a_training_error(write):
    with pytest.raises(TrainingError):
        read_marked(write({"id": "a", "text": TEXT}))
