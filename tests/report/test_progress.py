import io
import sys

import pytest

from reliability.report.progress import show_progress, show_stream


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


def run_steps(monkeypatch, stream, *, wanted=None):
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("reliability.report.progress._EVERY_SECONDS", 0.0)
    with show_stream(100, wanted=wanted) as (show, step):
        show(3, 1, 50)
        step("Comparing", 0, 1200)
        step("Comparing", 600, 1200)
        step("Dividing", 7, 0)
    assert sys.stderr is stream
    return stream.getvalue()


def test_steps_are_told_with_what_is_known_of_them(monkeypatch):
    lines = run_steps(monkeypatch, io.StringIO(), wanted=True).splitlines()
    assert lines[0].endswith("1 errors")
    assert lines[1:] == [
        "reliability: Comparing: 0 of 1,200",
        "reliability: Comparing: 600 of 1,200, 0:00 left",
        "reliability: Dividing: 7 done",
    ]


def test_steps_show_on_a_terminal_and_nowhere_else_unless_wanted(monkeypatch):
    assert "Dividing: 7 done" in run_steps(monkeypatch, Terminal())
    assert run_steps(monkeypatch, Terminal(), wanted=False) == ""
    assert run_steps(monkeypatch, io.StringIO()) == ""


def test_time_that_remains_is_that_of_the_step(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr("reliability.report.progress.time.monotonic", lambda: clock[0])
    with show_stream(100, wanted=True) as (show, step):
        show(3, 0, 50)
        for clock[0], done in ((100.0, 0), (160.0, 300), (161.0, 310)):
            step("Comparing", done, 1200)
    # A second later nothing is written: there are ten between two lines.
    assert sys.stderr.getvalue().splitlines() == [
        "reliability: Comparing: 0 of 1,200",
        "reliability: Comparing: 300 of 1,200, 3:00 left",
    ]
