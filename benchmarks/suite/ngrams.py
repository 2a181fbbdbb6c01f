"""Ridge regression over words and pairs of words, on the same rows and folds: the strongest peer that is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.feature_extraction.text import TfidfVectorizer

from suite.peers import PENALTIES, peer_rows, ridge
from suite.rows import Outcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from suite.peers import Array, Peer
    from suite.setting import Setting

NAME = "word n-grams, ridge"
_DIFFERS = f"TF-IDF of words and pairs; penalty of {PENALTIES} chosen inside folds"


def run(setting: Setting) -> Outcome:
    """Measure it."""
    return Outcome(list(peer_rows(setting, NAME, n_grams(setting.articles.texts), _DIFFERS)))


def n_grams(texts: list[str]) -> Peer:
    """Return ridge regression over words and pairs of words."""

    def peer(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, groups: NDArray[np.int_]) -> Array:
        counter = TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True)
        known = counter.fit_transform([texts[row] for row in train])
        new = counter.transform([texts[row] for row in test])
        products = (known @ known.T).toarray(), (new @ known.T).toarray()
        return ridge(products, targets[train], groups[train])

    return peer
