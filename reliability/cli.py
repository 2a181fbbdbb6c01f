"""The command ``reliability``: parses, calls, prints, sets the exit code."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reliability.errors import ReliabilityError
from reliability.running import Outcome, Run, complain

if TYPE_CHECKING:
    from collections.abc import Callable

# What a shell reports for a process that the signal of a closed pipe (13) or of Ctrl-C (2) has ended.
_CLOSED_PIPE = 128 + 13
_INTERRUPTED = 128 + 2

_EPILOG = """\b
Exit codes:
  0    every document was rated
  1    a document fell below --min-score
  2    a document could not be rated, or the command line is wrong
  130  stopped with Ctrl-C
  141  whoever read the output stopped reading (as in "| head")
"""

_SCORE_EPILOG = f"""\b
Examples:
  reliability score article.txt
  reliability score --explain article.html | less
  reliability score news/ --sort worst
  reliability score "news/*.pdf" --format csv --output ratings.csv
  curl -s https://example.org/story | reliability score -
  reliability score draft.txt --against archive/ --explain
  reliability score drafts/ --min-score 0.5 --quiet || echo "needs sources"

{_EPILOG}"""


class _Score(click.FloatRange):
    """A number from 0 to 1; "nan" is one to click's own range, and no document would ever fall below it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = super().convert(value, param, ctx)
        return self.fail(f"{value!r} is no number from 0 to 1.", param, ctx) if math.isnan(number) else float(number)


class _Group(click.Group):
    """Commands whose expected failures end in one line and an exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("stopped")
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:
            ctx.exit(_CLOSED_PIPE)
        except ReliabilityError as error:
            complain(str(error))
            ctx.exit(2)


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="source-reliability", prog_name="reliability")
def main() -> None:
    """Rate documents from speculative to well-sourced, and show the words that made it say so.

    It rates the page, not the truth: how far a careful reader could trace and check what it says.
    """


@main.command(epilog=_SCORE_EPILOG, short_help="Rate documents, and show why.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--explain", is_flag=True, help="Show why, and the text with the words that counted marked.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="Text for people; JSON, JSON lines or CSV for programs.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to this file and not to standard output; it is replaced whole, at the end.",
)
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
    help="Compare with the documents there, too, without rating them; may be given several times.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Rate each document by itself, as soon as it is read, whatever others say on its story.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no report: only errors and what --min-score names.")
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Show a progress bar, or none.  [default: on a terminal, for more than 20 documents or 2 seconds]",
)
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
    quiet: bool,
    progress: bool | None,
) -> None:
    """Rate documents: text, Markdown, HTML and PDF files, folders of them, patterns, or - for standard input.

    It rates the page, not the truth: how far a careful reader could trace and check what it says. A score of 0 is
    speculative, 1 is well-sourced. Documents on one story are found and compared: a claim that independent others
    contradict lowers a score, corroboration raises it.
    """
    if explain and form != "text":
        raise click.UsageError("--explain goes with --format text; the other formats hold the evidence anyway.")
    if against and alone:
        raise click.UsageError("--against compares and --alone does not: give one of them.")
    # Heavy modules are loaded when there is work for them, so that --help and usage errors answer at once.
    from reliability.readers import find  # noqa: PLC0415
    from reliability.report.progress import show_progress  # noqa: PLC0415
    from reliability.report.render import write_report  # noqa: PLC0415
    from reliability.report.target import check_target, print_report, write_target  # noqa: PLC0415

    names, references = list(find(files)), list(find(against)) if against else []
    if output:
        check_target(output, (name for name in (*names, *references) if isinstance(name, str)))
    if output is None and form in {"jsonl", "csv"} and sys.stdout.isatty():
        progress = False  # rows come as they are rated, and the bar would be drawn among them
    outcome = Outcome(min_score)
    with show_progress(len(names) + len(references), wanted=progress) as advance:
        run = Run(model, outcome, advance)
        ratings = run.rate_alone(names) if alone else run.rate_together(names, references)
        report = write_report(ratings, form, order, explain=explain, stream=None if output else sys.stdout)
        if output:
            write_target(output, report)
        else:
            print_report(report, "utf-8" if form != "text" else sys.stdout.encoding, quiet=quiet)
    sys.exit(outcome.code)


def _out(meaning: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option that says where training writes to."""
    return click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help=meaning)


@main.command(short_help="Train a model on labelled articles.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--unlabelled",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="More articles, without labels, to learn common wordings from.",
)
@click.option(
    "--sentences",
    metavar="DATA",
    type=click.Path(path_type=Path),
    help="The folder that the models of sentences in use were trained from.",
)
@_out("The folder to write the model, its card and its figures to.")
def train(gold: Path, unlabelled: Path | None, sentences: Path | None, out: Path) -> None:
    """Train a model on GOLD, articles with labels as JSON lines, and print its figures.

    \b
    Example:
      reliability train articles.jsonl.gz --out my-model/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)
    from reliability.training import train_files  # noqa: PLC0415

    click.echo(train_files(gold, out, unlabelled=unlabelled, sentences=sentences))


@main.command(name="train-sentences", short_help="Train what judges sentences.")
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


@main.command(name="train-attributions", short_help="Train what finds sources and what they said.")
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


@main.command(name="train-consensus", short_help="Train what compares documents on one story.")
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
