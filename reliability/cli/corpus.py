"""``reliability score`` where there are many documents: its further options, and what they call."""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reliability.cli.options import limits_of
from reliability.errors import DocumentError, ReliabilityError
from reliability.running import complain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reliability.corpus.job import Job
    from reliability.corpus.manifest import Manifest

_OPTIONS = (
    click.option("--corpus", is_flag=True, help="Rate any files as those of records: alone, in a stream of rows."),
    click.option("--text-field", metavar="NAME", help="The field or column of the text.  [default: text]"),
    click.option("--id-field", metavar="NAME", help="That of the id, or a WARC header.  [default: id]"),
    click.option("--title-field", metavar="NAME", help="That of the title.  [default: title]"),
    click.option("--group-field", metavar="NAME", help="That of the story: documents of equal ones are compared."),
    click.option("--stories", is_flag=True, help="Find which documents tell one story, and compare them."),
    click.option(
        "--window",
        metavar="DAYS",
        type=click.IntRange(0),
        help="With --stories: only documents that many days apart or fewer tell one.",
    ),
    click.option("--date-field", metavar="NAME", help="With --window: that of the date.  [default: published]"),
    click.option("--signals", is_flag=True, help="Add every feature to the rows."),
    click.option("--evidence", is_flag=True, help="Add the spans of evidence to the rows, without their words."),
    click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="Rate in N processes.  [default: 1]"),
    click.option("--engine", type=click.Choice(["local", "dask"]), help="Who rates.  [default: local]"),
    click.option("--scheduler", metavar="ADDRESS", help="With --engine dask: the scheduler; without, one is started."),
    click.option("--max-errors", metavar="N", type=click.IntRange(0), help="Stop when more than N records fail."),
    click.option("--fresh", is_flag=True, help="Start anew; do not go on with what is there."),
    click.option(
        "--summary",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Write the summary there and not to standard error.",
    ),
)
# What `score` does with ordinary files only, as click names it.
_NOT_HERE = {
    "explain": "--explain",
    "min_score": "--min-score",
    "order": "--sort",
    "against": "--against",
    "html": "--html",
}


class CorpusCommand(click.Command):
    """A command whose help shows the options for files of records in a section of their own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both sections; the further options begin with ``--corpus``."""
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        first = next(index for index, param in enumerate(params) if param.name == "corpus")
        last = first + len(_OPTIONS)
        for title, section in (
            ("Options", params[:first] + params[last:]),
            ("Options for files of records", params[first:last]),
        ):
            with formatter.section(title):
                formatter.write_dl([shown for param in section if (shown := param.get_help_record(ctx))])


def corpus_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for many documents to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_corpus(names: Iterable[str | DocumentError], given: dict[str, Any]) -> bool:
    """Tell whether these are to be rated as a corpus: asked for, or a file of records among them.

    Raises
    ------
    UsageError
        Where an option for corpora comes with none.
    """
    from reliability.readers import kind_of  # noqa: PLC0415  (slow to import, and --help needs none of it)

    if given["corpus"] or any(isinstance(name, str) and kind_of(name) for name in names):
        return True
    used = [name for name, value in given.items() if value is not None and value is not False]
    if used:
        raise click.UsageError(f"--{used[0].replace('_', '-')} goes with files of records, or with --corpus.")
    return False


def score_corpus(names: Sequence[str | DocumentError], context: click.Context) -> int:
    """Rate a corpus as the command line says and return the exit code."""
    from reliability.corpus import files_of, rate_corpus  # noqa: PLC0415  (as above)
    from reliability.report.progress import show_stream  # noqa: PLC0415
    from reliability.report.target import check_target, print_report  # noqa: PLC0415

    given = context.params
    _refuse(names, given, context)
    job = _job(names, given)
    if given["summary"]:
        made = [*files_of(job.output)] if job.output else []
        if given["summary"].absolute() in [path.absolute() for path in made]:
            raise ReliabilityError(f"{given['summary']}: the rows are written there; choose another --summary")
        check_target(given["summary"], [*(name for name in job.inputs if "://" not in name), *made])
    sizes = _sizes(job.inputs)
    before = [0, *accumulate(sizes)]
    wanted = False if given["quiet"] or (job.output is None and sys.stdout.isatty()) else given["progress"]

    def write(rows: bytes) -> None:
        print_report([rows.decode()], "utf-8", quiet=given["quiet"])

    with show_stream(sum(sizes), wanted=wanted) as (show, step):

        def tell(at: Manifest, read: int) -> None:
            show(at.rows, at.errors, before[at.place.input] + read)

        summary = rate_corpus(job, write, tell, step)
    if summary.stopped:
        complain(f"stopped: more than {job.max_errors} records failed; the rows that are done are kept")
    _say(summary.to_dict(), given)
    return 2 if summary.stopped or (summary.at.errors and job.max_errors is None) else 0


