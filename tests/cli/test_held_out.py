import numpy as np
import pytest
from stand_ins import write_held_out

from reliability.cli.readings import count_known, read_held_out
from reliability.errors import ModelError

IDS = ["a", "b", "c", "d", "e", "f"]


def test_what_training_kept_is_read(tmp_path):
    readings = read_held_out(write_held_out(tmp_path / "held-out.npz", IDS), IDS)
    assert readings.levels.tolist() == [1, 2, 3, 4, 4, 1]
    assert readings.intervals.shape == (6, 2)


def test_ids_may_be_numbers(tmp_path):
    assert len(read_held_out(write_held_out(tmp_path / "k.npz", IDS, ids=np.arange(6)), list("012345")).scores) == 6


@pytest.mark.parametrize("ids", [IDS[:-1], IDS[::-1], [*IDS, "g"]])
def test_other_articles_are_refused(tmp_path, ids):
    with pytest.raises(ModelError, match="other articles"):
        read_held_out(write_held_out(tmp_path / "held-out.npz", IDS), ids)


@pytest.mark.parametrize(
    "damage",
    [
        {"scores": np.zeros(5)},
        {"scores": np.full(6, np.nan)},
        {"scores": np.array(list("abcdef"))},
        {"levels": np.full(6, 5)},
        {"levels": np.full(6, 0.5)},
        {"intervals": np.zeros((6, 1))},
        {"probabilities": np.zeros((6, 5))},
        {"ids": np.array([*IDS[:-1], {}], object)},
    ],
    ids=str,
)
def test_damaged_readings_are_refused(tmp_path, damage):
    path = write_held_out(tmp_path / "held-out.npz", IDS, **damage)
    with pytest.raises(ModelError, match=r"held-out\.npz: .*train again"):
        read_held_out(path, IDS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no archive"])
def test_files_that_are_no_archive_are_refused(tmp_path, content):
    path = tmp_path / "held-out.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        read_held_out(path, IDS)


def test_a_cut_off_file_and_a_missing_column_are_refused(tmp_path):
    path = write_held_out(tmp_path / "held-out.npz", IDS)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelError, match="cannot be read"):
        read_held_out(path, IDS)
    np.savez(path, ids=np.array(IDS))
    with pytest.raises(ModelError, match="scores"):
        read_held_out(path, IDS)


def test_known_articles_are_counted(tmp_path):
    assert count_known(tmp_path / "held-out.npz", IDS) == 0
    assert count_known(write_held_out(tmp_path / "held-out.npz", IDS), ["x", "b", "a"]) == 2
