"""``reliability evaluate``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reliability.cli.model import SHIPPED, find_model, read_description
from reliability.cli.options import complete_files, output_option, progress_option, text_or_json_option
from reliability.errors import TrainingError

if TYPE_CHECKING:
    from reliability.gold import Gold
    from reliability.measures import Readings

_EPILOG = """\b
Examples:
  reliability evaluate my-model/ articles.jsonl.gz
  reliability evaluate shipped articles.jsonl --format json --output a.json
  reliability evaluate shipped articles.jsonl --diagrams calibration.svg

\b
Exit codes:
  0    every article was measured
  2    an article could not be rated, or nothing could be measured
"""

_HELD_OUT = "each article read by a model that never saw its publisher, kept by training"
_NEW = "each article rated now, by itself"
_KNOWN = "{} of them bear the id of one that the model was trained on, which flatters it"
# Only of the articles that the shipped model was trained on is it known here who labelled them.
_OUR_LABELS = "one reading each by a large language model that followed a rubric: no truth, and no people's agreement"
_OTHER_LABELS = 'the column "rating" of that file; how far to trust it is for its makers to say'


@click.command(epilog=_EPILOG, short_help="Measure a model on labelled articles.")
@click.argument("model", shell_complete=complete_files)
@click.argument("gold", type=click.Path(path_type=Path))
@text_or_json_option()
@click.option(
    "--diagrams",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Draw how well probabilities hold, as .svg or .png; needs the extra [plots].",
)
@output_option()
@progress_option()
def evaluate(  # noqa: PLR0913  (click passes one argument for each option)
    model: str, gold: Path, *, form: str, diagrams: Path | None, output: Path | None, progress: bool | None
) -> None:
    """Measure how well MODEL reads the articles of GOLD: what it says against their labels.

    MODEL is a model file, a folder that holds one, or the word "shipped" for the one that came along. GOLD holds
    articles with labels as JSON lines, as for "train". Each article is rated by itself.

    Articles that the model was trained on would flatter it: of these, the readings are taken that training kept from
    models that had not seen the article's publisher.
    """
    from reliability.cli.readings import find_truth  # noqa: PLC0415  (heavy, and --help needs none of it)
    from reliability.gold import read_gold  # noqa: PLC0415
    from reliability.measures import measure  # noqa: PLC0415

    path = find_model(model)
    _check_targets(output, diagrams, [path, gold])
    articles = read_gold(gold)
    readings, rows, how = _read(path, gold, articles, progress)
    measured = measure(readings, find_truth(gold, articles, rows))
    about = {
        "Model": str(path),
        "Articles": str(gold),
        "Readings": how,
        "Labels": _OUR_LABELS if how == _HELD_OUT and model == SHIPPED else _OTHER_LABELS,
    }
    if form == "json":
        hashes = {"model_sha256": read_description(path)["sha256"], "gold_sha256": articles.sha256}
        origin = {name.lower(): value for name, value in about.items()} | hashes | {"held_out": how == _HELD_OUT}
        report = json.dumps(_made() | origin | measured, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    else:
        report = _draw(measured, about, output)
    _deliver(report, output, "utf-8" if form == "json" else sys.stdout.encoding)
    if diagrams:
        from reliability.report.diagrams import draw_diagrams  # noqa: PLC0415

        draw_diagrams(measured, diagrams, f"How often its probabilities came true in {len(rows):,} articles")
    sys.exit(0 if len(rows) == len(articles.ids) else 2)


def _check_targets(output: Path | None, diagrams: Path | None, inputs: list[Path]) -> None:
    """Refuse what cannot be written before any work is done."""
    from reliability.report.diagrams import check_diagrams  # noqa: PLC0415
    from reliability.report.target import check_target  # noqa: PLC0415

    if output:
        check_target(output, inputs)
    if diagrams:
        check_diagrams(diagrams, inputs)
    if output and diagrams and output.resolve() == diagrams.resolve():
        raise click.UsageError("--output and --diagrams need two files.")


def _read(path: Path, gold: Path, articles: Gold, progress: bool | None) -> tuple[Readings, list[int], str]:  # noqa: FBT001
    """Return readings of articles, the rows that they are of, and how they came about.

    Raises
    ------
    TrainingError
        Where the model was trained on the articles and nothing was kept.
    """
    from reliability.cli.readings import count_known, rate_articles, read_held_out  # noqa: PLC0415
    from reliability.model_file import load_model  # noqa: PLC0415
    from reliability.report.progress import show_progress  # noqa: PLC0415
    from reliability.training.numbers import HELD_OUT  # noqa: PLC0415

    model, kept = load_model(path), path.with_name(HELD_OUT)
    if model.facts.get("gold_sha256") == articles.sha256:
        if not kept.exists():
            raise TrainingError(
                f"{gold}: {path} was trained on these very articles and would look better than it is; evaluate it on "
                f"others, or train it again, which writes {HELD_OUT}: readings by models that had not seen them"
            )
        return read_held_out(kept, articles.ids), list(range(len(articles.ids))), _HELD_OUT
    n_known = count_known(kept, articles.ids)
    with show_progress(len(articles.ids), wanted=progress) as advance:
        return *rate_articles(articles, model, advance), f"{_NEW}; {_KNOWN.format(n_known)}" if n_known else _NEW


def _draw(measured: dict[str, Any], about: dict[str, str], output: Path | None) -> str:
    from reliability.report.evaluation import draw_evaluation  # noqa: PLC0415
    from reliability.report.terminal import open_console  # noqa: PLC0415

    return draw_evaluation(measured, open_console(None if output else sys.stdout), about)


def _made() -> dict[str, str]:
    """Return when this was found, and by which version."""
    from datetime import UTC, datetime  # noqa: PLC0415
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        made_by = version("source-reliability")
    except PackageNotFoundError:
        made_by = "unknown"
    return {"date": datetime.now(UTC).date().isoformat(), "version": made_by}


def _deliver(report: str, output: Path | None, encoding: str) -> None:
    from reliability.report.target import print_report, write_target  # noqa: PLC0415

    if output:
        write_target(output, [report])
    else:
        print_report([report], encoding)
