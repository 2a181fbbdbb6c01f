"""Sentence boundaries learned from unlabelled text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nltk.tokenize.punkt import PunktParameters, PunktTrainer

from reliability import lexicons
from reliability.gold import records
from reliability.segmentation import ASCII_QUOTES, dump_punkt

if TYPE_CHECKING:
    from collections.abc import Iterable

# Set on 10 MB of the training articles: below, chance pairs such as "logo." are taken for abbreviations.
_ABBREVIATION_SCORE = 2.0
_STARTER_SCORE = 100.0
# Rarer words say little about a next text and would make up nine tenths of the file.
_LEAST_COUNT = 5


def train_punkt(texts: Iterable[str]) -> PunktParameters:
    """Learn Punkt's parameters and keep what carries over to other texts.

    Rare abbreviations, rare words, and sentence starters that are neither function words nor adverbs (names and page
    furniture are among them) are dropped; common abbreviations
    of other subjects are added from ``lexicons/abbreviations.txt``.

    Parameters
    ----------
    texts : iterable of str
        Plain texts in one language, some megabytes together.

    Returns
    -------
    nltk.tokenize.punkt.PunktParameters
    """
    trainer = PunktTrainer()
    # "Mr" without a period, as the British write it, would else keep "Mr." from being learned.
    trainer.IGNORE_ABBREV_PENALTY = True
    trainer.ABBREV = _ABBREVIATION_SCORE
    trainer.SENT_STARTER = _STARTER_SCORE
    for text in texts:
        trainer.train(text.translate(ASCII_QUOTES), finalize=False)
    trainer.finalize_training()
    learned = trainer.get_params()
    counts = trainer._type_fdist
    kept = PunktParameters()
    kept.abbrev_types = {a for a in learned.abbrev_types if counts[a + "."] >= _LEAST_COUNT and a[0].isalpha()}
    kept.abbrev_types |= set(lexicons.lines("abbreviations"))
    for word, context in learned.ortho_context.items():
        if counts[word] >= _LEAST_COUNT:
            kept.ortho_context[word] = context
    closed = lexicons.words("function_words")
    kept.sent_starters = {word for word in learned.sent_starters if word in closed or word.endswith("ly")}
    kept.collocations = set()
    return kept


def main(source: str, target: str) -> None:
    """Train on a JSON lines file of articles, every third one: that is fifteen megabytes, and more changes nothing."""
    texts = [str(record["text"]) for number, record in records(Path(source)) if number % 3 == 0]
    dump_punkt(train_punkt(texts), Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:])
