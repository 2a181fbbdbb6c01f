"""Who rates the chunks: this process, or several; rows come in the order of the records all the same."""

from __future__ import annotations

import signal
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from reliability.corpus.work import Done, error_row, model_at, rate_chunk
from reliability.report.records import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reliability.corpus.chunks import Chunk
    from reliability.corpus.job import Job, Rules
    from reliability.readers import Record

# Chunks under way for each worker: one at work, one to go on with. More than the pool's own queue holds would have its
# thread complain when work is broken off.
_AHEAD = 2
# For the thread that feeds a pool to end, on a busy machine; others of the same name are not waited for longer.
_FEEDER_SECONDS = 5.0
_DIED = "the process that rated it died, of too little memory perhaps, twice; rate this document by itself"


def rate_here(chunks: Iterable[Chunk], job: Job) -> Iterator[tuple[Chunk, Done]]:
    """Rate chunks in this process, one after the other."""
    model = model_at(job.model)
    for chunk in chunks:
        yield chunk, rate_chunk(chunk.records, job.rules, model)


def rate_in_processes(chunks: Iterable[Chunk], job: Job) -> Iterator[tuple[Chunk, Done]]:
    """Rate chunks in several processes, each of which loads the model once.

    A process that dies is replaced, and what it was rating is rated again; a document that it dies of twice becomes a
    row with an error.
    """
    from joblib.externals.loky.process_executor import BrokenProcessPool  # noqa: PLC0415  (slow to import)

    pool = open_pool(job)

    def submit(records: tuple[Record, ...]) -> Any:
        return pool.submit(rate_chunk, records, job.rules, job.model)

    def rate_one(record: Record) -> Done:
        nonlocal pool
        try:
            done: Done = submit((record,)).result()
        except BrokenProcessPool:
            close_pool(pool)
            pool = open_pool(job)
            raise
        return done

    waiting: deque[tuple[Chunk, Any]] = deque()
    try:
        for chunk in with_end(chunks):
            if chunk is not None:
                waiting.append((chunk, submit(chunk.records)))
            while waiting and (chunk is None or len(waiting) >= _AHEAD * job.jobs):
                first, future = waiting.popleft()
                try:
                    done = future.result()
                except BrokenProcessPool:
                    close_pool(pool)
                    pool = open_pool(job)
                    done = rate_apart(first.records, job.rules, rate_one, BrokenProcessPool)
                    waiting = deque((later, submit(later.records)) for later, _ in waiting)
                yield first, done
    finally:
        # Workers at work are ended: on Ctrl-C their chunk is rated again later anyway.
        close_pool(pool)


def open_pool(job: Job) -> Any:
    """Return a pool of processes: joblib's own, which survives a worker's death and bounds what waits for its turn."""
    from joblib.externals.loky import ProcessPoolExecutor  # noqa: PLC0415  (as above)

    return ProcessPoolExecutor(max_workers=job.jobs, initializer=_ignore_interrupts)


def close_pool(pool: Any) -> None:
    """End a pool's processes, those at work too, and the thread that hands them their work.

    The pool leaves that thread alone. It may wait for ever to hand over what nobody takes; and were this process to end
    while the thread lets go of the last semaphore, joblib would warn of a leak, which is none, behind the command's
    own last words.
    """
    # Joblib has no public name for either.
    queue = pool._call_queue
    feeders = [thread for thread in threading.enumerate() if thread.name == "QueueFeederThread"]
    pool.shutdown(wait=True, kill_workers=True)
    if queue is not None:
        # What is written to a pipe without a reader fails at once, and the thread ends.
        queue._reader.close()
    for thread in feeders:
        thread.join(_FEEDER_SECONDS)


def rate_apart(
    records: Iterable[Record], rules: Rules, rate: Callable[[Record], Done], died: type[BaseException]
) -> Done:
    """Rate records of a chunk whose worker died one by one, so that only the one it dies of is lost."""
    found = []
    for record in records:
        done = None
        for _ in range(2):
            with suppress(died):
                done = rate(record)
                break
        lost = f"{dump(error_row(record, _DIED, rules))}\n".encode()
        found.append(done or Done(lost, 1, (None,) if rules.stories else ()))
    entries = tuple(entry for done in found for entry in done.entries)
    return Done(b"".join(done.lines for done in found), sum(done.errors for done in found), entries)


def with_end(chunks: Iterable[Chunk]) -> Iterator[Chunk | None]:
    """Yield chunks, and None when there are no more."""
    yield from chunks
    yield None


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
