"""Rating reaches for no network, starts no process and writes nothing but what was asked for, whatever is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import run_python
from making import answer, rows, write_csv, write_jsonl, write_parquet, write_warc

pytestmark = pytest.mark.slow
WATCHED = Path(__file__).with_name("watched.py")
PROSE = "Harbour master Ann Ito said on Monday that 14 ferries had been repaired, the port's minutes show. " * 3
LEAVING = "https://outside.example/"

HTML = f"""<?xml version="1.0"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{LEAVING}a.dtd" [
  <!ENTITY outside SYSTEM "{LEAVING}entity">
  <!ENTITY local SYSTEM "file:///etc/hostname">
  <!ENTITY % parameter SYSTEM "{LEAVING}parameter"> %parameter;
]>
<html><head><title>Ferries &outside;</title><base href="{LEAVING}"><meta http-equiv="refresh" content="0;url={LEAVING}">
<link rel="stylesheet" href="{LEAVING}style.css"><link rel="canonical" href="{LEAVING}story">
<meta property="og:image" content="{LEAVING}image.png"><script src="{LEAVING}code.js">fetch("{LEAVING}")</script>
<script type="application/ld+json">{{"@context": "{LEAVING}", "@type": "NewsArticle", "url": "{LEAVING}"}}</script>
</head>
<body><article><h1>Ferries</h1><p>{PROSE} &local; &outside;</p><img src="{LEAVING}1.png" onerror="fetch()">
<iframe src="{LEAVING}frame"></iframe><object data="file:///etc/passwd"></object>
<p>{PROSE}</p></article></body></html>"""

MARKDOWN = f"""# Ferries

{PROSE}

![picture]({LEAVING}1.png) [link]({LEAVING}) <img src="{LEAVING}2.png"> <script src="{LEAVING}"></script>
"""


def launching_pdf() -> bytes:
    """A PDF that would start programs, open addresses and run scripts when it is opened."""
    text = "".join(f"({line}) Tj 0 -14 Td " for line in PROSE.replace("'", "").split(" that "))
    stream = f"BT /F1 9 Tf 72 700 Td {text} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /JavaScript 9 0 R >> >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> /AA << /O 6 0 R >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
        f"<< /S /URI /URI ({LEAVING}) >>",
        f"<< /S /JavaScript /JS (app.launchURL\\('{LEAVING}'\\)) >>",
        "<< /Names [(a) 8 0 R] >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size 10 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 10\n0000000000 65535 f \n{table}{trailer}".encode()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "a.txt").write_text(f"{PROSE}\n{LEAVING}\n")
    (folder / "a.html").write_text(HTML)
    (folder / "a.xhtml").write_text(HTML)
    (folder / "a.md").write_text(MARKDOWN)
    (folder / "a.pdf").write_bytes(launching_pdf())
    (folder / "page").write_text(HTML)
    given = [{**row, "text": HTML, "url": LEAVING} for row in rows(2)]
    write_jsonl(folder / "b.jsonl", given)
    write_jsonl(folder / "b.jsonl.gz", given)
    write_jsonl(folder / "b.jsonl.zst", given)
    write_csv(folder / "b.csv", given)
    write_parquet(folder / "b.parquet", given)
    write_warc(folder / "b.warc.gz", [answer(LEAVING, HTML.encode())])
    return folder


def watched(tmp_path, *arguments):
    """Run the command and return what it did besides reading, and how it ended."""
    report = tmp_path / "report"
    done = run_python("-B", WATCHED, report, *arguments, cwd=tmp_path)
    events = report.read_text().splitlines()
    # Standard streams are duplicated, and the null device may be written to by anybody.
    return [event for event in events if "/dev/null" not in event], done


def test_reading_and_rating_every_format_leaves_no_trace(tmp_path, files):
    before = sorted(tmp_path.iterdir())
    names = ["a.txt", "a.html", "a.xhtml", "a.md", "a.pdf", "page"]
    events, done = watched(tmp_path, *(files / name for name in names), "--explain")
    assert (events, done.stderr.decode(), done.returncode) == ([], "", 0)
    assert sorted(set(tmp_path.iterdir()) - {tmp_path / "report"}) == before
    assert "root:" not in done.stdout.decode()


def test_rating_records_leaves_no_trace(tmp_path, files):
    events, done = watched(tmp_path, *sorted(files.glob("b.*")), "--summary", tmp_path / "said")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b'"error": null') == 11
    assert {path.name for path in tmp_path.iterdir()} == {"report", "said"}
    assert all(str(tmp_path) in event for event in events)


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_only_the_output_is_written(tmp_path, files, form):
    events, done = watched(tmp_path, files / "a.html", "--format", form, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert events
    assert all(str(tmp_path / "out") in event or str(tmp_path / ".reliability-") in event for event in events)
    assert {path.name for path in tmp_path.iterdir()} == {"report", "out"}


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_rows_leave_the_output_and_its_manifest(tmp_path, files, suffix):
    output = tmp_path / f"out.{suffix}"
    events, done = watched(tmp_path, files / "b.jsonl", "--output", output)
    assert done.returncode == 0, done.stderr
    assert all(f"out.{suffix}" in event or "/.reliability-" in event for event in events)
    assert {path.name for path in tmp_path.iterdir()} == {"report", output.name, f"{output.name}.manifest.json"}


def test_the_watch_sees_sockets_and_writes(tmp_path):
    code = "import socket, pathlib; pathlib.Path('x').write_text('a'); socket.create_connection(('127.0.0.1', 9))"
    shutil.copy(WATCHED, tmp_path / "watched.py")
    script = (tmp_path / "watched.py").read_text().partition("from reliability")[0] + code
    (tmp_path / "watched.py").write_text(script)
    done = run_python("-B", tmp_path / "watched.py", tmp_path / "report", cwd=tmp_path)
    events = (tmp_path / "report").read_text()
    assert b"this test has no network" in done.stderr
    assert "open ('x', 'w'" in events
    assert "socket." in events


def test_sockets_are_denied_to_the_library_too(monkeypatch, files):
    import socket

    from reliability import rate, read

    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    documents = [read(path) for path in sorted(files.glob("a.*"))]
    assert len(rate(documents)) == 5
    assert "root:" not in "".join(document.text for document in documents)
