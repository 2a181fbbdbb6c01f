import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reliability.report.terminal import draw_bar, make_line, make_safe, open_console, shorten


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def a_plain_environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_gets_styles():
    assert open_console(Terminal()).color_system is not None


def test_a_file_gets_neither_styles_nor_another_width(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    console = open_console(None)
    assert (console.color_system, console.width) == (None, 80)


def test_a_pipe_is_80_columns_wide_unless_told():
    assert open_console(io.StringIO()).width == 80


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("wide", 80), ("0", 80), ("", 80)])
def test_columns_decide_the_width_of_a_pipe(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert open_console(io.StringIO()).width == width


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_wants_no_styles_gets_none(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert open_console(Terminal()).color_system is None


def test_escapes_and_what_turns_the_line_around_are_replaced():
    assert make_safe("a\x1b[2Jb\u202ec\ud800d\x9be") == "a�[2Jb�c�d�e"


@given(st.text(st.characters(exclude_categories=[])))
def test_safe_text_keeps_every_offset_and_can_be_written(text):
    safe = make_safe(text)
    assert len(safe) == len(text)
    safe.encode("utf-8")
    assert not any(ord(character) < 32 and character != "\n" for character in safe)


@given(st.text(st.characters(exclude_categories=[])))
def test_a_name_is_one_line(text):
    assert len(make_line(text).splitlines()) <= 1


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_shortened_name_fits(name, cells):
    assert cell_len(shorten(name, cells)) <= cells


def test_the_end_of_a_path_stays():
    assert shorten("a-crawl/site-of-one-publisher/index.html", 24) == "…ne-publisher/index.html"


def test_a_long_file_name_keeps_both_ends():
    short = shorten("x/" + "a" * 40 + "-final.pdf", 20)
    assert short.startswith("aaa")
    assert short.endswith("nal.pdf")


def test_no_accent_or_skin_colour_is_left_without_its_character():
    assert shorten("x" + "e\u0301" * 40, 9) == "xe\u0301e\u0301e\u0301e\u0301…e\u0301e\u0301e\u0301"
    for cells in range(4, 30):
        tail = shorten("a" * 20 + "e\u0301\U0001f44d\U0001f3fd" * 9, cells).split("…")[1]
        assert tail[:1] not in {"\u0301", "\U0001f3fd"}


@pytest.mark.parametrize(
    ("value", "bar"),
    [(0, "░░░░"), (0.5, "██░░"), (1, "████"), (2, "████"), (-1, "░░░░"), (None, "–"), (float("nan"), "–")],
)
def test_bars(value, bar):
    assert draw_bar(value, 4) == bar


def test_bars_in_ascii():
    assert draw_bar(0.25, 4, ascii_only=True) == "#..."
    assert draw_bar(None, 4, ascii_only=True) == "-"
