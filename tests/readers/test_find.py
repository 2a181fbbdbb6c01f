from __future__ import annotations

import os
from pathlib import Path

import pytest

from reliability.errors import ReadError
from reliability.readers import find, read


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [
        "news/b.txt",
        "news/a.html",
        "news/A.MD",
        "news/README.md",
        "news/readme.txt",
        "news/picture.png",
        "news/.hidden.txt",
        "news/.git/config.txt",
        "news/deep/er/c.pdf",
        "news/deep/d.markdown",
        "news/deep/README",
        "odd/x[1].txt",
        "odd/notes.log",
        "bare/README.md",
    ]:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Text")
    return tmp_path


def test_folder(news: Path) -> None:
    expected = ["news/A.MD", "news/a.html", "news/b.txt", "news/deep/d.markdown", "news/deep/er/c.pdf"]
    assert list(find(["news"])) == expected
    assert list(find(["news/"])) == expected
    assert list(find([Path("news")])) == expected
    assert list(find(["./news/deep"])) == ["./news/deep/d.markdown", "./news/deep/er/c.pdf"]
    assert next(find([str(news / "news" / "deep")])) == f"{news.as_posix()}/news/deep/d.markdown"


def test_current_folder(news: Path) -> None:
    assert next(find(["."])) == "./news/A.MD"


def test_what_is_found_can_be_read(news: Path) -> None:
    first = next(find(["news"]))
    assert isinstance(first, str)
    assert read(first).id == "news/A.MD"


def test_patterns(news: Path) -> None:
    assert list(find(["news/*.txt"])) == ["news/b.txt", "news/readme.txt"]
    assert list(find(["news/**/*.pdf"])) == ["news/deep/er/c.pdf"]
    assert list(find(["news/[ab].*"])) == ["news/a.html", "news/b.txt"]
    assert list(find(["odd/*"])) == ["odd/notes.log", "odd/x[1].txt"]


def test_a_file_that_looks_like_a_pattern(news: Path) -> None:
    assert list(find(["odd/x[1].txt"])) == ["odd/x[1].txt"]


def test_files_are_passed_on_as_they_are(news: Path) -> None:
    given = ["-", "missing.txt", "news/README.md", "news/picture.png", "news/b.txt", "a\0b", ""]
    assert list(find(given)) == given


def test_a_bad_argument_does_not_cost_the_others(news: Path) -> None:
    found = list(find(["bare", "news/*.docx", "news/b.txt", "a\0*"]))
    errors = [item for item in found if isinstance(item, ReadError)]
    assert [item for item in found if isinstance(item, str)] == ["news/b.txt"]
    assert [error.name for error in errors] == ["bare", "news/*.docx", "a\0*"]
    assert "this folder holds no document" in errors[0].cause
    assert "no file matches" in errors[1].cause


def test_broken_links_are_left_to_reading(news: Path) -> None:
    Path("odd/gone.txt").symlink_to("nowhere")
    assert list(find(["odd"])) == ["odd/gone.txt", "odd/x[1].txt"]
    assert list(find(["odd/g*"])) == ["odd/gone.txt"]


def test_links_to_folders_are_not_followed(news: Path) -> None:
    Path("odd/round").symlink_to("..")
    assert list(find(["odd"])) == ["odd/x[1].txt"]


def test_folder_that_cannot_be_listed(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("er"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    *found, error = find(["news/deep"])
    assert found == ["news/deep/d.markdown"]
    assert isinstance(error, ReadError)
    assert error.name == "news/deep/er"
    assert "cannot be listed: Permission denied" in error.cause
