"""Files made to exhaust a machine are refused, or read up to a limit, within bounded memory and time."""

from __future__ import annotations

import gzip
import os
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from commands import ROOT
from making import answer, page

MIB = 2**20
# The command alone takes 250 MB, a document of a million characters 450.
MOST_MEGABYTES = 900
pytestmark = pytest.mark.slow


def packed(path, head, unit, times, tail=b""):
    # The fastest: a bomb is made of what packs well anyway.
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(head)
        for _ in range(times):
            stream.write(unit)
        stream.write(tail)


def gzip_bomb():
    packed("a.jsonl.gz", b'{"text": "It rained."}\n{"text": "', b"a" * MIB, 1024, b'"}\n')
    return "a.jsonl.gz", "it unpacks to more than 200 times its size"


def zstd_bomb():
    import zstandard

    made = zstandard.ZstdCompressor().compressobj()
    with Path("a.jsonl.zst").open("wb") as stream:
        stream.write(made.compress(b'{"text": "It rained."}\n{"text": "'))
        stream.writelines(made.compress(b"a" * MIB) for _ in range(2048))
        stream.write(made.flush())
    return "a.jsonl.zst", "it unpacks to more than 200 times its size"


def endless_cell():
    Path("a.csv").write_bytes(b'id,text\n1,It rained.\n2,"' + b"word " * (10 * MIB))
    return "a.csv", "is larger than 16 MiB"


def endless_row():
    # Each line closes a cell, holds 250,000 small ones, and opens another.
    Path("a.csv").write_bytes(b'id,text\n1,It rained.\n2,"' + (b'x",' + "éa,".encode() * (MIB // 4) + b'"\n') * 64)
    return "a.csv", "perhaps a quotation mark is not closed"


def large_warc_record():
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    size = 2 * 1024 * MIB
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:a>\r\nWARC-Target-URI: https://a.example/\r\n"
        "WARC-Date: 2025-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {size + len(http)}\r\n\r\n"
    )
    packed("a.warc.gz", head.encode() + http, b"a" * MIB, size // MIB, b"\r\n\r\n")
    with Path("a.warc.gz").open("ab") as stream:
        stream.write(gzip.compress(answer("https://a.example/2", page(2))))
    return "a.warc.gz", "is larger than 16 MiB"


def packed_page():
    Path("a.warc").write_bytes(
        answer("https://a.example/1", gzip.compress(b"a" * (1024 * MIB), 1), head="Content-Encoding: gzip\r\n")
    )
    return "a.warc", "is larger than 16 MiB"


def parquet_cell():
    import pyarrow
    import pyarrow.parquet

    # One cell, made in place: this process would need several times its size otherwise.
    size = 1024 * MIB
    buffers = [None, pyarrow.py_buffer(struct.pack("<2i", 0, size)), pyarrow.py_buffer(b"a" * size)]
    table = pyarrow.table({"text": pyarrow.Array.from_buffers(pyarrow.string(), 1, buffers)})
    pyarrow.parquet.write_table(table, "a.parquet", compression="zstd", use_dictionary=False, write_statistics=False)
    return "a.parquet", "unpacks to 1,024 MiB"


def nested_json():
    Path("a.jsonl").write_bytes(b'{"text": [' + b"{}," * (5 * MIB) + b"{}]}\n")
    return "a.jsonl", "holds a list in field 'text'"


def deep_json():
    Path("a.jsonl").write_bytes(b'{"text": ' + b"[" * (8 * MIB) + b"\n")
    return "a.jsonl", "is no JSON"


def sparse_file():
    with Path("a.html").open("wb") as stream:
        stream.truncate(10 * 1024 * MIB)
    return "a.html", "is larger than 16 MiB"


def tags():
    Path("a.html").write_bytes(b"<html><body>" + b"<b>" * (4 * MIB))
    return "a.html", "holds more than 200,000 tags"


def long_text_node():
    Path("a.html").write_bytes(b"<html><body><p>" + b"word " * (3 * MIB))
    return "a.html", "is nested too deeply, or its text too long"


def entities():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha">{levels}]><html><body><p>&e11;</p></body></html>'
    Path("a.xhtml").write_text(text)
    return "a.xhtml", ""


def markdown_tokens():
    Path("a.md").write_bytes(b"*a **b " * MIB)
    return "a.md", ""


def pdf_of(stream, times, pages=1):
    content = zlib.compress(stream * times, 9)
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        *[b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"] * pages,
    ]
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    Path("a.pdf").write_bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer)


def pdf_stream():
    pdf_of(b"BT /F1 9 Tf (a) Tj ET\n", 4 * MIB)
    return "a.pdf", "unpacks to more than a document holds"


def pdf_operators():
    pdf_of(b"q Q ", 16 * 1024, pages=500)
    return "a.pdf", "holds no text"


def pdf_pages():
    lines = b"(It rained all day in Ellery, Ann Ito said on Monday.) Tj 0 -14 Td " * 3
    pdf_of(b"BT /F1 9 Tf 9 700 Td %s ET\n" % lines, 1, pages=5000)
    return "a.pdf", "only a part of it was read"


BOMBS = [
    gzip_bomb, zstd_bomb, endless_cell, endless_row, large_warc_record, packed_page, parquet_cell, nested_json,
    deep_json, sparse_file, tags, long_text_node, entities, markdown_tokens, pdf_stream, pdf_operators, pdf_pages,
]  # fmt: skip


@pytest.mark.parametrize("make", BOMBS, ids=lambda make: make.__name__)
def test_what_is_made_to_exhaust_a_machine_does_not(tmp_path, monkeypatch, make):
    monkeypatch.chdir(tmp_path)
    name, said = make()
    # The child's own peak: this process is large by now.
    code = (
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], timeout=280);"
        "print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    command = [sys.executable, "-c", code, sys.executable, "-m", "reliability", "score", name, "--timeout", "120"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stdout.split("peak ")[-1]) < MOST_MEGABYTES


def test_the_peak_would_be_seen(tmp_path):
    code = "x = b'a' * (950 * 2**20)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", code], check=True)
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024 > MOST_MEGABYTES
