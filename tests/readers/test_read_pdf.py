from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError

from reliability.errors import EmptyDocumentError, ReadError, ReliabilityError
from reliability.readers.pdf import read_pdf, unwrap

if TYPE_CHECKING:
    from pathlib import Path

FIRST = [
    "Port Ellery bridge report",
    "The swing bridge at Port Ellery will reopen on 6 May, the coun-",
    "cil said on Friday, after a barge struck its northern pier. The",
    "parties signed a non-binding agreement.",
    "Repairs cost 4.2 million euros, according to the minutes of the",
    "works committee. The agreement is a non-",
    "binding one, and the pilots said that they would",
    "1",
]
SECOND = ["wait for the report that is due in June.", "2"]


def make_pdf(pages: list[list[str]]) -> bytes:
    """Write a PDF by hand: a catalogue, its pages and their text in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({text}) Tj 0 -14 Td" for text in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown} ET" if lines else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def rewritten(data: bytes, metadata: dict[str, str] | None = None, password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(data)))
    writer.add_metadata(metadata or {})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_become_paragraphs() -> None:
    title, first, second = read_pdf(make_pdf([FIRST, SECOND]), "a.pdf").text.split("\n\n")
    assert title == "Port Ellery bridge report"
    assert first == (
        "The swing bridge at Port Ellery will reopen on 6 May, the council said on Friday, after a barge struck its "
        "northern pier. The parties signed a non-binding agreement."
    )
    assert second == (
        "Repairs cost 4.2 million euros, according to the minutes of the works committee. The agreement is a "
        "non-binding one, and the pilots said that they would wait for the report that is due in June."
    )


def test_metadata() -> None:
    stated = {"/Title": "Bridge  report", "/Author": "Ines Calder", "/CreationDate": "D:20250314083000Z"}
    document = read_pdf(rewritten(make_pdf([FIRST]), stated), "a.pdf")
    assert (document.title, document.author, document.published) == ("Bridge report", "Ines Calder", "2025-03-14")
    assert read_pdf(rewritten(make_pdf([FIRST]), {"/CreationDate": "yesterday"}), "a.pdf").published == ""


def test_encrypted() -> None:
    with pytest.raises(ReadError, match=r"^a\.pdf: is encrypted; remove the password"):
        read_pdf(rewritten(make_pdf([FIRST]), password="secret"), "a.pdf")
    assert "swing bridge" in read_pdf(rewritten(make_pdf([FIRST]), password=""), "a.pdf").text


def test_encryption_that_pypdf_needs_help_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(PdfReader, "decrypt", refuse)
    with pytest.raises(ReadError, match="install what pypdf misses: cryptography"):
        read_pdf(rewritten(make_pdf([FIRST]), password=""), "a.pdf")


def test_scan() -> None:
    with pytest.raises(EmptyDocumentError, match=r"^a\.pdf: holds no text \(a scan\?\).*OCR"):
        read_pdf(make_pdf([[], []]), "a.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_short(share: float) -> None:
    data = make_pdf([FIRST, SECOND])
    with pytest.raises(ReadError, match="is damaged"):
        read_pdf(data[: int(share * len(data))], "a.pdf")


def test_something_else() -> None:
    with pytest.raises(ReadError, match="is no PDF"):
        read_pdf(b"<html>not found</html>", "a.pdf")
    with pytest.raises(ReadError, match="is damaged"):
        read_pdf(b"%PDF-1.4\nstartxref\n0\n%%EOF", "a.pdf")


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        f"Harbour report {number}\nThe board met for the\nthe {number}th time\nPage {number} of 4"
        for number in range(1, 5)
    ]
    text = unwrap(pages)
    assert "Harbour report" not in text
    assert "Page" not in text
    assert "2th time" in text


def test_bullets_and_blank_lines_part() -> None:
    assert unwrap(["Points of the long agenda:\n• one\n• two goes\nover a line\n\nEnd"]) == (
        "Points of the long agenda:\n\n• one\n\n• two goes over a line\n\nEnd"
    )
    assert unwrap(["", " \n "]) == ""


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_bytes(data: st.DataObject) -> None:
    sound = make_pdf([FIRST, SECOND])
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 60)))
    broken = sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:]
    try:
        document = read_pdf(broken, "a.pdf")
    except ReliabilityError:
        return
    document.text.encode("utf-8")


@given(st.lists(st.text(alphabet="aB \n.•", max_size=60), max_size=2))
def test_unwrap_keeps_every_letter(pages: list[str]) -> None:
    assert "".join(unwrap(pages).split()) == "".join("".join(pages).split())


def test_nothing_reaches_the_terminal(tmp_path: Path) -> None:
    # Offsets that do not fit make pypdf log a warning.
    tmp_path.joinpath("a.pdf").write_bytes(make_pdf([FIRST]).replace(b"Port", b"Portal of the north"))
    code = f"from reliability.readers import read\nassert 'bridge' in read({str(tmp_path / 'a.pdf')!r}).text"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")
