"""The files of models that ship, with what reads them, and ways to spoil them."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np

from reliability.annotation import judging, kinds, tagging
from reliability.annotation.specific.files import _read as read_specific
from reliability.annotation.terms import read_frequencies
from reliability.annotation.uncertain.files import _read as read_uncertain
from reliability.cli.readings import read_held_out
from reliability.model_file import load_model
from reliability.resources import models_folder
from reliability.segmentation import load_punkt
from reliability.signals.consensus.model import read_consensus
from reliability.training.numbers import read_numbers

FOLDER = models_folder()
_TAGGER = FOLDER / tagging.FILE_NAME


def _ids():
    with np.load(FOLDER / "held-out.npz") as stored:
        return stored["ids"].tolist()


# Each without what remembers files that were read before.
READERS = {
    "attributions.npz": tagging.read_tagger.__wrapped__,
    "consensus.json": read_consensus.__wrapped__,
    "frequencies.npz": read_frequencies.__wrapped__,
    "held-out.npz": lambda path: read_held_out(path, _ids()),
    "kinds.npz": kinds.read_kinds.__wrapped__,
    "numbers.npz": read_numbers,
    "punkt.json": load_punkt,
    "rating.json": load_model,
    "sentences.npz": judging.read_support.__wrapped__,
    "specificity.npz": lambda path: read_specific.__wrapped__(path, _TAGGER),
    "uncertainty.npz": lambda path: read_uncertain.__wrapped__(path, _TAGGER),
}
ARCHIVES = [name for name in READERS if name.endswith(".npz")]

JUNK = (
    b"", b"\x00", b"[]", b"null", b"{}", b"1", b'"x"', b"NaN", b"\xff\xfe", b"[" * 100_000,
    b'{"a":' * 100_000, b"1" * 5000,
    b'{"a":' + b"1" * 5000 + b"}", b'["\\ud800"]', b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18,
    b"\x93NUMPY\x01\x00v\x00",    b"\x80\x04\x95", b"\x1f\x8b\x08",
)  # fmt: skip


def arrays_of(name):
    with np.load(FOLDER / name) as stored:
        return {key: stored[key] for key in stored.files}


def archive_of(arrays):
    """Return an archive; an array may be given as bytes, which are taken as they are."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, array in arrays.items():
            archive.writestr(f"{name}.npy", array if isinstance(array, bytes) else _saved(array))
    return content.getvalue()


def _saved(array):
    content = io.BytesIO()
    np.save(content, array, allow_pickle=True)
    return content.getvalue()


def claiming(shape, dtype="<f4", behind=b"\x00" * 64):
    """Return an array's file that says it is of a shape and holds something else."""
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": dtype, "fortran_order": False, "shape": shape})
    return content.getvalue() + behind


class Runs:
    """What a pickle would run; nothing may."""

    def __reduce__(self):
        return (pytest_must_not_run, ())


def pytest_must_not_run():
    raise SystemError("a model file has run code")


def wrongs(array):
    """Yield arrays that are not what a model's is, in the same place."""
    yield "objects", np.array([Runs()], object)
    yield "strings", np.zeros(array.shape, "U3")
    yield "dates", np.zeros(array.shape, "M8[s]")
    yield "void", np.zeros(array.shape, "V3")
    yield "records", np.zeros(array.shape, [("a", "f4")])
    yield "complex", np.zeros(array.shape, complex)
    yield "a number", np.array(1)
    yield "nothing", array[:0]
    yield "one more", np.concatenate([array, array[:1]])
    yield "negative", -array.astype(float) if array.dtype.kind != "U" else array[::-1]
    yield "zeros", np.zeros(array.shape)
    yield "not numbers", np.full(array.shape, np.nan)
    yield "infinite", np.full(array.shape, np.inf)
    yield "large", np.full(array.shape, 2**62)
    yield "4 TB", claiming((2**40,))
    yield "more than there is", claiming((2**62, 2**62))
    yield "less than nothing", claiming((-1, 4))
    yield "a head of nonsense", b"\x93NUMPY\x01\x00\x40\x00" + b"({" * 32


def rehashed(stored):
    """Return a rating model's bytes with a hash that fits: what somebody can write who knows the format."""
    from reliability.model_file import _digest

    content = {key: value for key, value in stored.items() if key not in {"format", "kind", "sha256"}}
    return json.dumps(stored | {"sha256": _digest(content)}).encode()
