"""Versions of Python add numbers up differently: from 3.12 on `sum` makes up for rounding. No byte may hang on it."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = sorted(str(path) for path in (ROOT / "seeds").iterdir() if path.stem != "README")
# Both ways, so that the test asks the same under any version.
RUN = """
import builtins, math, sys
kept = builtins.sum
def rounded(numbers, start=0):
    for number in numbers:
        start = start + number
    return start
def exact(numbers, start=0):
    numbers = list(numbers)
    real = numbers and all(type(one) is float for one in numbers)
    return math.fsum(numbers) + start if real else kept(numbers, start)
builtins.sum = {"rounded": rounded, "exact": exact}[sys.argv.pop(1)]
if sys.argv[1] == "probe":
    print(sum([0.1] * 10))
else:
    from reliability.cli import main
    main(prog_name="reliability")
"""


def run(way, *arguments):
    done = subprocess.run([sys.executable, "-c", RUN, way, *arguments], capture_output=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_two_ways_differ():
    assert [float(run(way, "probe")) for way in ("rounded", "exact")] == [sum_rounded(), math.fsum([0.1] * 10)]


def sum_rounded():
    total = 0.0
    for _ in range(10):
        total += 0.1
    return total


@pytest.mark.slow
def test_json_is_the_same_however_numbers_are_added_up():
    rounded, exact = (run(way, "score", "--format", "json", *SEEDS) for way in ("rounded", "exact"))
    assert json.loads(rounded)
    assert rounded == exact
