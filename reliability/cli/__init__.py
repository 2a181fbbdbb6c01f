"""The command ``reliability``: parses, calls, prints, sets the exit code."""

from __future__ import annotations

from reliability.cli import completion, evaluate, model, score, training
from reliability.cli.group import main

__all__ = ["main"]

for _command in (
    score.score,
    evaluate.evaluate,
    model.model,
    training.train,
    training.retrain,
    training.train_sentences,
    training.train_attributions,
    training.train_consensus,
    completion.completion,
):
    main.add_command(_command)
