"""Documents a second, start-up and peak memory, of the library and beside it of what else one might run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import speed
from sklearn.feature_extraction.text import TfidfVectorizer
from timing import timed

import reliability
from suite.embeddings import PACKAGES, load
from suite.features import nela_row, readability_row
from suite.rows import Outcome, Row
from suite.setting import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from suite.setting import Setting

HERE = Path(__file__).parents[1]
REPEATS = 5
# Of each length: a document, and documents held at once.
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
NUMBERS = (50, 100, 200, 400)
# Enough for the longest document and the longest list without an article twice.
MOST = 600
# Timed beside peers.
TIMED = 200
# Printed by a fresh process at its end: its processor seconds since it began, and its most memory in MB. Linux lets
# ru_maxrss begin with what the parent held; the file of the kernel does not.
_TOLD = (
    "; import pathlib, resource, sys, time; status = pathlib.Path('/proc/self/status'); "
    "peak = int(status.read_text().split('VmHWM:')[1].split()[0]) / 1e3 if status.is_file() else "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == 'darwin' else 1e3); "
    "print(time.process_time(), peak)"
)
_TEXT = "'The mayor said on Monday that 12 ferries had been repaired.'"
STARTS = {
    LIBRARY: ("reliability", f"import reliability; reliability.rate([{_TEXT}])"),
    "scikit-learn's TF-IDF": (
        "sklearn",
        f"from sklearn.feature_extraction.text import TfidfVectorizer; TfidfVectorizer().fit([{_TEXT}])",
    ),
    "textstat": ("textstat", f"import textstat; textstat.lix({_TEXT})"),
    "nela-features": (
        "nela_features",
        f"from nela_features.nela_features import NELAFeatureExtractor as N; N().extract_moral('', {_TEXT}.split())",
    ),
    "MiniLM embeddings": (
        "sentence_transformers",
        f"from suite.embeddings import load; load().encode([{_TEXT}])",
    ),
}


def run(setting: Setting) -> Outcome:
    """Measure in this process, in fresh ones, and by benchmarks/speed.py, whose output is kept as it stands."""
    texts = speed.read_articles(setting.data or Path("nowhere"), 100 if setting.quick else MOST)
    made = "" if setting.data else "articles made from the sentences of seeds/, whose words are fewer"
    rows = [
        *_throughput(texts[: 20 if setting.quick else TIMED], made),
        *_starts(),
        *_growth(texts, made, quick=setting.quick),
    ]
    left_out = [
        f"{name}: {package} is not installed" for name, (package, _) in STARTS.items() if not find_spec(package)
    ]
    return Outcome(rows, left_out, printed=_speed(setting))


def _works(texts: Sequence[str]) -> dict[str, tuple[Callable[[Sequence[str]], object], int, str]]:
    """Return what is timed, on how many of the texts, and what differs."""
    works: dict[str, tuple[Callable[[Sequence[str]], object], int, str]] = {
        LIBRARY: (lambda some: reliability.rate(some, stories=False), len(texts), "the whole rating with its evidence")
    }
    counter = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit(texts)
    works["word n-grams"] = (counter.transform, len(texts), "counting alone")
    if find_spec("textstat"):
        works["textstat"] = (lambda some: [readability_row(text) for text in some], len(texts), "six figures")
    if find_spec("nela_features"):
        from nela_features.nela_features import NELAFeatureExtractor  # noqa: PLC0415 (optional)

        nela = NELAFeatureExtractor()
        differs = "without parts of speech and places; sentences by this library"
        works["nela-features"] = (lambda some: [nela_row(nela, text) for text in some], min(50, len(texts)), differs)
    if all(map(find_spec, PACKAGES)):
        model = load()
        differs = "256 word pieces of each; all threads that PyTorch takes"
        works["MiniLM embeddings"] = (
            lambda some: model.encode(list(some), batch_size=16, show_progress_bar=False),
            min(25, len(texts)),
            differs,
        )
    return works


def _throughput(texts: Sequence[str], made: str) -> list[Row]:
    rows = []
    for name, (work, n, differs) in _works(texts).items():
        # Each run reads other articles: some packages remember what they were asked before.
        parts = [texts[:n][start::REPEATS] for start in range(REPEATS)]
        work(texts[-2:])
        taken = [timed(lambda work=work, part=part: work(part)) for part in parts]  # type: ignore[misc]
        told = "; ".join(filter(None, (differs, made)))
        amounts = {
            "a second of processor time": list(map(len, parts)),
            "MB a second": [sum(len(text.encode()) for text in part) / 1e6 for part in parts],
        }
        for figure, amount in amounts.items():
            speeds = [size / seconds for size, seconds in zip(amount, taken, strict=True)]
            values = (round(value, 4) for value in (statistics.median(speeds), min(speeds), max(speeds)))
            rows.append(Row("articles of 400 words", name, figure, *values, n, "articles", "", told))
    return rows


def _starts() -> list[Row]:
    rows = []
    for name, (package, code) in STARTS.items():
        if not find_spec(package):
            continue
        runs = [_fresh(code) for _ in range(REPEATS)]
        for column, figure in enumerate(("processor seconds to the first answer", "MB of memory at most")):
            values = [told[column] for told in runs]
            found = (round(value, 3) for value in (statistics.median(values), min(values), max(values)))
            rows.append(Row("start-up", name, figure, *found, REPEATS, "runs"))
    return rows


def _growth(texts: Sequence[str], made: str, *, quick: bool) -> list[Row]:
    """Return memory and time in fresh processes by the length of one document, and by how many there are."""
    rows = []
    code = "import reliability, sys; text = sys.stdin.read(); "
    whole = "\n\n".join(texts)
    for length in LENGTHS[:2] if quick else LENGTHS:
        text = whole[:length]
        rows += _pair(f"one document of {length:,} characters", _fresh(code + "reliability.rate([text])", text), made)
    for number in NUMBERS[:1] if quick else NUMBERS:
        many = "\f".join(texts[:number])
        told = _fresh(code + "reliability.rate(text.split('\\f'), stories=False)", many)
        rows += _pair(f"{number} articles in one list", told, made)
    return rows


def _pair(name: str, told: tuple[float, float], made: str) -> list[Row]:
    differs = "; ".join(filter(None, ("a fresh process each, its start included", made)))
    figures = zip(("processor seconds", "MB at most"), told, strict=True)
    return [
        Row("growth", name, figure, round(value, 3), None, None, 1, "run", "", differs) for figure, value in figures
    ]


def _fresh(code: str, text: str = "") -> tuple[float, float]:
    """Run code in a fresh process; returns its processor seconds and its most memory in MB."""
    found = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"PYTHONPATH": found, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code + _TOLD]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, env=environment)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def _speed(setting: Setting) -> str:
    """Return what benchmarks/speed.py prints: stages, growth, processes."""
    if setting.quick:
        return ""
    command = [sys.executable, str(HERE / "speed.py"), *(["--data", str(setting.data)] if setting.data else [])]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
