import threading
import time

import pytest

from reliability.corpus.deadline import OutOfTime, limited


def work(seconds):
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            sum(range(1000))
        except Exception:
            raise AssertionError("a parser would have swallowed it") from None


def in_thread(function):
    found = []

    def call():
        try:
            found.append(function())
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    return found[0]


def overlong():
    with limited(0.05):
        work(5)


def test_the_main_thread_is_stopped_even_where_it_waits():
    with pytest.raises(OutOfTime):
        overlong()
    with pytest.raises(OutOfTime), limited(0.05):
        time.sleep(5)


def test_another_thread_is_stopped_and_nothing_strikes_later():
    assert isinstance(in_thread(overlong), OutOfTime)

    def many():
        for _ in range(50):
            try:
                with limited(0.002):
                    work(0.002)
            except OutOfTime:
                pass
            work(0.001)
        return "whole"

    assert in_thread(many) == "whole"


class Finalized:
    def __del__(self):
        work(0.2)


def overlong_with_a_finalizer():
    with limited(0.05):
        Finalized()
        work(30)


def test_it_strikes_again_where_a_finalizer_let_nothing_through(monkeypatch):
    lost = []
    monkeypatch.setattr("sys.unraisablehook", lambda what: lost.append(what.exc_type))
    began = time.monotonic()
    with pytest.raises(OutOfTime):
        overlong_with_a_finalizer()
    assert isinstance(in_thread(overlong_with_a_finalizer), OutOfTime)
    assert lost == [OutOfTime, OutOfTime]
    assert time.monotonic() - began < 25
    work(0.3)


def test_work_in_time_is_left_alone():
    for seconds in (None, 5):
        with limited(seconds):
            assert sum(range(3)) == 3
