"""From labelled data to the files under models/."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def train_files(gold: Path, out: Path, data: Path | None = None) -> str:
    """Train the rating model on a file of labelled articles and write it with its card, figures and numbers.

    Parameters
    ----------
    gold : Path
        JSON lines with ``text``, ``speculation``, ``specificity``, ``sourcing``, ``rating`` (1 to 5), and where known
        ``id``, ``corpus``, ``domain``. Figures are measured on these.
    out : Path
        Folder for the model, its card and its figures; made where it is missing.
    data : Path, optional
        The folder that the models of sentences were trained from, see `train_sentence_files`. Then nothing that was
        learned from an article's sentences, or from its publisher's, is used to rate it while testing; and the
        articles that were read for this project (models/readings.jsonl.gz), whose texts lie there, are learned from
        too.

    Returns
    -------
    str
        Its figures, to be read.

    Raises
    ------
    TrainingError
        Where a file is missing or malformed.
    """
    from reliability.training.run import train  # noqa: PLC0415 (importing the package loads nothing heavy)

    return train(gold, out, data)


def train_from_numbers(out: Path, numbers: Path | None = None) -> str:
    """Train the rating model from the numbers that an earlier training kept, without the texts.

    Parameters
    ----------
    out : Path
        As in `train_files`.
    numbers : Path, optional
        The file ``numbers.npz``, or a folder that holds it; without it the one that ships with the package.

    Returns
    -------
    str
        Its figures, to be read.

    Raises
    ------
    TrainingError
        Where the file is missing or damaged.
    """
    from reliability.resources import models_folder  # noqa: PLC0415
    from reliability.training.run import retrain  # noqa: PLC0415

    return retrain(models_folder() if numbers is None else numbers, out)


def train_sentence_files(data: Path, out: Path) -> str:
    """Train everything that judges sentences and write it under ``out``: support, specificity, uncertainty.

    Parameters
    ----------
    data : Path
        Folder with ``gold/sentences.jsonl.gz``, ``gold/articles.jsonl.gz``, ``data/articles.jsonl.gz``,
        ``data/hedging.jsonl.gz`` and ``data/specificity.jsonl.gz``.
    out : Path
        Folder for the models; made where it is missing.

    Returns
    -------
    str
        Its figures, to be read.

    Raises
    ------
    TrainingError
        Where a file is missing or malformed.
    """
    from reliability.training.sentence_models import train_sentence_models  # noqa: PLC0415

    return train_sentence_models(data, out)


def train_attribution_files(data: Path, out: Path, teacher: Path | None = None) -> str:
    """Train everything by which attributions are found and write it under ``out``.

    Parameters
    ----------
    data : Path
        Folder with ``data/attributions-train.jsonl.gz``, ``data/attributions-dev.jsonl.gz``,
        ``gold/source_types.jsonl.gz``, and what `train_sentence_files` needs.
    out : Path
        Folder for the models; made where it is missing.
    teacher : Path, optional
        File that the large network is kept in; taken from there where it exists.

    Returns
    -------
    str
        Its figures, to be read.

    Raises
    ------
    TrainingError
        Where a file is missing or malformed, or the extra ``train`` is not installed.
    """
    from reliability.errors import TrainingError  # noqa: PLC0415

    try:
        from reliability.training.attributions.run import train_attributions  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise TrainingError(
            f"{error.name} is not installed; training attributions needs: pip install source-reliability[train]"
        ) from error
    return train_attributions(data, out, teacher)


def train_consensus_files(data: Path, out: Path) -> str:
    """Train everything by which documents of one story are compared and write it under ``out``.

    Parameters
    ----------
    data : Path
        Folder with ``data/articles.jsonl.gz``, ``gold/articles.jsonl.gz`` and ``gold/stories.jsonl.gz``.
    out : Path
        Folder for ``frequencies.npz`` and ``consensus.json``; made where it is missing.

    Returns
    -------
    str
        Its figures, each story left out in turn.

    Raises
    ------
    TrainingError
        Where a file is missing or malformed.
    """
    from reliability.training.consensus.run import train_consensus  # noqa: PLC0415

    return train_consensus(data, out)
