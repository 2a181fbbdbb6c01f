"""Work that is no rating of records, done by this process, several or a cluster; results come in the order of tasks."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

from reliability.errors import ReliabilityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reliability.corpus.job import Job

R = TypeVar("R")
# Tasks under way for each worker: one at work, one to go on with.
_AHEAD = 2
# What a worker died of once may have been anything; twice it is the task.
_TRIES = 2
_DIED = "a process that compared documents died, of too little memory perhaps; the same command goes on, try fewer -j"


def run_tasks(
    job: Job, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], *, model: bool = False
) -> Iterator[R]:
    """Call a function with each of some tuples of arguments.

    Parameters
    ----------
    job : Job
        Says who works.
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
        Where the workers die of it.
    """
    if job.engine == "dask":
        return _on_cluster(job, function, tasks, model=model)
    last = (job.model,) if model else ()
    if job.jobs > 1:
        return _in_processes(job, function, ((*task, *last) for task in tasks))
    return (function(*task, *last) for task in tasks)


def _in_processes(job: Job, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> Iterator[R]:
    from joblib.externals.loky.process_executor import BrokenProcessPool  # noqa: PLC0415  (slow to import)

    from reliability.corpus.engines import open_pool  # noqa: PLC0415

    pool = open_pool(job)
    waiting: deque[tuple[tuple[Any, ...], Any]] = deque()

    def next_result() -> R:
        nonlocal pool, waiting
        for _ in range(_TRIES):
            try:
                result: R = waiting[0][1].result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, kill_workers=True)
                pool = open_pool(job)
                waiting = deque((task, pool.submit(function, *task)) for task, _ in waiting)
            else:
                waiting.popleft()
                return result
        raise ReliabilityError(_DIED)

    try:
        for task in tasks:
            waiting.append((task, pool.submit(function, *task)))
            if len(waiting) >= _AHEAD * job.jobs:
                yield next_result()
        while waiting:
            yield next_result()
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _on_cluster(job: Job, function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], *, model: bool) -> Iterator[R]:
    from reliability.corpus.cluster import connect, import_distributed  # noqa: PLC0415  (needs packages of an extra)
    from reliability.corpus.work import model_at  # noqa: PLC0415

    distributed = import_distributed()
    waiting: deque[Any] = deque()
    with ExitStack() as opened:
        client = connect(distributed, job, opened)
        last = (client.scatter(model_at(job.model), broadcast=True, hash=False),) if model else ()
        try:
            for task in tasks:
                waiting.append(client.submit(function, *task, *last, pure=False))
                if len(waiting) >= _AHEAD * max(1, sum(client.nthreads().values())):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except distributed.scheduler.KilledWorker as error:
            raise ReliabilityError(_DIED) from error


def check_shared(job: Job, folder: Path) -> None:
    """Refuse a cluster whose workers do not see the folder of a run.

    Raises
    ------
    ReliabilityError
    """
    if job.engine != "dask":
        return
    from reliability.corpus.cluster import connect, import_distributed  # noqa: PLC0415  (as above)

    with ExitStack() as opened:
        client = connect(import_distributed(), job, opened)
        blind = [worker for worker, sees in client.run(_sees, str(folder)).items() if not sees]
    if blind:
        raise ReliabilityError(
            f"{folder}: the Dask worker {blind[0]} does not see this folder; put --output on a disk that all workers "
            "share, or finish without --engine dask: the same command goes on"
        )


def _sees(folder: str) -> bool:
    from pathlib import Path  # noqa: PLC0415  (runs elsewhere)

    return (Path(folder) / "index").is_file()
