"""Chunks rated by the workers of a Dask cluster; needs the extra "cluster"."""

from __future__ import annotations

import warnings
from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from reliability.corpus.engines import rate_apart, with_end
from reliability.corpus.work import Done, model_at, rate_chunk
from reliability.errors import ReliabilityError
from reliability.model_file import attribution_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reliability.corpus.chunks import Chunk
    from reliability.corpus.job import Job
    from reliability.readers import Record

# Chunks under way for each worker's thread: one at work, one to go on with.
_AHEAD = 2
# Workers of a batch queue may take long to start, but not for ever.
_WAIT_SECONDS = 300


def rate_on_cluster(chunks: Iterable[Chunk], job: Job) -> Iterator[tuple[Chunk, Done]]:
    """Rate chunks on a Dask cluster, or on one started here; the model is sent to each worker once.

    What a worker that dies was rating is rated by another; a document that workers die of becomes a row with an error.

    Raises
    ------
    ReliabilityError
        Where Dask is not installed, the scheduler cannot be reached, or workers hold another version of the package.
    """
    distributed = import_distributed()
    with ExitStack() as opened:
        client = connect(distributed, job, opened)
        # A future of the model: each worker fetches it once, newcomers too, and Dask keeps it as long as this does.
        model = client.scatter(model_at(job.model), broadcast=True, hash=False)
        yield from _rate(client, distributed.scheduler.KilledWorker, chunks, job, model)


def import_distributed() -> Any:
    """Return the package of Dask's clusters, or say how to get it."""
    try:
        import distributed  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise ReliabilityError(
            "--engine dask: needs the package distributed; install the extra: pip install 'source-reliability[cluster]'"
        ) from error
    return distributed


def connect(distributed: Any, job: Job, opened: ExitStack) -> Any:
    """Return a client of the scheduler, or of a cluster that ends with this run."""
    try:
        if job.scheduler:
            client = opened.enter_context(distributed.Client(job.scheduler, timeout=30, set_as_default=False))
        else:
            options = {"n_workers": job.jobs, "threads_per_worker": 1, "dashboard_address": None}
            cluster = opened.enter_context(distributed.LocalCluster(**options))
            client = opened.enter_context(distributed.Client(cluster, set_as_default=False))
        client.wait_for_workers(1, timeout=_WAIT_SECONDS)
    # Addresses can be wrong in many ways.
    except (OSError, ValueError, TimeoutError) as error:
        where = job.scheduler or "the cluster on this machine"
        raise ReliabilityError(f"{where}: no Dask scheduler with workers answers there: {error}") from error
    others = {digest for digest in client.run(attribution_digest).values() if digest != attribution_digest()}
    if others:
        raise ReliabilityError("the Dask workers hold other models than this machine; install one version everywhere")
    return client


def _rate(
    client: Any, died: type[BaseException], chunks: Iterable[Chunk], job: Job, model: Any
) -> Iterator[tuple[Chunk, Done]]:
    def submit(records: tuple[Record, ...]) -> Any:
        with warnings.catch_warnings():
            # One document may be as large as Dask warns of.
            warnings.filterwarnings("ignore", message="Sending large graph")
            return client.submit(rate_chunk, records, job.rules, model, pure=False)

    def rate_one(record: Record) -> Done:
        done: Done = submit((record,)).result()
        return done

    waiting: deque[tuple[Chunk, Any]] = deque()
    for chunk in with_end(chunks):
        if chunk is not None:
            waiting.append((chunk, submit(chunk.records)))
        # Asked anew each time: workers come and go.
        while waiting and (chunk is None or len(waiting) >= _AHEAD * max(1, sum(client.nthreads().values()))):
            first, future = waiting.popleft()
            try:
                done = future.result()
            except died:
                done = rate_apart(first.records, job.rules, rate_one, died)
            yield first, done
