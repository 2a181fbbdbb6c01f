"""Work that is no rating of records, done by this process, several or a cluster; results come in the order of tasks."""

from __future__ import annotations

import os
from collections import deque
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from reliability.corpus.engines import close_pool, open_pool
from reliability.corpus.work import model_at
from reliability.errors import ReliabilityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reliability.corpus.job import Job

    # Told while documents are compared: what is being done, how much of it is done, and of how much, 0 if not known.
    Step = Callable[[str, int, int], None]

# Tasks under way for each worker: one at work, one to go on with.
_AHEAD = 2
# What a worker died of once may have been anything; twice it is the task.
_TRIES = 2
_DIED = "a process that compared documents died, of too little memory perhaps; the same command goes on, try fewer -j"
R = TypeVar("R")


def tell_nobody(what: str, done: int, total: int) -> None:
    """Say nothing of how work gets on."""


def counted(results: Iterable[R], step: Step, what: str, total: int = 0, every: int = 1) -> Iterator[R]:
    """Yield results, and say of each that it is there, or of some of them.

    Examples
    --------
    >>> list(counted("ab", print, "Finding", 2))
    Finding 0 2
    Finding 1 2
    Finding 2 2
    ['a', 'b']
    """
    step(what, 0, total)
    for done, result in enumerate(results, start=1):
        if done % every == 0:
            step(what, done, total)
        yield result


class Workers:
    """One process, the present one, which does task after task as their results are asked for.

    Parameters
    ----------
    job : Job
    """

    def __init__(self, job: Job) -> None:
        self.job = job

    def run(self, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], *, model: bool = False) -> Iterator[R]:
        """Call a function with each of some tuples of arguments.

        Parameters
        ----------
        function : callable
            Found by its name in other processes, and harmless to call twice.
        tasks : iterable of tuples
        model : bool
            Whether the function takes the model, or where it is, as its last argument.

        Yields
        ------
        object
            What it returns, in the order of the tasks.

        Raises
        ------
        ReliabilityError
            Where workers die of it.
        """
        last = (self.job.model,) if model else ()
        return (function(*task, *last) for task in tasks)


class Processes(Workers):
    """Several processes of this machine; one that dies is replaced, and its task done again."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.pool = open_pool(job)

    def run(self, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], *, model: bool = False) -> Iterator[R]:
        """Call a function with each of some tuples of arguments."""
        last = (self.job.model,) if model else ()
        waiting: deque[tuple[tuple[Any, ...], Any]] = deque()
        for task in tasks:
            waiting.append((task, self.pool.submit(function, *task, *last)))
            if len(waiting) >= _AHEAD * self.job.jobs:
                yield self._first(waiting, function, last)
        while waiting:
            yield self._first(waiting, function, last)

    def _first(self, waiting: deque[tuple[tuple[Any, ...], Any]], function: Callable[..., R], last: Any) -> R:
        from joblib.externals.loky.process_executor import BrokenProcessPool  # noqa: PLC0415  (slow to import)

        for _ in range(_TRIES):
            try:
                result: R = waiting[0][1].result()
            except BrokenProcessPool:
                self.close()
                self.pool = open_pool(self.job)
                for place, (task, _) in enumerate(waiting):
                    waiting[place] = task, self.pool.submit(function, *task, *last)
            else:
                waiting.popleft()
                return result
        raise ReliabilityError(_DIED)

    def close(self) -> None:
        """End the processes; those at work are not waited for."""
        close_pool(self.pool)


class Cluster(Workers):
    """A Dask cluster, or one started on this machine."""

    def __init__(self, job: Job, opened: ExitStack) -> None:
        from reliability.corpus.cluster import connect, import_distributed  # noqa: PLC0415  (packages of an extra)

        super().__init__(job)
        self.distributed = import_distributed()
        self.client = connect(self.distributed, job, opened)

    def run(self, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], *, model: bool = False) -> Iterator[R]:
        """Call a function with each of some tuples of arguments."""
        last = (self.client.scatter(model_at(self.job.model), broadcast=True, hash=False),) if model else ()
        waiting: deque[Any] = deque()
        try:
            for task in tasks:
                waiting.append(self.client.submit(function, *task, *last, pure=False))
                # Asked anew each time: workers come and go.
                if len(waiting) >= _AHEAD * max(1, sum(self.client.nthreads().values())):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except self.distributed.scheduler.KilledWorker as error:
            raise ReliabilityError(_DIED) from error

    def check_sight(self, path: Path) -> None:
        """Refuse workers that do not see a file of this machine."""
        blind = [worker for worker, sees in self.client.run(os.path.exists, str(path)).items() if not sees]
        if blind:
            raise ReliabilityError(
                f"{path.parent}: the Dask worker {blind[0]} does not see this folder; put --output on a disk that all "
                "workers share, or leave --engine dask out: the same command goes on"
            )


@contextmanager
def workers_for(job: Job, folder: Path) -> Iterator[Workers]:
    """Open who works for a job, once for all its passes over a folder that all see.

    Raises
    ------
    ReliabilityError
        Where a cluster cannot be reached, or its workers do not see the folder.
    """
    with ExitStack() as opened:
        if job.engine == "dask":
            cluster = Cluster(job, opened)
            cluster.check_sight(folder / "index")
            yield cluster
        elif job.jobs > 1:
            processes = Processes(job)
            opened.callback(processes.close)
            yield processes
        else:
            yield Workers(job)
