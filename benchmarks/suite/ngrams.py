"""Ridge regression over words and pairs of words, on the same rows and folds: the strongest peer that is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.feature_extraction.text import TfidfVectorizer

from suite.peers import PENALTIES, peer_rows, ridge
from suite.rows import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from suite.peers import Array, Peer
    from suite.setting import Setting

# The penalty at which it reads labelled articles best when one looks at the result: no honest choice, but the hardest
# peer to beat.
_BEST = 1.0


def run(setting: Setting) -> Outcome:
    """Measure it with the penalty chosen inside folds, and with the one that suits it best."""
    texts = setting.articles.texts
    chosen = n_grams(texts, PENALTIES), f"TF-IDF of words and pairs; penalty of {PENALTIES} chosen inside folds"
    best = n_grams(texts, (_BEST,)), f"the same with penalty {_BEST}, which was chosen by looking at its figures"
    peers = {"word n-grams, ridge": chosen, "word n-grams, ridge at its best": best}
    return Outcome([row for name, (peer, differs) in peers.items() for row in peer_rows(setting, name, peer, differs)])


def n_grams(texts: list[str], penalties: Sequence[float]) -> Peer:
    """Return ridge regression over words and pairs of words."""

    def peer(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, groups: NDArray[np.int_]) -> Array:
        counter = TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True)
        known = counter.fit_transform([texts[row] for row in train])
        new = counter.transform([texts[row] for row in test])
        products = (known @ known.T).toarray(), (new @ known.T).toarray()
        return ridge(products, targets[train], groups[train], penalties)

    return peer
