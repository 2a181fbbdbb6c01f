"""The whole of training: read, extract, cross-validate, fit, write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed

from reliability import gold as gold_data
from reliability.annotation.names import names
from reliability.annotation.particulars import particulars
from reliability.annotation.wording import patterns, stream
from reliability.errors import TrainingError
from reliability.evaluation import cross_validate, figures, folds
from reliability.extractor import Extraction, SignalExtractor, extract
from reliability.fitting import Material, fit_model
from reliability.model_file import FILE_NAME, save_model
from reliability.segmentation import segment
from reliability.training.card import card, summary
from reliability.training.sentence_models import SentenceMaterial, models_without, read_sentence_material

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy import sparse

# Wordings need no more than the beginning of a long text, which is where news says what it stands on.
_UNLABELLED_CHARACTERS = 8000


def train(gold_path: Path, out: Path, unlabelled_path: Path | None, sentences_path: Path | None) -> str:
    """Train, evaluate and write; see `reliability.training.train_files`."""
    gold = gold_data.read_gold(gold_path)
    sentences = read_sentence_material(sentences_path) if sentences_path else None
    material = prepare(gold, unlabelled_path, sentences)
    measured = figures(cross_validate(material), gold.labels, gold.corpora)
    model = fit_model(material)
    facts: dict[str, Any] = {
        "gold_sha256": gold.sha256,
        "n_articles": len(gold.texts),
        "n_publishers": len(set(gold.domains) - {""}),
        "n_unlabelled": material.unlabelled.shape[0],
        "figures": measured,
    }
    model.facts.update(facts)
    try:
        out.mkdir(parents=True, exist_ok=True)
        digest = save_model(model, out / FILE_NAME)
        (out / "figures.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        (out / "card.md").write_text(card(facts, digest), encoding="utf-8")
    except OSError as error:
        raise TrainingError(f"{out}: cannot be written ({error.strerror})") from error
    return summary(facts)


def prepare(gold: gold_data.Gold, unlabelled_path: Path | None, sentences: SentenceMaterial | None = None) -> Material:
    """Read every text once and lay out what models are fitted to.

    Where labelled sentences of the same articles are given, an article's sentences are judged by models that have seen
    none of its publisher: else the rating would be tested on texts that a part of it had learned.
    """
    groups = gold_data.publisher_groups(gold.texts, gold.domains)
    extractions = _extractions(gold, groups, sentences)
    extractor = SignalExtractor().fit_extractions(extractions)
    counts, domains = _unlabelled(unlabelled_path, extractor, set(gold.ids))
    return Material(
        extractor=extractor,
        matrix=extractor.transform_extractions(extractions),
        labels=gold.labels,
        groups=groups,
        domains=np.array(gold.domains),
        unlabelled=counts,
        unlabelled_domains=domains,
    )


def _extractions(
    gold: gold_data.Gold, groups: NDArray[np.int_], sentences: SentenceMaterial | None
) -> list[Extraction]:
    if sentences is None:
        return [extract(text) for text in gold.texts]
    found: dict[int, Extraction] = {}
    divided = [held_out for _, held_out in folds(groups)]
    models = Parallel(n_jobs=-1)(
        delayed(models_without)(sentences, _same_publishers(gold, held_out, sentences)) for held_out in divided
    )
    for held_out, judges in zip(divided, models, strict=True):
        found |= {int(row): extract(gold.texts[row], judges) for row in held_out}
    return [found[row] for row in range(len(gold.texts))]


def _same_publishers(gold: gold_data.Gold, held_out: NDArray[np.intp], sentences: SentenceMaterial) -> set[str]:
    """Return the articles held out, and those with labelled sentences of the same publishers."""
    publishers = {gold.domains[row] for row in held_out} - {""}
    return {gold.ids[row] for row in held_out} | {a.id for a in sentences.articles if a.domain in publishers}


def _unlabelled(path: Path | None, extractor: SignalExtractor, known: set[str]) -> tuple[sparse.csr_matrix, Any]:
    """Return pattern counts and publishers of the texts that are not among the labelled ones."""
    if path is None:
        return extractor.count([]), np.array([], dtype=str)
    rows = [record for _, record in gold_data.records(path) if str(record.get("id")) not in known]
    texts = [str(row.get("text") or "")[:_UNLABELLED_CHARACTERS] for row in rows]
    counted: list[Counter[str]] = Parallel(n_jobs=-1, batch_size=64)(delayed(_patterns)(text) for text in texts)
    return extractor.count(counted), np.array([str(row.get("domain") or "") for row in rows])


def _patterns(text: str) -> Counter[str]:
    segments = segment(text)
    return patterns(stream(segments, names(segments), particulars(segments)))
