"""The same documents give the same bytes, wherever and however they are rated."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reliability.corpus.job import CHUNK

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEEDS = sorted(str(path) for path in (ROOT / "seeds").iterdir() if path.stem != "README")
# Several at a time, for each takes as long as all of them.
SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "OMP_NUM_THREADS": "2", "COLUMNS": "20"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "POSIX", "PYTHONUTF8": "1"},
]


def rated(*arguments, cwd=ROOT, python=(), **surroundings):
    """Return what the command writes, with nothing around it but what is given."""
    known = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, *python, "-m", "reliability", "score", *arguments],
        capture_output=True,
        cwd=cwd,
        env=known | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | surroundings,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def as_json(*documents, **surroundings):
    return rated("--format", "json", *(documents or SEEDS), **surroundings)


@pytest.fixture(scope="module")
def expected():
    return as_json()


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda given: given.get("LC_ALL"))
def test_json_is_the_same_whatever_surrounds_it(expected, surroundings):
    assert as_json(**surroundings) == expected


def test_a_turkish_locale_changes_nothing(expected, tmp_path):
    """There, I is no capital of i."""
    locale = tmp_path / "tr_TR.UTF-8"
    try:
        subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", str(locale)], capture_output=True)
    except OSError:
        pytest.skip("localedef is not there to make a Turkish locale")
    if not locale.is_dir():
        pytest.skip("the system has no Turkish locale to make")
    surroundings = {"LOCPATH": str(tmp_path), "LC_ALL": "tr_TR.UTF-8"}
    told = "import locale; print(locale.setlocale(locale.LC_ALL, ''))"
    in_use = subprocess.run([sys.executable, "-c", told], capture_output=True, env=os.environ | surroundings)
    assert b"tr_TR" in in_use.stdout
    assert as_json(**surroundings) == expected


def test_optimised_python_in_another_working_directory_changes_nothing(expected, tmp_path):
    assert as_json(cwd=tmp_path, python=("-OO",)) == expected


def test_the_order_of_documents_changes_no_document(expected):
    known, turned = ({one["id"]: one for one in json.loads(told)} for told in (expected, as_json(*SEEDS[::-1])))
    assert turned == known


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """More than two pieces of work, so that several workers have some."""
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    texts = [Path(seed).read_text(encoding="utf-8") for seed in SEEDS if not seed.endswith(".html")]
    lines = [json.dumps({"id": str(n), "text": f"{text}\n{n} times."}) for n, text in enumerate(texts * 34)]
    assert len(lines) > 2 * CHUNK
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_rows_of_a_corpus_are_the_same_for_any_number_of_workers(corpus, tmp_path, form):
    written = set()
    for workers, seed in (("1", "1"), ("2", "2")):
        out = tmp_path / f"{workers}-{seed}.{form}"
        rated(str(corpus), "--output", str(out), "--jobs", workers, PYTHONHASHSEED=seed)
        written.add(out.read_bytes())
    assert len(written) == 1
