"""``reliability score``."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reliability.cli.corpus import CorpusCommand, corpus_options, is_corpus, score_corpus
from reliability.cli.group import EPILOG
from reliability.cli.options import (
    complete_files,
    limit_options,
    limits_of,
    output_option,
    progress_option,
    without_limits,
)
from reliability.running import Outcome, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reliability.rating import Rating

_EPILOG = f"""\b
Examples:
  reliability score article.txt
  reliability score --explain article.html | less
  reliability score news/ --sort worst
  reliability score "news/*.pdf" --format csv --output ratings.csv
  curl -s https://example.org/story | reliability score -
  reliability score draft.txt --against archive/ --explain
  reliability score drafts/ --min-score 0.5 --quiet || echo "needs sources"
  reliability score sources/ --html report.html --quiet
  reliability score crawl.jsonl.gz -j 4 --output ratings.parquet
  reliability score crawl.jsonl.gz --stories --window 3 --output rated.jsonl

{EPILOG}"""


class _Score(click.FloatRange):
    """A number from 0 to 1; click's own range takes "nan", which no document would ever fall below."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 <= number <= 1:
            self.fail(f"{value} is no number from 0 to 1, as scores are; 0.5 is half of the scale.", param, ctx)
        return number


@click.command(cls=CorpusCommand, epilog=_EPILOG, short_help="Rate documents, and show why.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_files)
@click.option("--explain", is_flag=True, help="Show why, and the text with the words that counted marked.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="Text for people; JSON, JSON lines or CSV for programs.",
)
@output_option()
@click.option(
    "--min-score",
    metavar="X",
    type=_Score(0, 1),
    help="Name the documents with a score below X (0 to 1) and exit with 1 if there are any.",
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["best", "worst", "given"]),
    help="Best first, worst first or as given.  [default: best for text, given for the other formats]",
)
@click.option(
    "--model",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Rate with this model and not with the one that came along.",
)
@click.option(
    "--against",
    metavar="FOLDER",
    multiple=True,
    shell_complete=complete_files,
    help="Compare with the documents there, too, without rating them; may be given several times.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Rate each document by itself, as soon as it is read, whatever others say on its story.",
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a page for the browser, too: every text with its evidence, and who contradicts whom.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no report, but errors and what --min-score names.")
@progress_option()
@limit_options
@corpus_options
def score(  # noqa: PLR0913  (click passes one argument for each option)
    files: tuple[str, ...],
    *,
    explain: bool,
    form: str,
    output: Path | None,
    min_score: float | None,
    order: str | None,
    model: Path | None,
    against: tuple[str, ...],
    alone: bool,
    html: Path | None,
    quiet: bool,
    progress: bool | None,
    **more: Any,
) -> None:
    """Rate documents: text, Markdown, HTML and PDF files, folders of them, patterns, or - for standard input.

    It rates the page, not the truth: how far a careful reader could trace and check what it says. A score of 0 is
    speculative, 1 is well-sourced. Documents on one story are found and compared: a claim that independent others
    contradict lowers a score, corroboration raises it.

    Files of records (.jsonl and .ndjson, .csv, .parquet, .warc; .gz or .zst) hold many documents, each of which is
    rated alone unless --stories or --group-field asks to compare them. They become rows of JSON or Parquet; with
    --output a run that was broken off goes on where it was.
    """
    if explain and form != "text":
        raise click.UsageError("--explain goes with --format text; the other formats hold the evidence anyway.")
    if against and alone:
        raise click.UsageError("--against compares and --alone does not: give one of them.")
    if html and output and html.resolve() == output.resolve():
        raise click.UsageError("--html and --output name the same file: give each its own.")
    # Heavy modules are loaded when there is work for them, so that --help and usage errors answer at once.
    from reliability.readers import find, find_sources  # noqa: PLC0415
    from reliability.report.progress import show_progress  # noqa: PLC0415
    from reliability.report.render import write_report  # noqa: PLC0415
    from reliability.report.table import arrange  # noqa: PLC0415
    from reliability.report.target import check_target, print_report, write_target  # noqa: PLC0415

    names = list(find_sources(files))
    if is_corpus(names, without_limits(more)):
        sys.exit(score_corpus(names, click.get_current_context()))
    references = list(find(against)) if against else []
    for target in filter(None, (output, html)):
        check_target(target, (name for name in (*names, *references) if isinstance(name, str)))
    if output is None and form in {"jsonl", "csv"} and sys.stdout.isatty():
        progress = False  # rows come as they are rated, and the bar would be drawn among them
    outcome = Outcome(min_score)
    with show_progress(len(names) + len(references), wanted=progress) as advance:
        run = Run(model, outcome, advance, limits_of(more))
        ratings = run.rate_alone(names) if alone else run.rate_together(names, references)
        shown: list[Rating] = []
        if html:
            ratings = _keep(ratings, shown)
        report = write_report(ratings, form, order, explain=explain, stream=None if output else sys.stdout)
        if output:
            write_target(output, report)
        else:
            print_report(report, "utf-8" if form != "text" else sys.stdout.encoding, quiet=quiet)
        if html:
            from reliability.report.page import write_page  # noqa: PLC0415

            write_page(arrange(shown, order or "best"), html)
    sys.exit(outcome.code)


def _keep(ratings: Iterable[Rating], kept: list[Rating]) -> Iterator[Rating]:
    """Hand on ratings and keep them: the page is written when the report has taken the last."""
    for rating in ratings:
        kept.append(rating)
        yield rating
