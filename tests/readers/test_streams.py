from __future__ import annotations

import csv
import gzip
import json
import sys

import pytest
from making import TEXT, answer, page, rows, write_csv, write_jsonl, write_parquet, write_warc

from reliability.errors import ReadError, ReliabilityError
from reliability.limits import DEFAULT, Limits
from reliability.readers import Fields, find_sources, kind_of, read_records
from reliability.readers.sources import check_packages, fingerprint

WRITERS = {
    "a.jsonl": write_jsonl,
    "a.ndjson": write_jsonl,
    "a.jsonl.gz": write_jsonl,
    "a.jsonl.zst": write_jsonl,
    "a.csv": write_csv,
    "a.csv.gz": write_csv,
    "a.csv.zst": write_csv,
    "a.parquet": write_parquet,
}


def read_all(path, limits=DEFAULT, **fields):
    return list(read_records(str(path), Fields(**fields), limits))


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_holds_the_same_records(tmp_path, name):
    found = read_all(WRITERS[name](tmp_path / name, rows(7)))
    assert [record.error for record in found] == [""] * 7
    assert [(r.number, r.id, r.title, r.text) for r in found] == [
        (n, f"d{n - 1}", f"Ferries {n - 1}", TEXT.format(n - 1)) for n in range(1, 8)
    ]
    assert found[-1].read == (tmp_path / name).stat().st_size


