"""Words are looked at once, and memory has an end."""

from reliability.annotation import remembered
from reliability.annotation.remembered import Remembered


def test_a_word_is_looked_at_once():
    asked = []
    lengths = Remembered(lambda word: asked.append(word) or len(word))
    assert [*map(lengths.__getitem__, ["one", "three", "one"])] == [3, 5, 3]
    assert asked == ["one", "three"]


def test_memory_begins_anew_when_it_is_full(monkeypatch):
    monkeypatch.setattr(remembered, "_MOST", 3)
    lengths = Remembered(len)
    assert [lengths["a" * n] for n in range(1, 9)] == list(range(1, 9))
    assert len(lengths) <= 3
