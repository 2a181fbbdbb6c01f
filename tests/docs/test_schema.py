"""docs/schema.json describes what really comes out, no more and no less."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import reliability
from reliability.corpus.job import Rules
from reliability.corpus.work import rate_chunk
from reliability.extractor import FEATURE_NAMES
from reliability.readers import Fields, read_records
from reliability.scale import CAVEAT, LEVELS, SIGNALS

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.stem != "README")
ODD = [
    "Der Hafenmeister sagte am Montag, dass vierzehn von sechzehn Fähren wieder fahren und die Stadt zahlt.",
    "Yes.",
    "Perhaps. " * 80,
    "“We did it,” two officials said, according to the Daily Herald, which cited a report. Some call it a hoax. " * 9,
]


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]})


@pytest.fixture(scope="module")
def ratings():
    found = [*reliability.rate(SEEDS), *reliability.rate(SEEDS, stories=False), *reliability.rate(ODD)]
    # As a reader of the file gets them.
    return [json.loads(json.dumps(rating.to_dict(), allow_nan=False)) for rating in found]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_rating_fits(ratings):
    for rating in ratings:
        validator("rating").validate(rating)
        Draft202012Validator(SCHEMA).validate(rating)
    assert {one["story"] is None for one in ratings} == {True, False}
    assert {item["signal"] for one in ratings for item in one["evidence"]} == set(SIGNALS)


@pytest.mark.parametrize("more", [False, True])
def test_every_row_fits(more):
    rules = Rules(signals=more, evidence=more)
    records = list(read_records(str(ROOT / "docs" / "example.jsonl"), Fields()))
    rows = [json.loads(line) for line in rate_chunk(records, rules, None).lines.splitlines()]
    for row in rows:
        validator("row").validate(row)
        assert ("features" in row, "evidence" in row) == (more, more)
    assert {row["error"] is None for row in rows} == {True, False}
    if more:
        assert set(rows[0]["features"]) == set(FEATURE_NAMES)


SPOILT = {
    "a field too many": lambda one: one.update(truth=1),
    "a field too few": lambda one: one.pop("flags"),
    "a score beyond the scale": lambda one: one.update(score=1.01),
    "a level that is none": lambda one: one.update(level="true"),
    "a flag that is none": lambda one: one["flags"].append("fake"),
    "four probabilities": lambda one: one["probabilities"].pop(),
    "a kind of another family": lambda one: one["evidence"][0].update(signal="hedging", kind="amount"),
    "a claim without its other side": lambda one: one["evidence"][0].update(signal="consensus", kind="agrees"),
    "no caveat": lambda one: one.update(note="True."),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_what_is_spoilt_does_not_fit(ratings, spoil):
    one = copy.deepcopy(next(rating for rating in ratings if rating["evidence"][0]["signal"] != "consensus"))
    assert validator("rating").is_valid(one)
    spoil(one)
    assert not validator("rating").is_valid(one)


def test_a_row_has_a_rating_or_an_error_and_not_both():
    empty = dict.fromkeys(("level", "score", "interval", "probabilities", "signals", "contributions", "flags"))
    row = {"id": "a", "source": "a.jsonl", "record": 1, **empty, "error": "holds no words to rate"}
    assert validator("row").is_valid(row)
    assert not validator("row").is_valid({**row, "error": None})
    assert not validator("row").is_valid({**row, "score": 0.5})


def test_schema_code_and_page_name_the_same():
    defs = SCHEMA["$defs"]
    assert tuple(defs["level"]["enum"]) == LEVELS
    assert tuple(defs["signal"]["enum"]) == SIGNALS
    assert defs["rating"]["properties"]["note"]["const"] == CAVEAT
    flags = PAGE[PAGE.index("## Flags") : PAGE.index("## Labelled")]
    assert sorted(defs["flags"]["items"]["enum"]) == sorted(re.findall(r"^\| `([a-z-]+)`", flags, flags=re.MULTILINE))
    fields = PAGE[: PAGE.index("## Kinds")]
    named = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", fields, flags=re.MULTILINE)))
    assert sorted(named) == sorted(defs["rating"]["properties"])


def test_schema_and_page_name_the_same_kinds_of_evidence():
    table = PAGE[PAGE.index("## Kinds") : PAGE.index("## CSV")]
    for name in ("evidence", "span"):
        for rule in SCHEMA["$defs"][name]["allOf"][: len(SIGNALS)]:
            signal = rule["if"]["properties"]["signal"]["const"]
            [row] = re.findall(rf"^\| `{signal}` \| (.*) \|$", table, flags=re.MULTILINE)
            # What follows tells of other fields.
            kinds = set(re.findall(r"`([a-z_-]+)`", re.split(r": with|\. `voice`", row)[0]))
            assert kinds == set(rule["then"]["properties"]["kind"]["enum"]), signal