@pytest.mark.parametrize("name", WRITERS)
def test_fields_of_other_names_and_records_without_an_id(tmp_path, name):
    given = [{"body": "It rained.", "head": "Rain", "tale": "weather"}, {"body": "It poured.", "head": "", "tale": ""}]
    found = read_all(WRITERS[name](tmp_path / name, given), text="body", title="head", group="tale")
    assert [(r.id, r.text, r.title, r.group) for r in found] == [
        (f"{name}#1", "It rained.", "Rain", "weather"),
        (f"{name}#2", "It poured.", "", ""),
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_web_pages_that_were_answered(tmp_path, name):
    packed = gzip.compress(page(3))
    answers = [
        answer("https://n.example/1", page(1)),
        answer("https://n.example/logo", b"\x89PNG", kind="image/png"),
        answer("https://n.example/gone", page(9), status="404 Not Found"),
        answer("https://n.example/3", packed, head="Content-Encoding: gzip\r\n"),
        answer("https://n.example/empty", b""),
    ]
    path = write_warc(tmp_path / name, answers)
    found = read_all(path)
    assert [(r.number, r.url) for r in found] == [
        (1, "https://n.example/1"),
        (2, "https://n.example/3"),
        (3, "https://n.example/empty"),
    ]
    assert [record.id for record in found] == ["<urn:.example/1>", "<urn:.example/3>", "<urn:.example/empty>"]
    assert [record.load().text for record in found[:2]] == [TEXT.format(1), TEXT.format(3)]
    with pytest.raises(ReadError, match="record 3 is an empty page"):
        found[2].load()
    assert read_all(path, id="WARC-Target-URI")[0].id == "https://n.example/1"


BROKEN = [
    (b'{"id": "x", "text": "It rai\n', "is no JSON"),
    (b"\xff\xfe\x00binary\n", "is not UTF-8"),
    (b"[1, 2]\n", "is no JSON object"),
    (b"[" * 100_000 + b"\n", "is no JSON"),
    ({"id": "x"}, "record 2 has no field 'text'"),
    ({"id": "x", "text": None}, "holds nothing in field 'text'"),
    ({"id": "x", "text": 7}, "holds a number in field 'text'"),
    ({"id": "x", "text": True}, "holds true or false"),
    ({"id": "x", "text": ["It rained."]}, "holds a list"),
    ({"id": "x", "text": {"a": 1}}, "holds an object"),
    ({"id": "x", "text": " \n"}, "holds an empty text"),
    ({"id": "x", "text": "\x00\x01\x02"}, "binary data"),
    ({}, "has no field"),
]


@pytest.mark.parametrize(("line", "error"), BROKEN, ids=[error for _, error in BROKEN])
def test_a_broken_line_is_a_record_with_an_error(tmp_path, line, error):
    good = {"id": "a", "text": "It rained."}
    found = read_all(write_jsonl(tmp_path / "a.jsonl", [good, line, b"\n", good]))
    assert [record.number for record in found] == [1, 2, 4]
    assert error in found[1].error
    assert "record 2" in found[1].error
    assert found[1].id == ("x" if isinstance(line, dict) and line else "a.jsonl#2")
    assert (found[0].error, found[2].error) == ("", "")


def test_an_endless_line_is_never_held(tmp_path):
    lines = [{"text": "It rained."}, b'{"text": "' + b"x" * 5000 + b'"}\n', {"text": "It poured."}, b"y" * 3000]
    found = read_all(write_jsonl(tmp_path / "a.jsonl", lines), Limits(bytes=1000))
    assert ["larger than" in record.error for record in found] == [False, True, False, True]


def test_half_characters_are_replaced_and_marks_dropped(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": 12, "text": "It \\ud800 rained."}\n')
    [record] = read_all(tmp_path / "a.jsonl")
    assert (record.id, record.text) == ("12", "It ? rained.")


def test_broken_rows_of_a_table(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'id,text\na,"It\nrained."\nb\nc,It poured.,more\nd,\xff\xfe\n\ne,It cleared.\n')
    found = read_all(tmp_path / "a.csv")
    assert [(record.number, record.id) for record in found] == [
        (1, "a"), (2, "b"), (3, "a.csv#3"), (4, "a.csv#4"), (5, "e")
    ]  # fmt: skip
    assert found[0].text == "It\nrained."
    for record, error in zip(found[1:4], ["has no field", "3 cells, and the heading 2", "not UTF-8"], strict=True):
        assert error in record.error


def test_a_cell_without_an_end_costs_itself(tmp_path):
    before = csv.field_size_limit()
    try:
        (tmp_path / "a.csv").write_text('id,text\na,"It rained.\n' + "b,It poured.\n" * 9 + "c,It cleared.\n")
        found = read_all(tmp_path / "a.csv", Limits(bytes=100))
    finally:
        csv.field_size_limit(before)
    assert "is larger than 100 bytes" in found[0].error
    assert "a quotation mark is not closed" in found[0].error
    assert found[-1].text == "It cleared."


def test_a_row_that_goes_on_from_line_to_line_costs_itself(tmp_path):
    # Each line closes a cell and opens another: no cell is long.
    (tmp_path / "a.csv").write_text('id,text\na,It rained.\nb,"' + '","\n' * 50 + "c,It cleared.\nd,It froze.\n")
    found = read_all(tmp_path / "a.csv", Limits(bytes=100))
    assert found[0].text == "It rained."
    assert "record 2 is larger than 100 bytes" in found[1].error
    assert [record.text for record in found[-2:]] == ["It cleared.", "It froze."]


def test_lines_of_one_row_are_counted_anew_for_each(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n" + 'a,"It rained.\nIt rained.\n"\n' * 50)
    found = read_all(tmp_path / "a.csv", Limits(bytes=40))
    assert [(record.text, record.error) for record in found] == [("It rained.\nIt rained.\n", "")] * 50


@pytest.mark.parametrize(
    ("heading", "cause"),
    [
        ('id,"text', "is larger than 100 bytes"),
        ("id" * 60, "is larger than 100"),
        ("id,te\rxt", "cannot be read as CSV"),
    ],
)
def test_a_heading_that_cannot_be_read_ends_the_file(tmp_path, heading, cause):
    (tmp_path / "a.csv").write_text(f"{heading}\n" + "a,It rained.\n" * 10, newline="")
    [record] = read_all(tmp_path / "a.csv", Limits(bytes=100))
    assert record.error.startswith(f"record 1 has a heading that {cause}")


def test_a_column_or_field_without_a_name_is_neither_group_nor_day(tmp_path):
    (tmp_path / "a.csv").write_text(",text\n7,It rained.\n")
    (tmp_path / "a.jsonl").write_text('{"": "7", "text": "It rained."}\n')
    for name in ("a.csv", "a.jsonl"):
        [record] = read_all(tmp_path / name)
        assert (record.text, record.group, record.published) == ("It rained.", "", "")


def test_of_columns_with_one_name_the_last_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("text,id,text\nIt rained.,a,It poured.\n")
    [record] = read_all(tmp_path / "a.csv")
    assert (record.id, record.text) == ("a", "It poured.")


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_the_column_is_one_error_that_names_them(tmp_path, name):
    [record] = read_all(WRITERS[name](tmp_path / name, [{"id": "a", "body": "It rained."}] * 3))
    assert "has no column 'text'" in record.error
    assert "--text-field (there are: id, body)" in record.error


def test_parquet_columns_of_other_types(tmp_path):
    found = read_all(write_parquet(tmp_path / "a.parquet", [{"text": b"It rained."}, {"text": b"\xff"}]))
    assert found[0].text == "It rained."
    assert "not UTF-8" in found[1].error
    assert "holds a number" in read_all(write_parquet(tmp_path / "b.parquet", [{"text": 5}]))[0].error


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz", "a.parquet"])
@pytest.mark.parametrize("what", ["cut", "spoilt"])
def test_a_damaged_file_ends_with_an_error(tmp_path, name, what):
    path = WRITERS[name](tmp_path / name, rows(3000))
    data = bytearray(path.read_bytes())
    if what == "cut":
        del data[len(data) // 2 :]
    else:
        data[len(data) // 2 : len(data) // 2 + 3000] = b"\x77" * 3000
    path.write_bytes(data)
    found = read_all(path)
    assert found[-1].error
    assert all(record.text for record in found[:5] if len(found) > 5)


def test_a_file_that_is_one_document(tmp_path):
    for name, data in (("a.html", page(1)), ("empty.txt", b" "), ("b.txt", b"It rained.")):
        (tmp_path / name).write_bytes(data)
    [record] = read_all(tmp_path / "a.html")
    assert (record.id, record.number, record.load().text) == (str(tmp_path / "a.html"), 1, TEXT.format(1))
    assert read_all(tmp_path / "b.txt")[0].load().text == "It rained."
    assert "is empty" in read_all(tmp_path / "empty.txt")[0].error
    with pytest.raises(ReliabilityError, match="no such file"):
        read_all(tmp_path / "none.jsonl")


def test_a_file_too_large_for_one_document(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(DEFAULT.bytes + 1)
    assert "larger than 16 MiB" in read_all(tmp_path / "a.txt")[0].error


def test_addresses(tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in ("b.jsonl", "a.jsonl"):
        memory.pipe(f"/news/{name}", json.dumps({"text": f"It rained in {name}."}).encode())
    assert list(find_sources(["memory://news/*.jsonl"])) == ["memory:///news/a.jsonl", "memory:///news/b.jsonl"]
    [record] = read_all("memory://news/a.jsonl")
    assert (record.id, record.text) == ("a.jsonl#1", "It rained in a.jsonl.")
    before = fingerprint("memory://news/a.jsonl")
    memory.pipe("/news/a.jsonl", b"{}")
    assert fingerprint("memory://news/a.jsonl") != before
    with pytest.raises(ReliabilityError, match=r"memory://news/none\.jsonl: there is no such file"):
        read_all("memory://news/none.jsonl")
    assert "matches" in str(next(find_sources(["memory://news/*.csv"])))
    memory.rm("/news", recursive=True)


def test_a_store_that_is_not_known_is_one_line():
    with pytest.raises(ReliabilityError, match=r"nowhere://a\.jsonl: cannot be opened"):
        fingerprint("nowhere://a.jsonl")


def test_fingerprints_tell_changes(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", rows(3))
    before = fingerprint(str(path))
    assert fingerprint(str(path)) == before
    path.write_bytes(path.read_bytes().replace(b"d2", b"d3"))
    assert fingerprint(str(path)) != before


@pytest.mark.parametrize(
    ("name", "package"),
    [("a.parquet", "pyarrow"), ("a.warc.gz", "fastwarc"), ("a.jsonl.zst", "zstandard"), ("s3://a.jsonl", "fsspec")],
)
def test_a_missing_package_names_the_extra(monkeypatch, name, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReliabilityError, match=rf"{package}; install the extra: .*\[corpora\]"):
        check_packages([name])


def test_kinds():
    assert [kind_of(name) for name in ("a.csv.gz", "a.warc", "a.gz", "a.parquet.gz", "a.txt")] == [
        "csv", "warc", "", "", ""
    ]  # fmt: skip
