"""A corpus from its files to its rows."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reliability.corpus import store
from reliability.corpus.beside import folder_of
from reliability.corpus.chunks import Chunk, Place, cut
from reliability.corpus.engines import rate_here, rate_in_processes
from reliability.corpus.manifest import Manifest, describe, rows_path
from reliability.corpus.tasks import tell_nobody, workers_for
from reliability.readers import check_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reliability.corpus.job import Job
    from reliability.corpus.tasks import Step
    from reliability.corpus.work import Done

    # Told after each chunk: what is done, and how many bytes of the input at work are read.
    Tell = Callable[[Manifest, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended.

    Parameters
    ----------
    at : Manifest
        What is done by now.
    before : int
        Rows that an earlier run had written.
    seconds : float
        That this run took.
    stopped : bool
        Whether there were more errors than allowed.
    """

    at: Manifest
    before: int
    seconds: float
    stopped: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON-ready values."""
        rated = self.at.rows - self.before
        return {
            "records": self.at.rows,
            "rated": self.at.rows - self.at.errors,
            "errors": self.at.errors,
            "done": self.at.state == "done",
            "stopped_by_errors": self.stopped,
            "records_before": self.before,
            "seconds": round(self.seconds, 3),
            "records_per_second": round(rated / self.seconds, 1) if self.seconds > 0 else 0.0,
            "inputs": self.at.made_of["inputs"]["number"],
            "model": self.at.made_of["model"],
            "version": self.at.made_of["version"],
        }


def rate_corpus(job: Job, write: Callable[[bytes], None], tell: Tell, step: Step = tell_nobody) -> Summary:
    """Rate a corpus: each document alone, then beside the others on its story where the rules say so.

    Rows go to the job's output, which a broken run goes on with; without one they are handed to ``write``.

    Parameters
    ----------
    job : Job
    write : callable
        Takes the rows of a chunk, one JSON object a line; only for a job without an output.
    tell : callable
        Takes what is done and the bytes of the present input that are read; called after each chunk.
    step : callable, optional
        Takes, while documents are compared, what is being done, how much of it is done, and of how much, 0 if that is
        not known.

    Returns
    -------
    Summary

    Raises
    ------
    ReliabilityError
        Where an input, the model or the output cannot be used, or the output was begun otherwise.
    """
    check_packages(job.inputs)
    began = time.monotonic()
    if job.output is None:
        begun = at = Manifest(describe(job))
        for chunk, done in _rated(job, begun.place):
            write(done.lines)
            at = replace(at, rows=at.rows + len(chunk.records), errors=at.errors + done.errors, place=chunk.end)
            tell(at, chunk.read)
            if _too_many(at, job):
                break
        else:
            at = replace(at, state="done")
    else:
        begun = store.begin(job.output, job)
        at = _rate_to_file(job, job.output, begun, (tell, step))
    stopped = _too_many(at, job) and at.state != "done"
    return Summary(at, begun.rows, time.monotonic() - began, stopped)


def _rate_to_file(job: Job, output: Path, at: Manifest, told: tuple[Tell, Step]) -> Manifest:
    tell, step = told
    with store.telling(output):
        if at.state in store.OPEN:
            with store.open_rows(output, at) as stream:
                if _too_many(at, job):
                    return at
                for chunk, done in _rated(job, at.place) if at.state == "rating" else ():
                    at = store.append(stream, output, at, chunk, done)
                    tell(at, chunk.read)
                    if _too_many(at, job):
                        return at
                if job.rules.stories:
                    at = _compare(job, output, at, step)
        return store.finish(output, at, job)


def _compare(job: Job, output: Path, at: Manifest, step: Step) -> Manifest:
    """Find stories and move the rows by them, from the step on that is not done."""
    from reliability.corpus.comparing import compare_stories  # noqa: PLC0415  (only where documents are compared)
    from reliability.corpus.gathering import gather  # noqa: PLC0415

    folder = folder_of(output)
    if at.state == "rating":
        at = store.reach("grouping", output, at)
    with workers_for(job, folder) as workers:
        stories = gather(job, folder, workers, step)
        if at.state == "grouping":
            at = store.reach("comparing", output, at)
        rows = compare_stories(job.rules, (folder, rows_path(output)), stories, workers, step)
    return store.reach("rated", output, replace(at, bytes=rows.stat().st_size))


def _rated(job: Job, start: Place) -> Iterator[tuple[Chunk, Done]]:
    """Yield chunks with their rows, in order."""
    chunks = cut(job.inputs, job.rules, start, job.chunk)
    if job.engine == "dask":
        from reliability.corpus.cluster import rate_on_cluster  # noqa: PLC0415  (needs packages of an extra)

        return rate_on_cluster(chunks, job)
    return rate_in_processes(chunks, job) if job.jobs > 1 else rate_here(chunks, job)


def _too_many(at: Manifest, job: Job) -> bool:
    return job.max_errors is not None and at.errors > job.max_errors
