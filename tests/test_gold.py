import gzip
import json

import numpy as np
import pytest

from reliability.errors import TrainingError
from reliability.gold import divide, naming, publisher_groups, read_gold

ROW = {"id": "a", "corpus": "c", "domain": "d.example", "text": "Some text.", "speculation": 1, "specificity": 2}
ROW |= {"sourcing": 3, "rating": 4}


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_gold_is_read_plain_and_gzipped(tmp_path):
    plain = write(tmp_path / "gold.jsonl", ROW, ROW | {"id": "b", "domain": None})
    zipped = tmp_path / "gold.jsonl.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, zipped):
        gold = read_gold(path)
        assert gold.ids == ["a", "b"]
        assert gold.domains == ["d.example", ""]
        assert {name: labels.tolist() for name, labels in gold.labels.items()} == {
            "rating": [4, 4],
            "hedging": [1, 1],
            "specificity": [2, 2],
            "sourcing": [3, 3],
        }


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (json.dumps(ROW | {"rating": 6}), "line 1: needs text"),
        (json.dumps(ROW | {"text": None}), "line 1: needs text"),
        ("[1]", "line 1: is no JSON object"),
        ("not json", "is no JSON lines file"),
        ("", "holds no articles"),
    ],
)
def test_bad_gold_names_file_and_line(tmp_path, content, cause):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=cause) as caught:
        read_gold(path)
    assert "gold.jsonl" in str(caught.value)


def test_a_missing_file_and_a_broken_archive_are_training_errors(tmp_path):
    with pytest.raises(TrainingError, match="cannot be read"):
        read_gold(tmp_path / "nowhere.jsonl")
    broken = tmp_path / "gold.jsonl.gz"
    broken.write_bytes(gzip.compress(json.dumps(ROW).encode())[:-12])
    with pytest.raises(TrainingError, match="cannot be read"):
        read_gold(broken)


def test_articles_of_a_publisher_and_near_duplicates_share_a_group():
    words = [f"word{i}" for i in range(60)]
    story, other = " ".join(words), " ".join(reversed(words))
    reprint = " ".join([*words[:50], *(f"new{i}" for i in range(10))])
    groups = publisher_groups(
        [story, other, "Something else entirely.", reprint, "A fifth text."],
        ["a.example", "b.example", "a.example", "", ""],
    )
    assert groups[0] == groups[2] == groups[3]
    assert len(np.unique(groups)) == 3


def test_folds_are_of_whole_groups_and_hold_every_row_out_once():
    groups = np.array([3, 3, 1, 2, 2, 1, 5])
    seen = []
    for rest, held_out in divide(groups, 9, "groups", least=2):
        assert not set(groups[rest]) & set(groups[held_out])
        assert sorted([*rest, *held_out]) == list(range(7))
        seen += held_out.tolist()
    assert sorted(seen) == list(range(7))


@pytest.mark.parametrize(("groups", "least"), [([4, 4, 4], 2), ([], 2), ([1, 2, 3, 4], None)])
def test_too_few_groups_are_counted_and_said(groups, least, tmp_path):
    found, needed = len(set(groups)), least or 5
    with pytest.raises(TrainingError, match=rf"a\.jsonl: .*publishers.*: {found}, where {needed} are needed; add"):  # noqa: SIM117
        with naming(tmp_path / "a.jsonl"):
            divide(np.array(groups, int), 5, "publishers", least=least)
