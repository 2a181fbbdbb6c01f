"""Threads and processes give what one gives, and memory stays flat however many documents pass."""

import functools
import gc
import multiprocessing
import sys
import tracemalloc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest

import reliability
from reliability import wordbook
from reliability.annotation import tagging, uncertain
from reliability.annotation.remembered import Remembered

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def articles():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from load import documents

    sys.path.pop(0)
    return documents


def shown(text):
    [rating] = reliability.rate([text])
    return rating.to_dict()


@pytest.fixture(scope="module")
def texts(articles):
    seeds = [reliability.read(path).text for path in sorted((ROOT / "seeds").iterdir()) if path.stem != "README"]
    return seeds + list(islice(articles(seed=7), 35))


@pytest.fixture(scope="module")
def alone(texts):
    return list(map(shown, texts))


@contextmanager
def restless_threads():
    """Change threads more often than by themselves, so that each is caught in the middle of everything."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            yield pool
    finally:
        sys.setswitchinterval(before)


def few_words(monkeypatch, most):
    """Let the memories of words hold fewer than they do."""
    for name in ("wordbook._MOST", "annotation.remembered._MOST", "annotation.uncertain.network._REMEMBERED"):
        monkeypatch.setattr(f"reliability.{name}", most)


def forget():
    tagging.read_tagger.cache_clear()
    uncertain.files._read.cache_clear()


def test_eight_threads_give_what_one_gives(texts, alone):
    with restless_threads() as pool:
        assert list(pool.map(shown, texts * 4)) == alone * 4


def test_eight_threads_that_meet_every_word_anew_give_what_one_gives(texts, alone, monkeypatch):
    """What is remembered of words is thrown away in the middle of other threads' texts."""
    few_words(monkeypatch, 700)
    forget()
    with restless_threads() as pool:
        found = list(pool.map(shown, texts * 2))
    forget()
    assert [one["score"] for one in found] == pytest.approx([one["score"] for one in alone * 2], abs=1e-6)
    assert [one["evidence"] for one in found] == [one["evidence"] for one in alone * 2]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_processes_give_what_one_gives(texts, alone, method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(shown, texts[:10])) == alone[:10]


def collect():
    """Empty what Python bounds itself, ``lru_cache``: it fills for very long, with words of any length."""
    for one in gc.get_objects():
        # Those that keep a few keep models; what has no bound is what is looked for.
        if isinstance(one, functools._lru_cache_wrapper) and (one.cache_parameters()["maxsize"] or 0) > 16:
            one.cache_clear()
    gc.collect()


def forget_words():
    """Empty every memory of words, so that only what is kept for no reason is left."""
    wordbook._current = wordbook.Wordbook()
    for one in gc.get_objects():
        if isinstance(one, Remembered):
            one.clear()
        elif isinstance(one, tagging.network._Memory):
            one.numbers.clear()
        elif isinstance(one, uncertain.network._Memory):
            one.rows.clear()
    collect()


def growth(texts, first, before_measuring):
    """Return how many bytes more are held at the end of a stream than after its first texts."""
    reliability.rate(["It may rain."])  # models are read before
    held = 0
    tracemalloc.start()
    for number, _ in enumerate(reliability.rate_stream(texts), start=1):
        if number == first:
            before_measuring()
            held = tracemalloc.get_traced_memory()[0]
    before_measuring()
    grown = tracemalloc.get_traced_memory()[0] - held
    tracemalloc.stop()
    return grown


def test_words_of_many_letters_are_not_kept():
    """An encoded picture of 40 kB in each of a hundred documents: less than a quarter of one of them is kept of each.

    Each brings one new piece of 256 letters, of which a dozen memories keep some 3 to 5 kB with what they found.
    """
    texts = (f"The mayor said on Monday that it may rain. {'Xy' * 20_000}{number} ended." for number in range(120))
    assert growth(texts, 20, gc.collect) < 100 * 10_000


def words(first, n=3_000):
    """Return a text of so many words that no other has."""
    return " ".join(f"word{number}" for number in range(first, first + n))


def test_texts_of_very_many_words_leave_no_more_behind_than_the_first(monkeypatch):
    """Memories of words that hold fewer than one text has: they begin anew, and do not grow."""
    few_words(monkeypatch, 2_000)
    monkeypatch.setattr("reliability.annotation.tagging.network._REMEMBERED", 2_000)
    forget()
    grown = growth([words(0), "It may rain.", *map(words, range(10_000, 50_000, 10_000)), "It may rain."], 2, collect)
    forget()
    assert grown < 100_000


def test_memory_stays_flat(articles):
    """Of 300 documents with some 2,000 new words nothing is kept once the memories of words are empty."""
    assert growth(islice(articles(), 350), 50, forget_words) < 50_000
