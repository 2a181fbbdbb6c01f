"""From labelled data to the files under models/."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def train_files(gold: Path, out: Path, unlabelled: Path | None = None) -> str:
    """Train the rating model on a file of labelled articles and write it with its card.

    Parameters
    ----------
    gold : Path
        JSON lines with ``text``, ``speculation``, ``specificity``, ``sourcing``, ``rating`` (1 to 5), and where known
        ``id``, ``corpus``, ``domain``.
    out : Path
        Folder for the model, its card and its figures; made where it is missing.
    unlabelled : Path, optional
        JSON lines with ``text``, ``id``, ``domain``: more texts to learn common wordings from.

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

    return train(gold, out, unlabelled)
