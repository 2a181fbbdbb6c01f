"""What a worker does: records into rows, one after the other, whatever is wrong with them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits

from reliability.corpus.deadline import OutOfTime, limited
from reliability.errors import DocumentError
from reliability.lone import rate_alone
from reliability.model_file import Model, load_model
from reliability.rated import rating_of
from reliability.readers.record import stated
from reliability.report.records import dump

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reliability.corpus.job import Rules
    from reliability.readers import Record

# Finer than any rating knows; and no processor's way of adding up shows in the rows.
_PLACES = 6
# No list of the causes of one error may fill the disk.
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Done:
    """The rows of a chunk.

    Parameters
    ----------
    lines : bytes
        One JSON object a record, in their order.
    errors : int
        How many of them have an error.
    """

    lines: bytes
    errors: int


@lru_cache(maxsize=1)
def model_at(path: Path | None) -> Model:
    """Return a model, loaded once in a process."""
    return load_model(path)


def rate_chunk(records: Sequence[Record], rules: Rules, model: Model | Path | None) -> Done:
    """Rate records.

    Parameters
    ----------
    records : sequence of Record
    rules : Rules
    model : Model or Path, optional
    """
    loaded = model if isinstance(model, Model) else model_at(model)
    # A sum's last digit depends on how many threads share it; and processes side by side are faster with one each.
    with threadpool_limits(1):
        rows = [make_row(record, rules, loaded) for record in records]
    errors = sum(row["error"] is not None for row in rows)
    return Done("".join(f"{dump(row)}\n" for row in rows).encode(), errors)


def make_row(record: Record, rules: Rules, model: Model) -> dict[str, Any]:
    """Return the row of one record: its rating, or its error."""
    try:
        with limited(rules.limits.seconds):
            return _rated(record, rules, model)
    except DocumentError as error:
        return error_row(record, error.cause, rules)
    except OutOfTime:
        return error_row(record, f"took longer than {rules.limits.seconds:g} seconds", rules)
    # A mistake of ours must not cost a researcher the other ten million.
    except Exception as error:
        return error_row(record, f"cannot be rated ({type(error).__name__}: {error}); please report this", rules)


def error_row(record: Record, error: str, rules: Rules) -> dict[str, Any]:
    """Return the row of a record that cannot be rated."""
    row: dict[str, Any] = {"id": record.id, "source": stated(record.source), "record": record.number}
    names = ["level", "score", "interval", "probabilities", "signals", "contributions", "flags"]
    names += ["features"] * rules.signals + ["evidence"] * rules.evidence
    return row | dict.fromkeys(names) | {"error": error[:_LONGEST_ERROR]}


def _rated(record: Record, rules: Rules, model: Model) -> dict[str, Any]:
    lone = rate_alone(record.load(rules.limits), model)
    rating = rating_of(lone, model)
    row: dict[str, Any] = {
        "id": record.id,
        "source": stated(record.source),
        "record": record.number,
        "level": rating.level,
        "score": _round(rating.score),
        "interval": [_round(end) for end in rating.interval],
        "probabilities": [_round(share) for share in rating.probabilities],
        "signals": _rounded(rating.signals),
        "contributions": _rounded(rating.contributions),
        "flags": list(rating.flags),
    }
    if rules.signals:
        row["features"] = {
            name: _round(value)
            for signal in lone.extraction.signals.values()
            for name, value in signal.features.items()
        }
    if rules.evidence:
        # Spans, and not their words: rows may be shared where texts may not.
        row["evidence"] = [
            {"signal": one.signal, "kind": one.kind, "start": one.start, "end": one.end, "voice": one.voice}
            for one in rating.evidence
        ]
    return row | {"error": None}


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: _round(value) for name, value in values.items()}


def _round(value: float | None) -> float | None:
    # Adding nothing turns -0.0 into 0.0.
    return None if value is None or not math.isfinite(value) else round(float(value), _PLACES) + 0.0
