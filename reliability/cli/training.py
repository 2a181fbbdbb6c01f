"""``reliability train`` and the commands that train its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def _out(meaning: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option that says where training writes to."""
    return click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help=meaning)


@click.command(short_help="Train a model on labelled articles.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--data",
    metavar="DATA",
    type=click.Path(path_type=Path),
    help="The folder that the models of sentences in use were trained from: its further articles are learned from too.",
)
@_out("The folder to write the model, its card, its figures and its numbers to.")
def train(gold: Path, data: Path | None, out: Path) -> None:
    """Train a model on GOLD, articles with labels as JSON lines, and print its figures.

    \b
    Example:
      reliability train articles.jsonl.gz --out my-model/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_files  # noqa: PLC0415

    click.echo(train_files(gold, out, data))


@click.command(short_help="Train again from kept numbers, without texts.")
@click.argument("numbers", type=click.Path(path_type=Path), required=False)
@_out("The folder to write the model, its card, its figures and its numbers to.")
def retrain(numbers: Path | None, out: Path) -> None:
    """Train a model from NUMBERS, which an earlier training kept, or from those of the model that came along.

    The same numbers give the same model. Texts are not needed.

    \b
    Example:
      reliability retrain --out my-model/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_from_numbers  # noqa: PLC0415

    click.echo(train_from_numbers(out, numbers))


@click.command(name="train-sentences", short_help="Train what judges sentences.")
@click.argument("data", type=click.Path(path_type=Path))
@_out("The folder to write the three models to.")
def train_sentences(data: Path, out: Path) -> None:
    """Train what tells of sentences how specific and uncertain they are and what they stand on, from the folder DATA.

    \b
    Example:
      reliability train-sentences ../shared --out my-models/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_sentence_files  # noqa: PLC0415

    click.echo(train_sentence_files(data, out))


@click.command(name="train-attributions", short_help="Train what finds sources and what they said.")
@click.argument("data", type=click.Path(path_type=Path))
@_out("The folder to write the three models to.")
@click.option(
    "--teacher",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Keep the large network here, or take it from here where it is already.",
)
def train_attributions(data: Path, out: Path, teacher: Path | None) -> None:
    """Train what finds attributions, their kinds and what sentences stand on, from the folder DATA.

    Takes an hour or two on two cores, and the packages of the extra "train".

    \b
    Example:
      reliability train-attributions ../shared --out my-models/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_attribution_files  # noqa: PLC0415

    click.echo(train_attribution_files(data, out, teacher))


@click.command(name="train-consensus", short_help="Train what compares documents on one story.")
@click.argument("data", type=click.Path(path_type=Path))
@_out("The folder to write the model and the frequencies of terms to.")
def train_consensus(data: Path, out: Path) -> None:
    """Train what compares documents on one story, from the folder DATA, and print its figures.

    \b
    Example:
      reliability train-consensus ../shared --out my-models/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_consensus_files  # noqa: PLC0415

    click.echo(train_consensus_files(data, out))
