"""Articles that were read sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability.gold import publisher_groups, records, whole_records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

LABELS = ("role", "support", "speculation", "checkable")


@dataclass(frozen=True)
class LabelledText:
    """One article and the labels of its sentences.

    Parameters
    ----------
    id, text, domain : str
    spans : list of (int, int)
        Of its sentences, those without a letter or digit left out.
    labels : dict of str to list of str
        For each of `LABELS` one a sentence.
    is_gold : bool
        Whether figures are measured on it; other articles are only learned from.
    """

    id: str
    text: str
    domain: str
    spans: list[tuple[int, int]]
    labels: dict[str, list[str]]
    is_gold: bool


def read_labelled(labels: Path, articles: Path, *, is_gold: bool = True) -> list[LabelledText]:
    """Read labelled articles.

    Parameters
    ----------
    labels : Path
        JSON lines with the ``id`` of an article and ``sentences``, each with ``start``, ``end`` and `LABELS`.
    articles : Path
        JSON lines with ``id`` and ``text``, and ``domain`` where known.
    is_gold : bool
        See `LabelledText`.

    Raises
    ------
    TrainingError
        Where a file is missing, a record lacks a field, or a label is of an article that is not there.
    """
    with whole_records(labels):
        wanted = {str(record["id"]): record["sentences"] for _, record in records(labels)}
        found = {}
        for _, article in records(articles):
            if str(article.get("id")) in wanted:
                found[str(article["id"])] = _labelled(article, wanted[str(article["id"])], is_gold=is_gold)
        return [found[name] for name in wanted]


def _labelled(article: dict[str, object], sentences: Sequence[dict[str, object]], *, is_gold: bool) -> LabelledText:
    text = str(article["text"])
    told = [(int(str(s["start"])), int(str(s["end"])), s) for s in sentences]
    told = [item for item in told if any(map(str.isalnum, text[item[0] : item[1]]))]
    return LabelledText(
        str(article["id"]),
        text,
        str(article.get("domain") or ""),
        [(start, end) for start, end, _ in told],
        {label: [str(sentence[label]) for _, _, sentence in told] for label in LABELS},
        is_gold,
    )


def text_groups(texts: Sequence[LabelledText]) -> NDArray[np.int_]:
    """Return a group for each article: those of one publisher, and near-duplicates, share it."""
    return publisher_groups([text.text for text in texts], [text.domain for text in texts])
