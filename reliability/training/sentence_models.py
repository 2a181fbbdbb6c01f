"""All that judges sentences, learned together and learned again without some articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation import judging, specific, uncertain
from reliability.annotation.annotate import SentenceModels
from reliability.annotation.tagging import load_tagger
from reliability.gold import naming, records
from reliability.resources import models_folder
from reliability.training import specificity, uncertainty
from reliability.training.attributions.sentences import Sentences, lay_out, sentence_figures, train_sentences
from reliability.training.labelled import LabelledText, read_labelled
from reliability.training.uncertainty.network import fit_network

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Sentences of more articles, read for this project by the same rubric: docs/data.md.
READINGS = "readings.jsonl.gz"


@dataclass(frozen=True)
class SentenceMaterial:
    """What the models of sentences are learned from."""

    articles: list[LabelledText]
    support: Sentences
    specific: specificity.Material
    uncertain: uncertainty.Material


def read_sentence_material(data: Path) -> SentenceMaterial:
    """Read all labelled sentences.

    Parameters
    ----------
    data : Path
        Folder with ``gold/sentences.jsonl.gz``, ``gold/articles.jsonl.gz``, ``data/articles.jsonl.gz``,
        ``data/hedging.jsonl.gz`` and ``data/specificity.jsonl.gz``.

    Raises
    ------
    TrainingError
        Where a file is missing or malformed.
    """
    gold, more = data / "gold" / "articles.jsonl.gz", data / "data" / "articles.jsonl.gz"
    articles = read_labelled(data / "gold" / "sentences.jsonl.gz", gold)
    articles += read_labelled(models_folder() / READINGS, more, is_gold=False)
    ids = frozenset(str(record["id"]) for _, record in records(gold))
    words = specificity.learn_words(load_tagger(), more, ids)
    read = [article for article in articles if article.spans]
    marked = [article for article in read if article.is_gold]
    return SentenceMaterial(
        read,
        lay_out(read),
        specificity.read_material(words, data / "data" / "specificity.jsonl.gz", marked),
        uncertainty.read_material(data / "data" / "hedging.jsonl.gz", read),
    )


def train_sentence_models(data: Path, out: Path) -> str:
    """Train all models of sentences and write them; see `reliability.training.train_sentence_files`."""
    out.mkdir(parents=True, exist_ok=True)
    material = read_sentence_material(data)
    with naming(data):
        return _train(material, out)


def _train(material: SentenceMaterial, out: Path) -> str:
    judging.write_support(train_sentences(material.support), out / judging.FILE_NAME)
    specific.write_specific(specificity.train_specific(material.specific), out / specific.FILE_NAME)
    doubt, held_out = uncertainty.train_uncertain(material.uncertain)
    uncertain.write_uncertain(doubt, out / uncertain.FILE_NAME, load_tagger())
    lines = [f"{label}: {figures}" for label, figures in sentence_figures(material.support).items()]
    lines.append(f"specificity: {specificity.specific_figures(material.specific)}")
    lines.append(f"uncertainty: {uncertainty.uncertain_figures(material.uncertain, held_out, doubt.network)}")
    return "\n".join(lines)


def models_without(material: SentenceMaterial, articles: Iterable[str]) -> SentenceModels:
    """Return models that have learned from none of some articles.

    How voices are told apart once each word's doubt is known stays as it ships: 84 numbers for 23,000 sentences.

    Parameters
    ----------
    material : SentenceMaterial
    articles : iterable of str
        Ids.
    """
    without = frozenset(articles)
    support = np.flatnonzero(~np.isin(material.support.articles, list(without)))
    network = fit_network(material.uncertain, material.uncertain.without(without))
    return SentenceModels(
        train_sentences(material.support.some(support)),
        specificity.train_specific(material.specific.without(without)),
        replace(uncertain.load_uncertain(), network=network),
    )
