"""The command answers in the time that importing scikit-learn takes, give or take."""

import statistics
import subprocess
import sys
import time

import pytest

LIMIT = 2.5


def seconds(command, times=5):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


@pytest.mark.slow
def test_one_file_in_at_most_two_and_a_half_times_the_import_of_scikit_learn(tmp_path):
    page = tmp_path / "note.txt"
    page.write_text("Harbour master Ann Ito said on Monday that 14 ferries had been repaired. " * 30, encoding="utf-8")
    baseline = seconds([sys.executable, "-c", "import sklearn.linear_model"])
    ours = seconds([sys.executable, "-m", "reliability", "score", str(page)])
    assert ours <= LIMIT * baseline, f"{ours:.2f} s against {baseline:.2f} s"
