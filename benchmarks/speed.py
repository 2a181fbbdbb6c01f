"""How many documents and megabytes a second the rating does: stage by stage, whole, with length, in two processes.

    python benchmarks/speed.py [--data ../shared] [--longest 5000000]

Articles are cut to 400 words. Without the data they are made from the sentences of seeds/, shuffled. Times are those of
the processor in one process, OMP_NUM_THREADS=1 recommended, and of the clock where processes are compared. Beside it
stand what a tokenizing expression takes, below which nothing that reads a text can be, and nela-features (`peers`).
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import platform
import random
import re
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from joblib import Parallel, delayed, effective_n_jobs
from peers import STAND_INS, load_nela
from timing import timed

import reliability
from reliability.annotation.annotate import annotate
from reliability.annotation.attributions import find_statements
from reliability.annotation.names import names
from reliability.annotation.particulars import particulars
from reliability.annotation.quotations import quotations
from reliability.annotation.wording import stream
from reliability.corpus.job import CHUNK, Rules
from reliability.corpus.work import rate_chunk
from reliability.extractor import FAMILIES, READ_BY_ALL
from reliability.furniture import article_spans
from reliability.lone import rate_alone
from reliability.rated import rating_of
from reliability.rating import load_rater
from reliability.readers import Record
from reliability.segmentation import segment, segment_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reliability.annotation.annotate import Annotation

ROOT = Path(__file__).parents[1]
N_ARTICLES = 200
WORDS = 400
REPEATS = 5
FLOOR = re.compile(r"\w+|[^\w\s]")
# Articles of the slow peer.
N_SLOW = 20


def read_articles(data: Path, number: int = N_ARTICLES) -> list[str]:
    """Return articles of 400 words, from the data or from the seeds; at most so many."""
    stored = data / "data" / "articles.jsonl.gz"
    if stored.is_file():
        with gzip.open(stored, "rt", encoding="utf-8") as file:
            cut = (_cut(json.loads(line).get("text") or "") for line in file)
            known: dict[str, None] = {}
            for text in cut:
                if len(text.split()) == WORDS:
                    known[text] = None
                if len(known) == number:
                    break
            return list(known)
    print(f"{stored} is absent: articles are made from the sentences of seeds/, whose words are fewer")
    seeds = [reliability.read(path).text for path in sorted(ROOT.glob("seeds/*.*")) if path.name != "README.md"]
    parts = [segment(text) for text in seeds]
    sentences = [part.text[start:end] for part in parts for start, end in part.sentences]
    randomness = random.Random(0)
    return [_cut("\n\n".join(randomness.sample(sentences * 20, 40))) for _ in range(number)]


def _cut(text: str) -> str:
    """Return the first 400 words, the line breaks between them kept."""
    ends = [match.end() for match in itertools.islice(re.finditer(r"\S+", text), WORDS)]
    return text[: ends[-1]] if ends else ""


def print_line(name: str, work: Callable[[], object], texts: Sequence[str], repeats: int = REPEATS) -> float:
    """Time some work over texts and print its speed; returns the median of seconds."""
    taken = sorted(timed(work) for _ in range(repeats))
    median = statistics.median(taken)
    n, size = len(texts), sum(len(text.encode()) for text in texts) / 1e6
    spread = f"{n / taken[-1]:>8,.0f} to {n / taken[0]:>7,.0f}"
    print(f"  {name:<34} {1e3 * median / n:>8.3f} ms {n / median:>8,.0f}/s ({spread}) {size / median:>7.2f} MB/s")
    return median


def stages(texts: Sequence[str]) -> None:
    """Print the speed of each stage, what it needs being ready, and of the whole."""
    rater, documents = load_rater(), [reliability.Document(text=text, id="one") for text in texts]
    model = reliability.load_model()
    annotations = [annotate(document) for document in documents]
    for annotation in annotations:
        for name in READ_BY_ALL:
            getattr(annotation, name)
    segmented = [annotation.segments for annotation in annotations]
    kept = [article_spans(text) for text in texts]
    lone = [rate_alone(document, model) for document in documents]
    extractions = [one.extraction for one in lone]

    def each(work: Callable[[Annotation], object]) -> Callable[[], None]:
        return lambda: [work(annotation) for annotation in annotations] and None

    works: dict[str, Callable[[], object]] = {
        "page furniture": lambda: [article_spans(text) for text in texts],
        "sentences": lambda: [segment_spans(text, spans) for text, spans in zip(texts, kept, strict=True)],
        "tokens": lambda: [replace(segments).first_tokens for segments in segmented],
        "quotations": lambda: [quotations(segments) for segments in segmented],
        "names": lambda: [names(segments) for segments in segmented],
        "particulars": lambda: [particulars(segments) for segments in segmented],
        "attributions, the tagger included": each(lambda a: find_statements(a.segments, a.quotations, a.names)),
        "wording": each(lambda a: stream(a.segments, a.names, a.particulars)),
        **{f"sentences: {name}": each(_anew(name)) for name in READ_BY_ALL[1:]},
        **{module.__name__.split(".")[-1] + ", what is left": each(module.read) for module in FAMILIES},
        "matrix row": lambda: [
            model.weighting.transform_row(*model.extractor.transform_extraction(one)) for one in extractions
        ],
        "score, probabilities, reasons": lambda: [rating_of(one, model) for one in lone],
    }
    for name, work in works.items():
        print_line(name, work, texts)
    print_line("the whole rating", lambda: [rater(document) for document in documents], texts)
    records = [Record("benchmark", number, str(number), text=text) for number, text in enumerate(texts, start=1)]
    chunks = [records[first : first + CHUNK] for first in range(0, len(records), CHUNK)]
    print_line("rows of a corpus", lambda: [rate_chunk(chunk, Rules(), model) for chunk in chunks], texts)
    whole = Rules(signals=True, evidence=True)
    print_line("the same, --signals --evidence", lambda: [rate_chunk(chunk, whole, model) for chunk in chunks], texts)


def peers(texts: Sequence[str]) -> None:
    """Print the speed of what a user would take instead."""
    print_line("a tokenizing expression (the floor)", lambda: [FLOOR.findall(text) for text in texts], texts)
    nela, some = load_nela(), texts[:N_SLOW]
    if nela is None:
        print("  nela-features is not installed and was left out")
    else:
        print_line("nela-features, all features", lambda: [nela(text) for text in some], some)
        print(f"    {STAND_INS}")


def _anew(name: str) -> Callable[[Annotation], object]:
    """Return work that computes again what an annotation keeps."""

    def work(annotation: Annotation) -> object:
        annotation.__dict__.pop(name)
        return getattr(annotation, name)

    return work


def growth(data: Path, longest: int) -> None:
    """Print what a byte costs in documents of growing length: articles one behind the other, each only once."""
    rater = load_rater()
    # An article of 400 words has 2,000 characters and more.
    whole = "\n\n".join(read_articles(data, longest // 1_500))
    length = 5_000
    first = 0.0
    while length <= longest:
        if len(whole) < length:
            print(f"  {length:>9,} characters: there are not so many articles")
            break
        document = reliability.Document(text=whole[:length], id="one")
        # The shortest often enough for a clock of milliseconds.
        repeats = max(1, 200_000 // length)
        taken = min(timed(lambda document=document: rater(document)) for _ in range(repeats))
        first = first or taken / length
        each, times = taken / length, taken / length / first
        print(f"  {length:>9,} characters {taken:>8.3f} s {1e6 * each:>7.2f} µs each, {times:.2f} times the first")
        length *= 10


def _rate(texts: Sequence[str]) -> int:
    return len(reliability.rate(texts, stories=False))


def processes(texts: Sequence[str]) -> None:
    """Print the speed of one process and of two, by the clock."""
    many = list(texts) * 4
    parts = [many[first : first + 50] for first in range(0, len(many), 50)]
    found = []
    for n_jobs in (1, 2):
        with Parallel(n_jobs=n_jobs) as run:
            run(delayed(_rate)(part) for part in parts[: 2 * n_jobs])  # the workers start and load the model
            taken = []
            for _ in range(3):
                start = time.perf_counter()
                run(delayed(_rate)(part) for part in parts)
                taken.append(time.perf_counter() - start)
        found.append(statistics.median(taken))
        speed, times = len(many) / found[-1], found[0] / found[-1]
        print(f"  {n_jobs} of {effective_n_jobs(-1)} processors {speed:>8,.0f}/s, {times:.2f} times one")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--longest", type=int, default=5_000_000, help="characters of the longest document")
    chosen = parser.parse_args(arguments)
    texts = read_articles(chosen.data)
    print(f"{len(texts)} articles of {WORDS} words; Python {platform.python_version()}, {platform.machine()}")
    print(f"Stages: median of {REPEATS} runs, slowest and fastest in brackets")
    stages(texts)
    print("Beside it")
    peers(texts)
    print("Growth with length")
    growth(chosen.data, chosen.longest)
    print("Processes, by the clock")
    processes(texts)


if __name__ == "__main__":
    main()
