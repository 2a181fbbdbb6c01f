"""A model from a stranger can be wrong but not harmful: it is refused with a cause, or gives ratings that hold."""

import copy
import json
import tracemalloc
import zipfile

import numpy as np
import pytest
from hostile.model_files import ARCHIVES, FOLDER, JUNK, READERS, archive_of, arrays_of, rehashed, wrongs
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability import rate
from reliability.errors import ModelError, TrainingError
from reliability.model_file import load_model

pytestmark = pytest.mark.slow

# The numbers that training goes on from are no model: what is wrong with them is an error of training.
DOCUMENTED = (ModelError, TrainingError)
CONTENTS = {name: (FOLDER / name).read_bytes() for name in READERS}
RATING = json.loads(CONTENTS["rating.json"])
TEXT = "Mayor Ann Okoye told the council on Monday that 14 of 16 ferries may sail again. “We checked,” she said. " * 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


def refusal(folder, name, content):
    """Return what a file is refused with, or nothing where it is taken; any error not documented is a failure."""
    path = folder / name
    path.write_bytes(content)
    try:
        READERS[name](path)
    except DOCUMENTED as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", READERS)
def test_the_file_that_ships_is_taken(folder, name):
    assert refusal(folder, name, CONTENTS[name]) == ""


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", JUNK, ids=lambda content: repr(content[:12]))
def test_what_is_no_model_is_refused_by_name_with_a_way_out(folder, name, content):
    found = refusal(folder, name, content)
    assert name in found
    assert any(way in found for way in ("make ", "train", "give a file")), found


@pytest.mark.parametrize("name", READERS)
def test_a_model_of_another_kind_is_refused(folder, name):
    for other, content in CONTENTS.items():
        assert other == name or name in refusal(folder, name, content)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_as_good(folder, name, data):
    content = bytearray(CONTENTS[name])
    cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    places = st.integers(0, 300) | st.integers(0, len(content) - 1) | st.integers(len(content) - 800, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=6)):
        content[place] = byte
    found = refusal(folder, name, bytes(content[:cut]))
    # Where nothing is checked but the room, a byte of what numpy pads its heads with may be any.
    assert not found or name in found


@pytest.mark.parametrize("name", ARCHIVES)
def test_arrays_of_another_kind_run_nothing_and_take_no_room(folder, name):
    arrays = arrays_of(name)
    bulk = sum(array.nbytes for array in arrays.values())
    for key, array in arrays.items():
        assert name in refusal(folder, name, archive_of({other: arrays[other] for other in arrays if other != key}))
        for label, wrong in wrongs(array):
            if bulk > 5e6 and array.nbytes > 1e6 and not isinstance(wrong, bytes):
                wrong = wrong[:1000] if getattr(wrong, "ndim", 0) else wrong  # noqa: PLW2901
            found = refusal(folder, name, archive_of(arrays | {key: wrong}))
            assert not found or name in found
            if label in {"objects", "4 TB", "more than there is", "less than nothing", "a head of nonsense", "void"}:
                assert found, (key, label)


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_does(folder, name):
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for key in arrays_of(name):
            with archive.open(f"{key}.npy", "w", force_zip64=True) as entry:
                for _ in range(80):
                    entry.write(bytes(2**24))
            break
        for key in list(arrays_of(name))[1:]:
            archive.writestr(f"{key}.npy", b"")
    assert path.stat().st_size < 10e6
    tracemalloc.start()
    with pytest.raises(DOCUMENTED, match=name):
        READERS[name](path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6


_ODD = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        0.5,
        1e300,
        -1e300,
        float("nan"),
        float("inf"),
        10**400,
        "",
        "x",
        "\ud800",
        [],
        {},
        [[1]],
        ["a"],
    ]
)
_PLACES = [
    ("patterns",), ("patterns", 0), ("patterns", 7), ("weighting",), ("readers",), ("facts",), ("features",),
    *(("weighting", key) for key in RATING["weighting"]),
    *(("weighting", key, 0) for key in ("mean", "scale", "idf", "row_mean")),
    *(("readers", name) for name in RATING["readers"]),
    *(("readers", name, key) for name in ("rating", "hedging") for key in RATING["readers"][name]),
    *(("readers", "rating", key, 1) for key in ("classes", "coef", "thresholds", "cuts")),
]  # fmt: skip


@settings(max_examples=80)
@given(place=st.sampled_from(_PLACES), value=_ODD)
def test_a_model_written_to_do_harm_is_refused_or_gives_ratings_that_hold(folder, place, value):
    stored = copy.copy(RATING)
    inner = stored
    for key in place[:-1]:
        inner[key] = copy.copy(inner[key])
        inner = inner[key]
    inner[place[-1]] = value
    path = folder / "rating.json"
    path.write_bytes(rehashed(stored))
    refused, model = "", None
    try:
        model = load_model(path)
    except DOCUMENTED as error:
        refused = str(error)
    if model is None:
        assert "rating.json" in refused
        assert "give a file" in refused or "retrain" in refused
        return
    with np.errstate(all="raise", under="ignore"):
        [rating] = rate([TEXT], model=model)
    assert 0 <= rating.score <= 1
    assert 0 <= rating.interval[0] <= rating.score <= rating.interval[1] <= 1
    assert sum(rating.probabilities) == pytest.approx(1)
    json.dumps(rating.to_dict(), allow_nan=False)


def test_endless_and_missing_files_are_refused(folder):
    for name, read in READERS.items():
        with pytest.raises(DOCUMENTED, match="missing"):
            read(folder / "missing" / name)
    (folder / "large.json").write_bytes(b" " * (33 * 2**20))
    with pytest.raises(ModelError, match="more than 32 MB"):
        load_model(folder / "large.json")
