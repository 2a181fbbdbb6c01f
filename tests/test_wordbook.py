"""Words are numbered once, looked at once, and a full book is followed by a new one."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from reliability import wordbook
from reliability.segmentation import segment
from reliability.wordbook import Wordbook, WordFact, current_wordbook


def test_a_word_is_looked_at_once():
    asked = []
    lengths = WordFact(lambda word: asked.append(word) or len(word))
    book = Wordbook()
    for words in (["one", "three", "one"], ["three", "four"]):
        assert book.look_up(lengths, book.read(words)).tolist() == list(map(len, words))
    assert asked == ["one", "three", "four"]


def test_columns_grow_with_the_book():
    book, lengths = Wordbook(), WordFact(len)
    words = ["a" * n for n in range(1, 3000)]
    for first in range(0, 2999, 7):
        some = words[first : first + 7]
        assert book.look_up(lengths, book.read(some)).tolist() == list(map(len, some))


@pytest.mark.parametrize("dtype", [object, np.bool_, np.intp])
def test_facts_of_no_words(dtype):
    book = Wordbook()
    assert book.look_up(WordFact(len, dtype), book.read([])).dtype == dtype


def test_texts_keep_their_book_when_it_is_full(monkeypatch):
    monkeypatch.setattr(wordbook, "_current", Wordbook())
    monkeypatch.setattr(wordbook, "_MOST", 3)
    old = segment("It rained in Oslo again.")
    numbers = old.numbers.tolist()
    new = segment("It snowed.")
    assert new.wordbook is current_wordbook() is not old.wordbook
    assert (new.numbers.tolist(), numbers) == ([0, 1, 2], [0, 1, 2, 3, 4, 5])
    assert (old.n_words, new.n_words, old.lowered_words[0]) == (5, 2, "it")


def test_threads_give_no_two_words_one_number():
    book = Wordbook()
    texts = [[f"word{n * step % 500}" for n in range(500)] for step in range(1, 40)]
    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(book.read, texts))
    assert sorted(book.values()) == list(range(len(book)))
    for numbers, words in zip(read, texts, strict=True):
        assert [book.words[number] for number in numbers] == words


def test_a_book_goes_to_another_process():
    book = Wordbook(["one", "two"])
    again = pickle.loads(pickle.dumps(book))
    assert (again, again.words, again["three"]) == ({"one": 0, "two": 1, "three": 2}, ["one", "two", "three"], 2)
