"""In how many articles each term stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reliability.annotation.terms import Frequencies, term
from reliability.gold import records
from reliability.segmentation import tokenized

if TYPE_CHECKING:
    from pathlib import Path

# A term of fewer articles is as good as unheard of, and may be a private name. With 8 or 15 the figures are the same.
_LEAST = 30


def count_terms(path: Path) -> Frequencies:
    """Count the terms of a file of articles; kept are counts of those in at least thirty, nothing of the text."""
    counts: Counter[str] = Counter()
    n_articles = 0
    for _, record in records(path):
        found = {term(word) for word in set(tokenized(str(record.get("text") or "")))}
        counts.update(stem for stem in found if stem is not None)
        n_articles += 1
    return Frequencies(n_articles, {stem: n for stem, n in counts.items() if n >= _LEAST})