def _refuse(names: Sequence[str | DocumentError], given: dict[str, Any], context: click.Context) -> None:
    """Refuse options that mean nothing here, and files that are not there, before any work is done."""
    for name, option in _NOT_HERE.items():
        if given[name]:
            raise click.UsageError(f"{option} goes with files of one document, not with records or --corpus.")
    _refuse_engine(given)
    chosen = context.get_parameter_source("form") == click.core.ParameterSource.COMMANDLINE
    if chosen and given["form"] != "jsonl":
        raise click.UsageError("Rows are JSON lines, or Parquet by the name of --output: leave --format out.")
    _refuse_stories(given)
    if given["fresh"] and not given["output"]:
        raise click.UsageError("--fresh goes with --output: rows on standard output always start anew.")
    if "-" in names:
        raise click.UsageError("Standard input cannot be gone on with: give files, or leave --corpus out.")
    for failed in (one for one in names if isinstance(one, DocumentError)):
        raise failed


def _refuse_engine(given: dict[str, Any]) -> None:
    if given["scheduler"] and given["engine"] != "dask":
        raise click.UsageError("--scheduler goes with --engine dask.")
    if given["scheduler"] and given["jobs"]:
        raise click.UsageError("--jobs counts processes here; a scheduler's cluster has its own workers.")


def _refuse_stories(given: dict[str, Any]) -> None:
    if given["stories"] and given["group_field"]:
        raise click.UsageError("--stories finds stories and --group-field states them: give one of them.")
    if given["window"] is not None and not given["stories"]:
        raise click.UsageError("--window goes with --stories: stories that are stated may take any time.")
    if given["date_field"] and given["window"] is None:
        raise click.UsageError("--date-field goes with --window: dates are read for nothing else.")
    if (given["stories"] or given["group_field"]) and not given["output"]:
        raise click.UsageError("Stories are known when all documents are read: give --output a file for the rows.")
    if (given["stories"] or given["group_field"]) and given["alone"]:
        raise click.UsageError("--alone compares nothing: leave it out, or --stories and --group-field.")


def _job(names: Sequence[str | DocumentError], given: dict[str, Any]) -> Job:
    from reliability.corpus.job import Job, Rules  # noqa: PLC0415  (as above)
    from reliability.readers import Fields  # noqa: PLC0415

    default = Fields()
    fields = Fields(
        text=given["text_field"] or default.text,
        id=given["id_field"] or default.id,
        title=given["title_field"] or default.title,
        group=given["group_field"] or "",
        published=(given["date_field"] or "published") if given["window"] is not None else "",
    )
    return Job(
        tuple(name for name in names if isinstance(name, str)),
        given["output"],
        Rules(
            fields,
            signals=given["signals"],
            evidence=given["evidence"],
            limits=limits_of(given),
            stories="found" if given["stories"] else "given" if given["group_field"] else "",
            window=given["window"],
        ),
        given["model"],
        jobs=given["jobs"] or 1,
        engine=given["engine"] or "local",
        scheduler=given["scheduler"],
        max_errors=given["max_errors"],
        fresh=given["fresh"],
    )


def _sizes(inputs: Sequence[str]) -> list[int]:
    from reliability.readers import check_packages, size_of  # noqa: PLC0415  (as above)

    check_packages(inputs)
    return [size_of(name) for name in inputs]


def _say(summary: dict[str, Any], given: dict[str, Any]) -> None:
    """Write the summary as one line of JSON."""
    from reliability.report.target import write_target  # noqa: PLC0415  (as above)

    line = f"{json.dumps(summary)}\n"
    if given["summary"]:
        write_target(given["summary"], [line])
    elif not given["quiet"]:
        sys.stderr.write(line)
