from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from reliability.errors import EmptyDocumentError, ReadError
from reliability.readers import read

DATA = Path(__file__).parent / "data"
HTML = b"\n<!-- saved --><!DOCTYPE html><html><body><p>The council met.</p></body></html>"


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_suffix_picks_the_reader(tmp_path: Path) -> None:
    for name, content, expected in [
        ("a.txt", b"# <b>As is</b>", "# <b>As is</b>"),
        ("a.TXT", b"Upper", "Upper"),
        ("a.md", b"# *Head*", "Head"),
        ("a.htm", b"<p>Page</p>", "Page"),
        ("a.xhtml", b"<p>Page</p>", "Page"),
    ]:
        (tmp_path / name).write_bytes(content)
        assert read(tmp_path / name).text == expected


@pytest.mark.parametrize("name", ["page", "page.log", "page.php"])
def test_other_suffixes_are_told_by_content(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(HTML)
    assert read(file).text == "The council met."
    file.write_bytes(HTML.decode().encode("utf-16"))
    assert read(file).text == "The council met."
    file.write_bytes(b"The <html> tag opens a page.")
    assert read(file).text == "The <html> tag opens a page."
    file.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(ReadError, match="is damaged"):
        read(file)


def test_id_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Text")
    assert read("./a.txt").id == "./a.txt"
    assert read(Path("a.txt")).id == "a.txt"
    assert read(str(tmp_path / "a.txt")).id == (tmp_path / "a.txt").as_posix()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, "Café".encode("utf-16"))
    document = read("-")
    assert (document.id, document.text) == ("stdin", "Café")
    give(monkeypatch, HTML)
    assert read(Path("-")).text == "The council met."
    give(monkeypatch, b"%PDF-1.4 cut")
    with pytest.raises(ReadError, match=r"^-: is damaged"):
        read("-")
    give(monkeypatch, b"")
    with pytest.raises(EmptyDocumentError, match=r"^-: is empty"):
        read("-")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ReadError, match=r"^-: there is no standard input"):
        read("-")


def test_standard_input_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.BytesIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=closed))
    with pytest.raises(ReadError, match=r"^-: standard input cannot be read"):
        read("-")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t", "\ufeff \u00a0\n".encode(), " \n".encode("utf-16")])
def test_empty(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    # White space in UTF-8 or UTF-16 is bytes that are no PDF.
    expected = ReadError if name == "a.pdf" and content.strip() else EmptyDocumentError
    with pytest.raises(expected) as caught:
        read(file)
    assert caught.value.name == str(file)


def test_markup_without_text(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("![](a.png)\n\n```\ncode\n```\n")
    with pytest.raises(EmptyDocumentError, match="holds no text besides markup"):
        read(file)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.png"])
def test_binary(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00")
    with pytest.raises(ReadError, match=r"is binary|is no PDF"):
        read(file)


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "target.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    given: list[tuple[str | Path, str]] = [
        (tmp_path / "missing.txt", "there is no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "gone.txt", "is a broken link"),
        (tmp_path / "round.txt", "cannot be opened"),
        ("a\0b.txt", "cannot be opened"),
        ("n" * 5000, "cannot be opened"),
        ("", "there is no such file"),
    ]
    for path, cause in given:
        with pytest.raises(ReadError, match=cause) as caught:
            read(path)
        assert caught.value.name == os.fspath(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        for name in ("pipe", "socket", "/dev/null"):
            with pytest.raises(ReadError, match="is a pipe, socket or device"):
                read(name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Text")
    file.chmod(0)
    with pytest.raises(ReadError, match="may not be read by you"):
        read(file)


def test_no_permission_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Text")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="may not be read by you"):
        read(tmp_path / "a.txt")
