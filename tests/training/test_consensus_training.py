import gzip
import json

import numpy as np
import pytest

from reliability.errors import TrainingError
from reliability.stories import Frequencies
from reliability.training.consensus.denial import fit_denial
from reliability.training.consensus.fit import fit_curve, fit_line, fit_move
from reliability.training.consensus.frequencies import count_terms
from reliability.training.consensus.material import read_stories


def write(path, records):
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    return path


def test_only_terms_of_thirty_articles_are_counted(tmp_path):
    path = write(tmp_path / "a.jsonl.gz", [{"text": f"The bridge bridges w{n}."} for n in range(30)])
    assert count_terms(path) == Frequencies(30, {"bridg": 30})


def test_weights_never_turn_their_sign():
    generator = np.random.default_rng(0)
    rows = generator.normal(size=(80, 13))
    line = fit_line(rows, np.clip(np.round(3 - rows[:, 0]), 1, 5))
    assert line.weights[0] == 0
    assert np.isfinite(line(np.full((1, 13), np.nan))).all()


def test_curve_and_move_by_hand():
    agreements = np.linspace(1, 5, 40)
    slope, shift = fit_curve(agreements, agreements)
    assert slope > 0
    assert slope * 3 + shift == pytest.approx(0, abs=0.05)
    move = fit_move(np.column_stack([agreements] * 3), np.full(40, 0.1))
    assert move == pytest.approx([0, 0, 0, 0.1])


def test_denial_is_told_by_what_tells_it():
    rows = np.tile(np.arange(20.0)[:, None], 6) * [1, 0, 0, 0, 0, 0]
    assert fit_denial(rows, rows[:, 0] > 10)[0] > 0


@pytest.mark.parametrize("record", [{}, {"documents": [{"text": "It rained."}]}, {"documents": [{"text": ""}]}])
def test_stories_without_labels_are_refused(tmp_path, record):
    with pytest.raises(TrainingError, match="needs documents"):
        read_stories(write(tmp_path / "s.jsonl.gz", [record]), Frequencies(9, {}))


def test_too_few_stories_are_refused(tmp_path):
    with pytest.raises(TrainingError, match="fewer than three"):
        read_stories(write(tmp_path / "s.jsonl.gz", []), Frequencies(9, {}))
