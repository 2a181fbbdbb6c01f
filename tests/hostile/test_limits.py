"""Every limit is held, with an error that says so or a flag."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from commands import cli
from hypothesis import given
from hypothesis import strategies as st
from making import answer, page, rows, write_csv, write_jsonl, write_parquet, write_warc
from strategies import texts
from test_read_pdf import make_pdf

from reliability import Document, Limits, rate, read
from reliability.errors import ReadError
from reliability.limits import shorten
from reliability.readers import Fields, read_records
from reliability.readers.files import parse

SENTENCE = "Harbour master Ann Ito said on Monday that 14 ferries had been repaired. "


def records(path, **limits):
    return list(read_records(str(path), Fields(), Limits(**limits)))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a"])
def test_a_file_of_too_many_bytes_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"x" * 1001)
    with pytest.raises(ReadError, match=r"is larger than 1,000 bytes; split it, or allow more \(--max-bytes\)"):
        read(tmp_path / name, Limits(bytes=1000))


def test_standard_input_of_too_many_bytes_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 1001)))
    with pytest.raises(ReadError, match="standard input is larger than 1,000 bytes"):
        read("-", Limits(bytes=1000))


def test_a_file_of_ten_gigabytes_is_refused_by_its_size(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(ReadError, match="is larger than 16 MiB"):
        read(tmp_path / "a.txt")


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)

    class Small:
        st_size = 0

    monkeypatch.setattr("os.fstat", lambda _: Small())
    with pytest.raises(ReadError, match="is larger than"):
        read(tmp_path / "a.txt", Limits(bytes=1000))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_of_a_long_text_the_beginning_is_read_and_flagged(suffix):
    text = SENTENCE * 20
    data = f"<html><body><p>{text}</p></body></html>" if suffix == ".html" else text
    document = parse(data.encode(), "a", suffix, Limits(characters=500))
    assert document.truncated
    assert 400 < len(document.text) <= 500
    assert text.startswith(document.text)
    [rating] = rate([document], stories=False)
    assert "truncated" in rating.flags


def test_a_text_within_the_limits_is_left_as_it_is():
    document = parse(SENTENCE.encode(), "a", ".txt", Limits(characters=len(SENTENCE)))
    assert (document.text, document.truncated) == (SENTENCE, False)
    [rating] = rate([document], stories=False)
    assert "truncated" not in rating.flags


def test_sentences_and_lines_are_counted():
    for text in (SENTENCE * 20, SENTENCE.replace(". ", "\n") * 20):
        document = parse(text.encode(), "a", ".txt", Limits(sentences=3))
        assert document.truncated
        assert document.text.count("Harbour") == 3


def test_links_beyond_the_end_are_left_out():
    data = b"As [one](https://a.example) said. " + b"x " * 50 + b"As [two](https://b.example) said."
    document = parse(data, "a", ".md", Limits(characters=60))
    assert [address for _, _, address in document.links] == ["https://a.example"]


@given(texts, st.integers(1, 50), st.integers(1, 5))
def test_what_is_kept_is_the_beginning_and_within_the_limits(text, characters, sentences):
    kept = shorten(text, Limits(characters=characters, sentences=sentences))
    assert text.startswith(kept)
    assert len(kept) <= characters
    assert not text.strip() or not text[:characters].strip() or kept


def test_pages_of_a_pdf_beyond_the_limit_are_left_out():
    data = make_pdf([[f"Page {name} says that it rained all day in Ellery."] for name in ("one", "two", "three")])
    assert not parse(data, "a", ".pdf", Limits(pages=3)).truncated
    document = parse(data, "a", ".pdf", Limits(pages=2))
    assert document.truncated
    assert ("two" in document.text, "three" in document.text) == (True, False)


def test_pages_of_a_pdf_that_unpack_to_too_much_are_left_out():
    data = make_pdf([["It rained on the first day."], ["It rained. " * 50], ["It stopped."]])
    document = parse(data, "a", ".pdf", Limits(bytes=300))
    assert (document.truncated, document.text) == (True, "It rained on the first day.")


def test_a_page_of_too_many_tags_is_refused():
    data = b"<html><body><p>It rained.</p>" + b"<b>a</b>" * 100 + b"</body></html>"
    with pytest.raises(ReadError, match="holds more than 150 tags"):
        parse(data, "a.html", ".html", Limits(tags=150))


def test_a_page_nested_too_deeply_is_refused_or_flagged():
    deep = f"<p>{SENTENCE * 5}</p>{'<div>' * 300}<p>Nobody reads this.</p>{'</div>' * 300}<p>Nor this.</p>"
    document = parse(f"<html><body>{deep}</body></html>".encode(), "a.html", ".html")
    assert document.truncated
    assert "Ann Ito" in document.text
    with pytest.raises(ReadError, match="is nested too deeply"):
        parse(f"<html><body>{'<div>' * 300}<p>{SENTENCE}</p></body></html>".encode(), "a.html", ".html")
    shallow = f"<html><body>{'<div>' * 100}<p>{SENTENCE}</p>{'</div>' * 100}</body></html>"
    assert not parse(shallow.encode(), "a.html", ".html").truncated


def test_markdown_nested_too_deeply_is_refused_or_flagged():
    document = parse(f"{SENTENCE * 5}\n\n{'> ' * 300}Nobody reads this.\n".encode(), "a.md", ".md")
    assert (document.truncated, document.text) == (True, (SENTENCE * 5).strip())
    [rating] = rate([document], stories=False)
    assert "truncated" in rating.flags
    with pytest.raises(ReadError, match="is nested too deeply"):
        parse(f"{'- ' * 300}{SENTENCE}".encode(), "a.md", ".md")
    assert not parse(f"{'- ' * 90}{SENTENCE}".encode(), "a.md", ".md").truncated


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.parquet", "a.warc", "a.warc.gz"])
def test_a_record_of_too_many_bytes_is_an_error_and_the_next_is_read(tmp_path, name):
    given = rows(2)
    given[0]["text"] *= 50
    if ".warc" in name:
        large = f"<html><body>{'<p>It rained.</p>' * 200}</body></html>".encode()
        pages = [answer("https://a.example/1", large), answer("https://a.example/2", page(2))]
        path = write_warc(tmp_path / name, pages)
    else:
        write = {"csv": write_csv, "parquet": write_parquet}.get(name[2:], write_jsonl)
        path = write(tmp_path / name, given)
    first, second = records(path, bytes=1000)
    assert "is larger than 1,000 bytes" in first.error
    assert not second.error


def test_a_page_that_unpacks_to_too_much_is_an_error(tmp_path):
    packed = gzip.compress(b"<p>It rained.</p>" * 10_000)
    pages = [
        answer("https://a.example/1", packed, head="Content-Encoding: gzip\r\n"),
        answer("https://a.example/2", page(2)),
    ]
    first, second = records(write_warc(tmp_path / "a.warc", pages), bytes=10_000)
    assert "is larger than" in first.error
    assert not second.error


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz"])
def test_a_file_that_unpacks_to_a_multiple_is_left_at_that(tmp_path, monkeypatch, name):
    monkeypatch.setattr("reliability.readers.sources.ALWAYS", 100_000)
    write = write_csv if "csv" in name else write_jsonl
    given = [*rows(3), *({"id": "x", "title": "", "text": "a" * 3_000_000} for _ in range(3))]
    found = records(write(tmp_path / name, given))
    assert "it unpacks to more than 200 times its size" in found[-1].error
    # Rows of ordinary text, packed a hundredfold less, are all read.
    texts = [{"id": str(n), "title": "", "text": " ".join(str(n * k) for k in range(300))} for n in range(300)]
    assert not any(record.error for record in records(write(tmp_path / name, texts)))


def test_a_long_text_of_a_record_is_cut_and_flagged(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": SENTENCE * 20}])
    [record] = records(path)
    assert record.load(Limits(characters=500)).truncated
    assert not record.load().truncated


def test_the_command_holds_the_limits_that_it_is_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE * 20)
    assert "truncated" in json.loads(cli("a.txt", "--max-characters", 400, "--format", "jsonl").stdout)["flags"]
    assert "only a part of it was read" in cli("a.txt", "--max-characters", 400).stdout
    refused = cli("a.txt", "--max-bytes", 400)
    assert (refused.exit_code, refused.stderr) == (
        2,
        "reliability: a.txt: is larger than 400 bytes; split it, or allow more (--max-bytes)\n",
    )
    late = cli("a.txt", "--timeout", "0.000001")
    assert (late.exit_code, late.stderr) == (
        2,
        "reliability: a.txt: took longer than 1e-06 seconds; allow more (--timeout)\n",
    )
    write_jsonl(tmp_path / "a.jsonl", [{"text": SENTENCE * 20}])
    assert json.loads(cli("a.jsonl", "--max-characters", 400).stdout)["flags"].count("truncated") == 1
    assert "larger than 400 bytes" in json.loads(cli("a.jsonl", "--max-bytes", 400).stdout)["error"]
    (tmp_path / "a.pdf").write_bytes(make_pdf([["It rained in Ellery."], ["It stopped."]]))
    assert "truncated" in json.loads(cli("a.pdf", "--max-pages", 1, "--format", "jsonl").stdout)["flags"]


def test_a_text_given_by_the_caller_is_taken_whole():
    [rating] = rate([Document(text=SENTENCE)], stories=False)
    assert rating.document.text == SENTENCE
