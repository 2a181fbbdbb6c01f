"""Stories of a corpus: the same as in memory, whoever works, and gone on with after any failure."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from making import rows, write_jsonl, write_parquet

import reliability
from reliability.corpus import Job, beside, comparing, gathering, rate_corpus, store
from reliability.corpus.days import day_of
from reliability.corpus.job import Rules
from reliability.corpus.manifest import read_manifest, rows_path
from reliability.corpus.packing import pack, unpack
from reliability.errors import ReliabilityError
from reliability.in_story import participate
from reliability.lone import rate_alone
from reliability.readers import Fields, Record
from reliability.stories.banding import NO_DAY
from reliability.stories.signatures import BANDS

SEEDS = Path(__file__).parents[2] / "seeds"
BRIDGE = "The toll bridge at Tarn cracked on Monday and engineers closed both lanes of the toll bridge to lorries."
BRIDGE_AGAIN = "Engineers closed the cracked bridge at Tarn to lorries; its toll booths stayed empty on Monday."
FERRY = "Pumps failed on the ferry to Lagos and passengers waited at the quay for a tug until the evening."


def made():
    """Five accounts of one event, three of another with a copy, one alone, one too short, one broken."""
    names = sorted(path for path in SEEDS.iterdir() if path.stem != "README")
    texts = [reliability.read(path).text for path in names]
    texts = [*texts[:2], BRIDGE, *texts[2:4], FERRY, BRIDGE_AGAIN, texts[4], "It rained.", BRIDGE]
    days = ["2025-03-01", "2025-03-02", "2025-03-01", "2025-03-09", "", "2025-03-01", "2025-03-02", "2025-03-10"]
    days += ["2025-03-01", "2026-03-01"]
    records = [
        {"id": f"d{n}", "text": text, "published": day, "event": event}
        for n, (text, day, event) in enumerate(zip(texts, days, "aabaa bacb", strict=True))
    ]
    return [*records[:6], {"id": "none"}, *records[6:]]


SPAN = ("signal", "kind", "start", "end", "voice")
FOUND = Rules(stories="found", evidence=True)
GIVEN = Rules(Fields(group="event"), stories="given", evidence=True)


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    write_jsonl(Path("a.jsonl"), made())


def run(output="o.jsonl", rules=FOUND, inputs=("a.jsonl",), **given):
    return rate_corpus(Job(tuple(inputs), Path(output), rules, chunk=3, **given), print, lambda *_: None)


def read_rows(path="o.jsonl"):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def in_memory(stories=None):
    records = [record for record in made() if "text" in record]
    documents = [reliability.Document(text=record["text"], id=record["id"]) for record in records]
    return reliability.rate(documents, stories and [record["event"].strip() or None for record in records])


def parts(labels):
    """Return which places have equal labels, those without one left out."""
    found = {}
    for place, label in enumerate(labels):
        found.setdefault(label, []).append(place)
    return sorted(members for label, members in found.items() if label is not None)


def assert_as_in_memory(found, ratings):
    found = [row for row in found if row["error"] is None]
    assert parts(row["story"] for row in found) == parts(one.story and one.story.label for one in ratings)
    for row, rating in zip(found, ratings, strict=True):
        wanted = rating.to_dict()
        for name in ("level", "flags"):
            assert row[name] == wanted[name]
        for name in ("score", "interval", "probabilities", "signals", "contributions"):
            assert row[name] == pytest.approx(wanted[name], abs=5.1e-7)
        assert row["voices"] == (rating.story.voices if rating.story else None)
        assert row["evidence"] == [{name: item[name] for name in SPAN} for item in wanted["evidence"]]


def test_found_stories_are_those_of_rate():
    assert run().to_dict()["errors"] == 1
    found = read_rows()
    assert_as_in_memory(found, in_memory())
    assert sorted(map(len, parts(row["story"] for row in found))) == [3, 5]
    assert any("contradicts-consensus" in (row["flags"] or ()) for row in found)
    assert all(list(row)[-3:] == ["story", "voices", "error"] for row in found)
    assert found[6]["error"]
    assert sorted(path.name for path in Path().iterdir()) == ["a.jsonl", "o.jsonl", "o.jsonl.manifest.json"]


def test_given_stories_are_those_of_rate():
    run(rules=GIVEN)
    found = read_rows()
    assert_as_in_memory(found, in_memory("given"))
    # "c" and the document that names none are alone with theirs.
    assert {row["story"] for row in found} == {"a", "b", None}


def test_a_story_bears_the_same_name_in_another_order():
    run()
    names = {row["id"]: row["story"] for row in read_rows() if row["story"]}
    Path("b").mkdir()
    records = made()
    write_jsonl(Path("a.jsonl"), [records[n] for n in (0, 1, 2, 3, 4, 5, 6, 8, 7, 9, 10)])
    run(output="p.jsonl")
    again = {row["id"]: row["story"] for row in read_rows("p.jsonl") if row["story"]}
    assert again.keys() == names.keys()
    assert again["d0"] == names["d0"]


def test_a_document_alone_is_rated_as_without_stories():
    run()
    run(output="alone.jsonl", rules=Rules(evidence=True))
    for row, alone in zip(read_rows(), read_rows("alone.jsonl"), strict=True):
        if row["story"] is None:
            assert {name: value for name, value in row.items() if name not in ("story", "voices")} == alone


def test_a_window_parts_what_was_published_far_apart():
    fields = Fields(published="published")
    run(rules=Rules(fields, stories="found", window=1))
    labels = {row["id"]: row["story"] for row in read_rows()}
    # The copy of the bridge is a year younger; of the seeds one has no date, and joins the others.
    assert labels["d2"] == labels["d6"]
    assert labels["d9"] is None
    assert labels["d0"] == labels["d1"] == labels["d4"]
    run(output="p.jsonl", rules=Rules(fields, stories="found", window=400))
    labels = {row["id"]: row["story"] for row in read_rows("p.jsonl")}
    assert labels["d2"] == labels["d6"] == labels["d9"]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("1970-01-01", 0),
        ("19700102", 1),
        ("1970-01-02T23:30:00+02:00", 1),
        ("Fri, 02 Jan 1970 01:00:00 +0000", 1),
        ("1700000000", 19675),
        ("1700000000123", 19675),
        ("1969-12-31", -1),
        *((nothing, NO_DAY) for nothing in ("", "soon", "2025-13-01", "2025", "0", "9" * 400, "1970-02-30")),
    ],
)
def test_dates_as_they_are_written(stated, day):
    assert day_of(stated) == day


def test_parquet_holds_the_same_rows():
    import pyarrow.parquet

    write_parquet(Path("a.parquet"), [record for record in made() if "text" in record])
    run(inputs=["a.parquet"])
    run(inputs=["a.parquet"], output="o.parquet")
    assert pyarrow.parquet.read_table("o.parquet").to_pylist() == read_rows()


def test_a_corpus_without_a_story_and_one_without_documents():
    for records in (rows(1), [{"id": "none"}], []):
        write_jsonl(Path("a.jsonl"), records)
        for rules in (FOUND, GIVEN):
            run(rules=rules, fresh=True)
            assert len(read_rows()) == len(records)
            assert all(row["story"] is None for row in read_rows())


def test_a_large_story_is_compared_in_parts(monkeypatch):
    monkeypatch.setattr(comparing, "LARGEST", 3)
    run()
    found = [row for row in read_rows() if row["story"]]
    assert sorted(map(len, parts(row["story"] for row in found))) == [3, 5]
    assert max(row["voices"] for row in found) <= 3


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_failure_at_each_step_changes_nothing(monkeypatch, suffix):
    run(output=f"whole.{suffix}")
    steps = [
        (beside, "append", 0),
        (beside, "append", 2),
        (store, "write_manifest", 1),
        (store, "reach", 0),
        (gathering, "link_band", 0),
        (gathering, "_put", 7),
        (gathering, "divide", 0),
        (gathering, "_put", 0),
        (store, "reach", 0),
        (comparing, "compare", 0),
        (comparing, "_merge", 0),
        (store, "reach", 0),
        (store, "sync_folder", 0),
        (store, "write_manifest", 0),
    ]
    for module, name, calls in steps:
        with monkeypatch.context() as patch:
            whole, left = getattr(module, name), [calls]

            def fail(*given, whole=whole, left=left, **named):
                if not left[0]:
                    raise OSError(28, "No space left on device")
                left[0] -= 1
                return whole(*given, **named)

            patch.setattr(module, name, fail)
            with pytest.raises(ReliabilityError, match="No space left on device; the same command goes on"):
                run(output=f"o.{suffix}")
        assert not Path(f"o.{suffix}").exists() or read_manifest(Path(f"o.{suffix}")).state == "rated"
    run(output=f"o.{suffix}")
    assert Path(f"o.{suffix}").read_bytes() == Path(f"whole.{suffix}").read_bytes()
    assert not beside.folder_of(Path(f"o.{suffix}")).exists()


def test_what_was_kept_and_is_gone_or_of_other_options_is_refused(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(gathering, "divide", None)
        with pytest.raises(TypeError):
            run()
    with pytest.raises(ReliabilityError, match=r"other options \(stories\)"):
        run(rules=Rules(evidence=True))
    kept = beside.folder_of(Path("o.jsonl"))
    (kept / "index").unlink()
    with pytest.raises(ReliabilityError, match=r"stories: holds less than was written; --fresh starts anew"):
        run()
    run(fresh=True)
    assert not rows_path(Path("o.jsonl")).exists()
    assert not kept.exists()


def test_a_document_is_packed_without_loss_and_without_its_text():
    model = reliability.load_model()
    for record in made():
        if "text" not in record:
            continue
        lone = rate_alone(Record("a", 1, record["id"], text=record["text"]).load(), model)
        told = participate(lone).account
        if told is None:
            continue
        packed = pack(lone, told, "group")
        found = unpack(packed)
        assert found.participant.account == told
        assert list(found.participant.account.terms) == list(told.terms)
        assert (found.participant.quality, found.latent, found.flags) == (lone.score, lone.latent, lone.flags)
        assert (found.group, found.participant.document.id) == ("group", record["id"])
        assert packed == pack(lone, told, "group")
        assert len(packed) < 1000 + len(record["text"])


def test_entries_are_cut_where_a_run_goes_on(tmp_path):
    folder = tmp_path / "x.stories"
    beside.cut(folder, 0)
    one = np.zeros((), beside.ENTRY)
    one["taken"] = 1
    entry = beside.Entry(one.tobytes(), np.arange(3, dtype="<i4").tobytes(), np.ones(3, "<f4").tobytes(), b"first")
    beside.append(folder, [None, entry])
    beside.append(folder, [entry, None])
    beside.cut(folder, 2)
    beside.append(folder, [None, entry])
    found = beside.Beside(folder)
    assert found.index["taken"].tolist() == [0, 1, 0, 1]
    assert found.index["terms"].tolist() == [0, 3, 3, 6]
    assert [found.account(n) for n in range(4)] == [b"", b"first", b"", b"first"]


@pytest.mark.parametrize("rules", [FOUND, GIVEN])
def test_every_step_says_how_it_gets_on(rules):
    told = []
    job = Job(("a.jsonl",), Path("o.jsonl"), rules, chunk=3)
    rate_corpus(job, print, lambda *_: None, lambda *step: told.append(step))
    of = {what: [(done, total) for name, done, total in told if name == what] for what, _, _ in told}
    found = ["Finding documents that are alike", "Dividing them into stories"]
    assert list(of) == [*(found if rules is FOUND else []), "Comparing documents on one story", "Writing rows"]
    n_compared = sum(row["story"] is not None for row in read_rows())
    assert n_compared > 5
    assert of["Comparing documents on one story"][0] == (0, n_compared)
    assert of["Comparing documents on one story"][-1] == (n_compared, n_compared)
    assert of["Writing rows"] == [(0, len(made()))]
    if rules is FOUND:
        assert of[found[0]] == [(done, BANDS) for done in range(BANDS + 1)]
        assert {total for _, total in of[found[1]]} == {0}


def test_rows_are_the_same_whoever_is_told():
    run("a-o.jsonl")
    rate_corpus(Job(("a.jsonl",), Path("b-o.jsonl"), FOUND, chunk=3), print, lambda *_: None, lambda *_: None)
    assert Path("a-o.jsonl").read_bytes() == Path("b-o.jsonl").read_bytes()
