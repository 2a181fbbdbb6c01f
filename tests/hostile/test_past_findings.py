"""What fuzzing once found, and the seeds it starts from, fed again; tests/fuzz/mutate.py looks for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import TARGETS

FUZZ = Path(__file__).parents[1] / "fuzz"
INPUTS = sorted(path for folder in ("seeds", "findings") for path in (FUZZ / folder).glob("*/*"))


def test_every_target_has_a_seed():
    assert {path.parent.name for path in INPUTS} == set(TARGETS)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: "-".join(path.parts[-3:]))
def test_only_documented_errors_come_out(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_a_broken_promise_is_seen(monkeypatch):
    monkeypatch.setattr("fuzz.targets.parse", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        TARGETS["text"](b"any")
