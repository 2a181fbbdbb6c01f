"""The whole of training: read, extract, cross-validate, fit, write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed

from reliability import gold as gold_data
from reliability.errors import TrainingError
from reliability.evaluation import cross_validate, figures, folds, some_of
from reliability.extractor import Extraction, SignalExtractor, extract
from reliability.fitting import Material, fit_model
from reliability.model_file import FILE_NAME, save_model
from reliability.resources import models_folder
from reliability.training.card import card, summary
from reliability.training.numbers import HELD_OUT, NUMBERS, Numbers, read_numbers, write_held_out, write_numbers
from reliability.training.sentence_models import READINGS, SentenceMaterial, models_without, read_sentence_material

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.gold import Gold


def train(gold_path: Path, out: Path, data: Path | None) -> str:
    """Train, evaluate and write; see `reliability.training.train_files`."""
    gold = gold_data.read_gold(gold_path)
    articles, sentences = [gold], None
    if data is not None:
        sentences = read_sentence_material(data)
        readings = models_folder() / READINGS
        articles.append(gold_data.read_more(readings, data / "data" / "articles.jsonl.gz", gold.ids))
    return _finish(prepare(articles, gold_path, sentences), gold_path, out)


def retrain(numbers: Path, out: Path) -> str:
    """Do again what follows the reading of texts; see `reliability.training.train_from_numbers`."""
    return _finish(read_numbers(numbers), numbers, out)


def _finish(numbers: Numbers, source: Path, out: Path) -> str:
    material = numbers.material
    with gold_data.naming(source):
        predicted = some_of(cross_validate(material), material.measured)
    labels = {name: values[material.measured] for name, values in material.labels.items()}
    model = fit_model(material)
    n_measured = int(material.measured.sum())
    facts: dict[str, Any] = {
        "gold_sha256": numbers.gold_sha256,
        "n_articles": n_measured,
        "n_publishers": numbers.n_publishers,
        "n_more": len(material.groups) - n_measured,
        "figures": figures(predicted, labels, numbers.corpora),
    }
    model.facts.update(facts)
    try:
        out.mkdir(parents=True, exist_ok=True)
        digest = save_model(model, out / FILE_NAME)
        (out / "figures.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        (out / "card.md").write_text(card(facts, digest), encoding="utf-8")
        write_numbers(numbers, out / NUMBERS)
        write_held_out(numbers.ids, predicted, out / HELD_OUT)
    except OSError as error:
        raise TrainingError(f"{out}: cannot be written ({error.strerror})") from error
    return summary(facts)


def prepare(articles: list[Gold], source: Path, sentences: SentenceMaterial | None = None) -> Numbers:
    """Read every text once and lay out what models are fitted to.

    Where labelled sentences of the same articles are given, an article's sentences are judged by models that have seen
    none of its publisher: else the rating would be tested on texts that a part of it had learned.

    Parameters
    ----------
    articles : list of Gold
        The first is what figures are measured on; all are learned from.
    source : Path
        The file of the first, for errors.
    sentences : SentenceMaterial, optional

    Raises
    ------
    TrainingError
        Where all articles are of one group, before any is read.
    """
    gold, texts = articles[0], [text for one in articles for text in one.texts]
    ids, domains = [name for one in articles for name in one.ids], [name for one in articles for name in one.domains]
    groups = gold_data.publisher_groups(texts, domains)
    with gold_data.naming(source):
        divided = [held_out for _, held_out in folds(groups)]
    extractions = _extractions(texts, ids, domains, divided, sentences)
    extractor = SignalExtractor().fit_extractions(extractions)
    matrix = extractor.transform_extractions(extractions)
    # As exact as the file that keeps them, so that a model fitted from there is the same.
    matrix.data = matrix.data.astype(np.float32).astype(float)
    material = Material(
        extractor,
        matrix,
        {name: np.concatenate([one.labels[name] for one in articles]) for name in gold.labels},
        groups,
        np.arange(len(texts)) < len(gold.texts),
    )
    return Numbers(material, gold.ids, gold.corpora, gold.sha256, len(set(gold.domains) - {""}))


def _extractions(
    texts: list[str],
    ids: list[str],
    domains: list[str],
    divided: list[NDArray[np.intp]],
    sentences: SentenceMaterial | None,
) -> list[Extraction]:
    if sentences is None:
        return [extract(text) for text in texts]
    without = [_same_publishers(held_out, ids, domains, sentences) for held_out in divided]
    models = Parallel(n_jobs=-1)(delayed(models_without)(sentences, articles) for articles in without)
    found: dict[int, Extraction] = {}
    for held_out, judges in zip(divided, models, strict=True):
        found |= {int(row): extract(texts[row], judges) for row in held_out}
    return [found[row] for row in range(len(texts))]


def _same_publishers(
    held_out: NDArray[np.intp], ids: list[str], domains: list[str], sentences: SentenceMaterial
) -> set[str]:
    """Return the articles held out, and those with labelled sentences of the same publishers."""
    publishers = {domains[row] for row in held_out} - {""}
    return {ids[row] for row in held_out} | {a.id for a in sentences.articles if a.domain in publishers}
