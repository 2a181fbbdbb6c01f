"""Corpora in one process: rows, order, and going on after any failure; a stand-in rates, so that this is fast."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from making import rows, write_csv, write_jsonl, write_parquet

from reliability.corpus import Job, rate_corpus, store, work
from reliability.corpus.job import Rules
from reliability.corpus.manifest import manifest_path, read_manifest, rows_path
from reliability.errors import EmptyDocumentError, ReliabilityError
from reliability.limits import Limits
from reliability.readers import Fields

NAMES = ("hedging", "specificity", "sourcing", "consensus")


def stand_in(documents, model):
    """Rate by length; fail where a text says so."""
    if any("fail" in document.text for document in documents):
        raise RuntimeError("of ours")
    return [
        EmptyDocumentError(one.id, "holds no words to rate") if "no words" in one.text else one for one in documents
    ]


def stand_in_row(record, document, rules, model):
    row = {"id": record.id, "source": record.source, "record": record.number, "level": "speculative"}
    row |= {"score": len(document.text) / 1000, "interval": [0.0, 1.0], "probabilities": [1.0, 0.0, 0.0, 0.0, 0.0]}
    row |= {"signals": dict.fromkeys(NAMES, 0.5), "contributions": dict.fromkeys(NAMES, 0.0), "flags": ["x"]}
    return row | {"error": None}


@pytest.fixture(autouse=True)
def fast(monkeypatch, tmp_path):
    monkeypatch.setattr(work, "rate_each", stand_in)
    monkeypatch.setattr(work, "_row", stand_in_row)
    monkeypatch.setattr("reliability.corpus.manifest.model_hash", lambda _: "f" * 64)
    monkeypatch.chdir(tmp_path)


def run(*inputs, output="o.jsonl", chunk=4, **given):
    told = []
    job = Job(tuple(map(str, inputs)), Path(output), chunk=chunk, **given)
    return rate_corpus(job, print, lambda at, read: told.append((at.rows, read)))


def corpus(n=30):
    records = rows(n)
    records[7] = {"id": "none"}
    records[9]["text"] = "fail"
    records[11]["text"] = "no words"
    records[12] = b"\xff\xfe broken\n"
    return records


def read_rows(path="o.jsonl"):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_rows_in_the_order_of_records_and_errors_among_them():
    write_jsonl(Path("a.jsonl.gz"), corpus())
    write_csv(Path("b.csv"), rows(5))
    summary = run("a.jsonl.gz", "b.csv")
    found = read_rows()
    assert [(row["source"], row["record"]) for row in found] == [
        *(("a.jsonl.gz", n) for n in range(1, 31)),
        *(("b.csv", n) for n in range(1, 6)),
    ]
    errors = {row["record"]: row["error"] for row in found if row["error"]}
    assert list(errors) == [8, 10, 12, 13]
    assert "has no field 'text'" in errors[8]
    assert errors[10] == "cannot be rated (RuntimeError: of ours); please report this"
    assert errors[12] == "holds no words to rate"
    assert "not UTF-8" in errors[13]
    assert all(list(row) == list(found[0]) for row in found)
    told = summary.to_dict()
    assert (told["records"], told["rated"], told["errors"], told["done"]) == (35, 31, 4, True)
    assert read_manifest(Path("o.jsonl")).state == "done"
    assert not rows_path(Path("o.jsonl")).exists()


def test_the_text_is_in_no_row():
    write_jsonl(Path("a.jsonl"), rows(3))
    run("a.jsonl")
    assert "ferries" not in Path("o.jsonl").read_text()


def test_parquet_holds_the_same_rows():
    import pyarrow.parquet

    write_parquet(Path("a.parquet"), rows(11))
    run("a.parquet")
    run("a.parquet", output="o.parquet")
    assert pyarrow.parquet.read_table("o.parquet").to_pylist() == read_rows()


def test_chunks_do_not_show():
    write_jsonl(Path("a.jsonl"), corpus())
    run("a.jsonl", chunk=7)
    run("a.jsonl", output="p.jsonl", chunk=100)
    assert Path("o.jsonl").read_bytes() == Path("p.jsonl").read_bytes()


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
@pytest.mark.parametrize("where", ["before", "half", "rows", "manifest"])
def test_a_failure_at_each_border_changes_nothing(monkeypatch, suffix, where):
    inputs = [write_jsonl(Path("a.jsonl"), corpus()), write_csv(Path("b.csv"), rows(9))]
    run(*inputs, output=f"whole.{suffix}")
    append, write = store.append, store.write_manifest
    failing = [0]

    def fail(stream, output, at, chunk, done):
        if at.rows >= failing[0]:
            if where == "half":
                stream.write(done.lines[: len(done.lines) // 2])
            elif where != "before":
                stream.write(done.lines)
            stream.flush()
            if where == "manifest":
                manifest_path(output).with_name(f".{manifest_path(output).name}.tmp").write_text("{")
            raise OSError(28, "No space left on device")
        return append(stream, output, at, chunk, done)

    monkeypatch.setattr(store, "append", fail)
    for border in range(0, 40, 4):
        failing[0] = border
        with pytest.raises(ReliabilityError, match="No space left on device; the same command goes on"):
            run(*inputs, output=f"o.{suffix}")
        assert not Path(f"o.{suffix}").exists()
    monkeypatch.setattr(store, "append", append)
    for state in ("rated", "done"):
        # The last steps: the file put in its place, the manifest saying so.
        def stop(manifest, output, state=state):
            if manifest.state == state:
                raise OSError(5, "Input/output error")
            write(manifest, output)

        monkeypatch.setattr(store, "write_manifest", stop)
        with pytest.raises(ReliabilityError, match="Input/output error"):
            run(*inputs, output=f"o.{suffix}")
    monkeypatch.setattr(store, "write_manifest", write)
    assert run(*inputs, output=f"o.{suffix}").to_dict()["done"]
    assert Path(f"o.{suffix}").read_bytes() == Path(f"whole.{suffix}").read_bytes()
    assert sorted(path.name for path in Path().glob("*o.*")) == [f"o.{suffix}", f"o.{suffix}.manifest.json"]


def break_off(*inputs, rows_done=8, **given):
    """Run until some rows are done."""
    with pytest.MonkeyPatch.context() as patch:
        append = store.append

        def fail(stream, output, at, chunk, done):
            if at.rows >= rows_done:
                raise KeyboardInterrupt
            return append(stream, output, at, chunk, done)

        patch.setattr(store, "append", fail)
        with pytest.raises(KeyboardInterrupt):
            run(*inputs, **given)


def test_a_finished_run_is_not_repeated(monkeypatch):
    write_jsonl(Path("a.jsonl"), rows(9))
    run("a.jsonl")
    monkeypatch.setattr(work, "rate_each", None)
    summary = run("a.jsonl").to_dict()
    assert (summary["records_before"], summary["done"]) == (9, True)


def test_other_options_inputs_or_models_are_refused(monkeypatch):
    write_jsonl(Path("a.jsonl"), rows(20))
    break_off("a.jsonl")
    with pytest.raises(ReliabilityError, match=r"o.jsonl: was begun with other options \(signals, limits\)"):
        run("a.jsonl", rules=Rules(signals=True, limits=Limits(seconds=5)))
    with pytest.raises(ReliabilityError, match=r"other options \(fields\)"):
        run("a.jsonl", rules=Rules(Fields(title="head")))
    with pytest.raises(ReliabilityError, match=r"other or changed inputs \(b.jsonl\)"):
        run("a.jsonl", write_jsonl(Path("b.jsonl"), rows(2)))
    with monkeypatch.context() as patch:
        patch.setattr("reliability.corpus.manifest.model_hash", lambda _: "0" * 64)
        with pytest.raises(ReliabilityError, match=r"another model \(f{12}…, now 000000000000…\)"):
            run("a.jsonl")
    write_jsonl(Path("a.jsonl"), rows(21))
    with pytest.raises(ReliabilityError, match=r"other or changed inputs \(a.jsonl\)"):
        run("a.jsonl")
    run("a.jsonl", fresh=True)
    assert len(read_rows()) == 21


def test_a_change_between_the_ends_of_a_large_file_is_found():
    records = [record | {"more": "x" * 3000} for record in rows(100)]
    write_jsonl(Path("a.jsonl"), records)
    break_off("a.jsonl", rows_done=60)
    records[40]["text"] = records[40]["text"].replace("ferries", "tankers")
    write_jsonl(Path("a.jsonl"), records)
    with pytest.raises(ReliabilityError, match=r"a.jsonl: was changed since its first records were rated; --fresh"):
        run("a.jsonl")


def test_files_that_were_moved_or_cut_are_refused():
    write_jsonl(Path("a.jsonl"), rows(20))
    break_off("a.jsonl")
    part = rows_path(Path("o.jsonl"))
    kept = part.read_bytes()
    part.write_bytes(kept[:50])
    with pytest.raises(ReliabilityError, match="holds fewer rows than were written"):
        run("a.jsonl")
    part.write_bytes(kept + b"half a r")
    run("a.jsonl")
    Path("o.jsonl").write_bytes(b"other")
    with pytest.raises(ReliabilityError, match="was finished, and is not there as it was"):
        run("a.jsonl")
    manifest_path(Path("o.jsonl")).write_text("{}")
    with pytest.raises(ReliabilityError, match="is no manifest of a run"):
        run("a.jsonl")
    manifest_path(Path("o.jsonl")).unlink()
    part.write_bytes(b"somebody's")
    with pytest.raises(ReliabilityError, match="is there without its manifest"):
        run("a.jsonl")
    run("a.jsonl", fresh=True)
    assert len(read_rows()) == 20


def test_two_runs_at_a_time_are_refused():
    fcntl = pytest.importorskip("fcntl")
    write_jsonl(Path("a.jsonl"), rows(20))
    break_off("a.jsonl")
    with rows_path(Path("o.jsonl")).open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ReliabilityError, match="another run is writing it"):
            run("a.jsonl")


@pytest.mark.parametrize("allowed", [0, 1, 3])
def test_more_errors_than_allowed_stop_and_keep_the_rows(allowed):
    write_jsonl(Path("a.jsonl"), corpus())
    summary = run("a.jsonl", max_errors=allowed).to_dict()
    assert summary["stopped_by_errors"]
    kept = rows_path(Path("o.jsonl")).read_bytes().splitlines()
    assert len(kept) == summary["records"] < 30
    again = run("a.jsonl", max_errors=allowed).to_dict()
    assert (again["stopped_by_errors"], again["records"]) == (True, summary["records"])
    assert run("a.jsonl", max_errors=4).to_dict()["done"]
    assert len(read_rows()) == 30


def test_a_target_that_is_also_read_or_of_another_kind():
    write_jsonl(Path("a.jsonl"), rows(2))
    with pytest.raises(ReliabilityError, match="is also to be read"):
        run("a.jsonl", output="a.jsonl")
    with pytest.raises(ReliabilityError, match=r"rows are written as .jsonl or .ndjson or .parquet"):
        run("a.jsonl", output="o.csv")
    with pytest.raises(ReliabilityError, match="there is no such file"):
        run("none.jsonl")
    assert sorted(path.name for path in Path().iterdir()) == ["a.jsonl"]


def test_rows_without_an_output_go_to_the_caller():
    write_jsonl(Path("a.jsonl"), rows(9))
    written = []
    summary = rate_corpus(Job(("a.jsonl",), chunk=4), written.append, lambda *_: None)
    assert [lines.count(b"\n") for lines in written] == [4, 4, 1]
    assert summary.to_dict()["done"]


def test_only_the_record_that_workers_die_of_is_lost(monkeypatch):
    from reliability.corpus.engines import rate_apart
    from reliability.readers import Record

    calls = []

    def rate(record):
        calls.append(record.id)
        if record.id == "b" or calls == ["a"]:
            raise BrokenPipeError
        return work.rate_chunk([record], Rules(), None)

    done = rate_apart(
        [Record("f", n, name, text="It rained.") for n, name in enumerate("abc", 1)], Rules(), rate, OSError
    )
    found = [json.loads(line) for line in done.lines.splitlines()]
    assert [(row["id"], row["error"] is None) for row in found] == [("a", True), ("b", False), ("c", True)]
    assert (calls, done.errors) == (["a", "a", "b", "b", "c"], 1)
    assert "the process that rated it died" in found[1]["error"]
