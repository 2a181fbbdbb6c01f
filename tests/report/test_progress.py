import io
import sys

import pytest

from reliability.report.progress import show_progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(monkeypatch, stream, total, *, wanted=None):
    # Within the test and not in a fixture: pytest puts its own stream back between the two.
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with show_progress(total, wanted=wanted) as advance:
        for _ in range(total):
            advance()
    assert sys.stderr is stream
    return stream.getvalue()


@pytest.mark.parametrize(
    ("total", "wanted", "shown"), [(3, None, False), (30, None, True), (3, True, True), (30, False, False)]
)
def test_the_bar_shows_for_many_documents_or_when_wanted(monkeypatch, total, wanted, shown):
    assert ("Rating" in run(monkeypatch, Terminal(), total, wanted=wanted)) is shown


def test_the_bar_shows_for_slow_documents(monkeypatch):
    monkeypatch.setattr("reliability.report.progress._LONG_SECONDS", -1.0)
    assert "Rating" in run(monkeypatch, Terminal(), 2)


def test_no_bar_where_there_is_no_terminal_unless_wanted(monkeypatch):
    assert run(monkeypatch, io.StringIO(), 30) == ""
    assert "30/30" in run(monkeypatch, io.StringIO(), 30, wanted=True)


def test_the_bar_is_gone_once_all_is_done(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress(1, wanted=True) as advance:
        advance()
        assert sys.stderr is stream


def test_the_bar_goes_away_when_work_breaks_off(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)

    def break_off():
        with show_progress(30) as advance:
            advance()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert sys.stderr is stream
