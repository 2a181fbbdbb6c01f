"""What stories cost at scale: grouping and consensus over many documents on two workers, and the memory of a rating.

    python benchmarks/scale.py [--data ../shared] [--numbers 10000 50000 200000] [--documents 100000] [--jobs 2]
    python benchmarks/scale.py --documents 0        leaves the memory of the rating out

A sample is rated in full; the other documents are made from it (see made.py), so that the second and third pass are
measured whole and the first by its sample. Prints Markdown. Needs 5 GB of disk for 200,000 documents.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from consensus import records
from made import entry, make, rate_bases
from sklearn.metrics import adjusted_rand_score
from speed import ROOT, read_articles

import reliability
from reliability.corpus.beside import append, cut
from reliability.corpus.comparing import compare_stories
from reliability.corpus.gathering import gather
from reliability.corpus.job import Job, Rules
from reliability.corpus.tasks import workers_for
from reliability.segmentation import tokenized
from reliability.stories import fingerprint, group, load_frequencies
from reliability.stories.banding import NO_DAY
from reliability.stories.signatures import vector
from reliability.training.consensus.material import read_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.stories import Fingerprint

WINDOW = 3
# An assumption: what an hour of one processor of a rented machine costs, in dollars.
PRICE = 0.04
MB = 1e6


def passes(folder: Path, jobs: int) -> dict[str, Any]:
    """Run the second and the third pass over what was made, and say what they took."""
    job = Job((), rules=Rules(stories="found", window=WINDOW), jobs=jobs)
    beside = folder / "beside"
    times = [_clocks()]
    with workers_for(job, beside) as workers:
        stories = gather(job, beside, workers)
        times.append(_clocks())
        rows = compare_stories(job.rules, (beside, folder / "rows"), stories, workers)
        times.append(_clocks())
    ended = _clocks()
    found = np.full(rows.open("rb").read().count(b"\n"), -1)
    found[stories.members] = np.repeat(np.arange(len(stories.bounds) - 1), np.diff(stories.bounds))
    np.save(folder / "found.npy", found)
    return {
        "group": times[1][0] - times[0][0],
        "compare": times[2][0] - times[1][0],
        # Those of the workers are known once they have ended.
        "processor": ended[1] - times[0][1],
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB,
        "workers": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MB,
        "disk": sum(path.stat().st_size for path in beside.iterdir()) / MB,
        "stories": len(stories.bounds) - 1,
        "load": os.getloadavg()[0],
    }


def _clocks() -> tuple[float, float]:
    spent = os.times()
    return time.monotonic(), spent.user + spent.system + spent.children_user + spent.children_system


def pairwise(wanted: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """Return F over pairs of documents that were made as one story; boilerplate is left out."""
    kept = wanted >= 0
    wanted, found = wanted[kept], found[kept].copy()
    alone = found < 0
    found[alone] = found.max(initial=0) + 1 + np.arange(alone.sum())

    def pairs(labels: NDArray[Any]) -> float:
        sizes = np.unique(labels, return_counts=True)[1].astype(float)
        return float((sizes * (sizes - 1) / 2).sum())

    both = pairs(wanted * (found.max() + 1) + found)
    return 2 * both / (pairs(wanted) + pairs(found))


def quality(data: Path) -> None:
    """Print how well labelled stories are found again among other articles, in bands and in memory."""
    stored = data / "gold" / "stories.jsonl.gz"
    if not stored.is_file():
        print(f"{stored} is absent: how well stories are found is left out")
        return
    stories = read_stories(stored, load_frequencies())
    wanted = np.array([number for number, story in enumerate(stories) for _ in story.ids])
    prints = [fingerprint(words, load_frequencies()) for story in stories for words in story.words]
    others = [one["text"] for name in ("data", "gold") for one in records(data / name / "articles.jsonl.gz")]
    more = [fingerprint(tokenized(text), load_frequencies()) for text in others[-(10_000 - len(prints)) :]]
    print("| among | in memory: F | Rand | in bands: F | Rand | both alike: Rand |\n|---|---|---|---|---|---|")
    for n in (0, 1000, len(more)):
        known = group([*prints, *more[len(more) - n :]])
        with tempfile.TemporaryDirectory() as name:
            found = banded(Path(name), [*prints, *more[len(more) - n :]])
        figures = [
            f"{pairwise(wanted, one[: len(wanted)]):.3f} | {adjusted_rand_score(wanted, one[: len(wanted)]):.3f}"
            for one in (known, found)
        ]
        print(f"| {n:,} | {figures[0]} | {figures[1]} | {adjusted_rand_score(known, found):.4f} |", flush=True)


def banded(folder: Path, prints: Sequence[Fingerprint]) -> NDArray[np.int64]:
    """Return the labels that the second pass gives."""
    cut(folder, 0)
    append(folder, [entry(vector(one), NO_DAY, number) for number, one in enumerate(prints)])
    job = Job((), rules=Rules(stories="found"))
    with workers_for(job, folder) as workers:
        found = gather(job, folder, workers)
    labels = np.arange(len(prints)) + len(prints)
    labels[found.members] = np.repeat(np.arange(len(found.bounds) - 1), np.diff(found.bounds))
    return labels


def measure(numbers: Sequence[int], jobs: int, data: Path) -> None:
    """Print what grouping and comparing take with a growing number of documents."""
    texts, model = read_articles(data), reliability.load_model()
    bases = rate_bases(texts[:20], model)
    start = time.process_time()
    bases = rate_bases(texts, model)
    each = (time.process_time() - start) / len(texts)
    print(
        f"The first pass: {1e3 * each:.1f} ms of processor time a document, the packing of twelve variants included.\n"
    )
    print("| documents | grouping | comparing | processor | memory | a worker | disk | stories | F | a million |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for n in numbers:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            wanted = make(folder / "beside", folder / "rows", bases, n)
            command = [sys.executable, __file__, "--one", name, "--jobs", str(jobs)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            one = json.loads(done.stdout)
            f = pairwise(wanted, np.load(folder / "found.npy"))
        hours = 1e6 * one["processor"] / n / 3600
        print(
            f"| {n:,} | {one['group']:.0f} s | {one['compare']:.0f} s | {one['processor']:.0f} s "
            f"| {one['memory']:.0f} MB | {one['workers']:.0f} MB | {one['disk']:.0f} MB | {one['stories']:,} "
            f"| {f:.3f} | {hours:.1f} h, ${PRICE * hours:.2f} |",
            flush=True,
        )
        print(f"load {one['load']:.1f} at the end of {n:,}", file=sys.stderr, flush=True)


def memory(n: int, data: Path) -> None:
    """Print the memory of one process that rates n documents, as it goes."""
    texts = read_articles(data)
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus.jsonl"
        with corpus.open("w", encoding="utf-8") as stream:
            for i in range(n):
                # Two halves of articles, so that few documents are equal and words come back as they do.
                one, other = texts[i % len(texts)], texts[(i * 7 + i // len(texts)) % len(texts)]
                text = f"{one[: len(one) // 2]}\n\n{other[len(other) // 2 :]}"
                stream.write(json.dumps({"id": f"d{i}", "text": text}) + "\n")
        command = [sys.executable, "-m", "reliability", "score", str(corpus), "--stories", "--quiet"]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen([*command, "--output", f"{name}/rows.jsonl"], env=environment)
        print("| rated | memory |\n|---|---|")
        manifest, step = Path(name) / "rows.jsonl.manifest.json", 1
        while process.poll() is None:
            time.sleep(1)
            state = json.loads(manifest.read_text()) if manifest.exists() else {"rows": 0, "state": "rating"}
            if state["state"] == "rating" and state["rows"] >= step * n / 5:
                status = Path(f"/proc/{process.pid}/status").read_text()
                peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
                print(f"| {state['rows']:,} | {int(peak) * 1024 / MB:.0f} MB |", flush=True)
                step += 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--numbers", type=int, nargs="*", default=[10_000, 50_000, 200_000])
    parser.add_argument("--documents", type=int, default=100_000, help="rated for the memory of one process")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(passes(chosen.one, chosen.jobs)))
        return
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit.strip()}, {os.cpu_count()} processors ({platform.machine()}), "
        f"{chosen.jobs} workers, Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}\n"
    )
    measure(chosen.numbers, chosen.jobs, chosen.data)
    print("\nThe labelled stories found again:\n")
    quality(chosen.data)
    if chosen.documents:
        print(f"\nOne process that rates {chosen.documents:,} documents of 400 words:\n")
        memory(chosen.documents, chosen.data)


if __name__ == "__main__":
    main()
