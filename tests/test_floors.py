"""The rating's figures stand above benchmarks/floors.json, and the numbers kept give the model that ships."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from reliability.model_file import load_model
from reliability.resources import models_folder
from reliability.training import train_from_numbers

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
try:
    import floors
finally:
    sys.path.pop(0)


def kept():
    return json.loads(floors.FLOORS.read_text(encoding="utf-8"))


def test_floors_belong_to_the_numbers_that_ship():
    assert kept()["numbers_sha256"] == floors.numbers_hash()


def test_a_figure_below_its_floor_a_larger_error_and_a_missing_figure_are_found():
    held = {"rating spearman": 0.79, "rating mae": 0.53, "levels used": 5}
    assert floors.worse(held, held) == {}
    fallen = {"rating spearman": 0.789, "rating mae": 0.531}
    assert set(floors.worse(fallen, held)) == set(held)


def test_raising_never_lowers():
    assert floors.better("rating spearman", 0.7, 0.8) == 0.8
    assert floors.better("rating mae", 0.6, 0.5) == 0.5
    assert floors.better("rating mae", 0.4, None) == 0.4


def test_the_gate_fails_where_a_floor_is_out_of_reach(monkeypatch, capsys):
    monkeypatch.setattr(floors, "measured", lambda: dict.fromkeys(kept()["floors"], 0.5) | {"rating mae": 0.1})
    monkeypatch.setattr(sys, "argv", ["floors.py"])
    assert floors.main() == 1
    assert "WORSE: rating spearman is 0.500" in capsys.readouterr().err


@pytest.mark.slow
def test_the_numbers_kept_give_the_model_that_ships_and_its_figures(tmp_path):
    """Byte for byte where it was made; on another machine a rounding may differ in the last of six digits."""
    train_from_numbers(tmp_path)
    made, shipped = load_model(tmp_path), load_model()
    for name, reader in shipped.readers.items():
        np.testing.assert_allclose(made.readers[name].coef_, reader.coef_, rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(made.readers[name].cuts_, reader.cuts_, atol=1e-4)
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]
    flat = floors.flattened(found)
    assert floors.worse(flat, kept()["floors"]) == {}
    assert found["rating"]["spearman"] == pytest.approx(shipped.facts["figures"]["rating"]["spearman"], abs=0.002)
    assert (tmp_path / "numbers.npz").read_bytes() == (models_folder() / "numbers.npz").read_bytes()
