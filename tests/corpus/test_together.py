"""Records that are rated together get the rows that each gets by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from making import TEXT

import reliability
from reliability.corpus import work
from reliability.corpus.job import Rules
from reliability.limits import Limits
from reliability.readers import Record

RULES = Rules(signals=True, evidence=True)


@pytest.fixture(scope="module")
def records(seeds):
    texts = [reliability.read(path).text for path in seeds]
    texts += [TEXT.format(3), "“Word", "1", "The mayor may resign.\n\nShe said so.", "...", TEXT.format(4) * 9]
    return [Record("f", number, str(number), text=text) for number, text in enumerate(texts, start=1)]


@pytest.fixture(scope="module")
def seeds():

    return [path for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.*")) if path.name != "README.md"]


def rows(records, rules=RULES):
    return work.rate_chunk(records, rules, None).lines.splitlines()


def test_rows_do_not_depend_on_what_is_rated_beside_them(records):
    alone = [rows([record])[0] for record in records]
    assert rows(records) == alone
    assert rows(records[::-1]) == alone[::-1]
    assert rows(records[3:5] + records * 2) == alone[3:5] + alone * 2


def test_a_record_without_words_takes_no_other_with_it(records):
    found = [json.loads(row) for row in rows(records)]
    assert [row["error"] for row in found if row["error"]] == ["holds no words to rate"]


def test_records_out_of_time_together_are_rated_one_by_one(records, monkeypatch):
    tried = []

    def slow(documents, model):
        tried.append(len(documents))
        if len(documents) > 1 or documents[0].id == "2":
            raise work.OutOfTime
        return reliability.lone.rate_each(documents, model)

    monkeypatch.setattr(work, "rate_each", slow)
    found = [json.loads(row) for row in rows(records[:4], replace(RULES, limits=Limits(seconds=5)))]
    assert [row["error"] for row in found] == [None, "took longer than 5 seconds", None, None]
    assert tried == [4, 1, 1, 1, 1]


def test_long_documents_are_not_gathered(records):
    short = replace(records[0], text="It rained.")
    long = replace(short, text="It rained. " * 15_000)
    assert [len(batch) for batch in work._batches([long, long, *[short] * 40])] == [1, 16, 16, 9]
