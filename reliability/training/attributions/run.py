"""The whole of it: vectors, teacher, student, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from reliability.annotation import kinds as kind_files
from reliability.annotation import tagging
from reliability.annotation.arrays import write_arrays
from reliability.gold import naming, records
from reliability.resources import attribution_models_from
from reliability.training.attributions.kinds import explained_names, kinds_accuracy, labelled_spans, train_kinds
from reliability.training.attributions.material import read_marked, read_unmarked
from reliability.training.attributions.student import train_student
from reliability.training.attributions.teacher import Teacher, mark, train_teacher
from reliability.training.attributions.vectors import learn_vectors
from reliability.training.sentence_models import train_sentence_models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from reliability.training.attributions.material import Article

# The teacher marks every fourth article, 1,800 of many subjects; the student sees each so often.
_STEP = 4
_EPOCHS = 20
# Of what people marked and what the teacher makes of the same tokens: it evens out what one reader overlooked.
_TEACHER_SHARE = 0.5


def train_attributions(data: Path, out: Path, teacher_file: Path | None = None) -> str:
    """Train everything by which attributions are found; see `reliability.training.train_attribution_files`."""
    # What is in the rating's gold stays out, so that its cross-validation meets texts that nothing has learned from.
    gold = frozenset(str(record["id"]) for _, record in records(data / "gold" / "articles.jsonl.gz"))
    everything = data / "data" / "articles.jsonl.gz"
    marked_files = [data / "data" / f"attributions-{part}.jsonl.gz" for part in ("train", "dev")]
    words, vectors = _vectors(everything, gold)
    marked, unmarked = read_marked(marked_files[0], gold), read_unmarked(everything, gold, _STEP)
    teacher = Teacher()
    if teacher_file is not None and teacher_file.is_file():
        teacher.load_state_dict(torch.load(teacher_file, weights_only=True))
    else:
        teacher = train_teacher(marked)
        if teacher_file is not None:
            torch.save(teacher.state_dict(), teacher_file)
    likely = mark(teacher, [*marked, *unmarked])
    targets = [
        _TEACHER_SHARE * rows + (1 - _TEACHER_SHARE) * article.labels
        for article, rows in zip(marked, likely, strict=False)
    ]
    tagger = train_student([*marked, *unmarked], targets + likely[len(marked) :], words, vectors, _EPOCHS)
    out.mkdir(parents=True, exist_ok=True)
    tagging.write_tagger(tagger, out / tagging.FILE_NAME)
    # As it will be read: in half precision.
    tagger = tagging.read_tagger(out / tagging.FILE_NAME)
    return train_on_top(tagger, unmarked, data, out)


def train_on_top(tagger: tagging.Tagger, unmarked: Sequence[Article], data: Path, out: Path) -> str:
    """Train kinds and sentences for a tagger that is there, and return their figures."""
    marked_files = [data / "data" / f"attributions-{part}.jsonl.gz" for part in ("train", "dev")]
    features, kinds, ids = labelled_spans(tagger, data / "gold" / "source_types.jsonl.gz", marked_files)
    explained = explained_names(tagger, unmarked)
    kind_model = train_kinds(features, kinds, explained)
    write_arrays(out / kind_files.FILE_NAME, {"weights": kind_model.weights, "bias": kind_model.bias})
    with attribution_models_from(out):
        sentences = train_sentence_models(data, out)
    with naming(data):
        right = kinds_accuracy(features, kinds, ids, explained)
    return f"kinds of labelled sources right in other articles: {right:.3f}\n{sentences}"


def _vectors(path: Path, without: frozenset[str]) -> tuple[list[str], NDArray[np.float32]]:
    rows = [record for _, record in records(path) if str(record.get("id")) not in without]
    publishers = [str(row.get("domain") or row.get("corpus") or "") for row in rows]
    return learn_vectors([str(row["text"]) for row in rows], publishers)
