"""What a worker does: records into rows, one after the other, whatever is wrong with them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

from reliability.corpus.beside import Entry, entry_of
from reliability.corpus.deadline import OutOfTime, limited
from reliability.document import Document
from reliability.errors import DocumentError
from reliability.lone import rate_each
from reliability.model_file import Model, load_model
from reliability.rated import figures_of
from reliability.readers.record import stated
from reliability.report.records import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reliability.corpus.job import Rules
    from reliability.limits import Limits
    from reliability.lone import Lone
    from reliability.readers import Record
    from reliability.signals.signal import Evidence

# Finer than any rating knows; and no processor's way of adding up shows in the rows.
_PLACES = 6
# What is no part of a row, and travels with it as far as the chunk.
_ENTRY = "entry"
# Records rated together, and their characters: a step's code and tables are loaded once for all of them.
_TOGETHER = 16
_ROOM = 200_000
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
    entries : tuple of Entry or None
        What is kept of each for a comparison, where stories are compared.
    """

    lines: bytes
    errors: int
    entries: tuple[Entry | None, ...] = ()


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
    with _libraries().limit(limits=1):
        rows = [row for batch in _batches(records) for row in _make_rows(batch, rules, loaded)]
    entries = tuple(row.pop(_ENTRY, None) for row in rows) if rules.stories else ()
    errors = sum(row["error"] is not None for row in rows)
    return Done("".join(f"{dump(row)}\n" for row in rows).encode(), errors, entries)


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """Return the libraries with threads of their own, looked for once, as that takes milliseconds: after the model."""
    return ThreadpoolController()


def _batches(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Yield records that are rated together: a few, so that memory stays flat and the processor's caches hold them."""
    batch: list[Record] = []
    room = _ROOM
    for record in records:
        room -= len(record.text) + len(record.content)
        if batch and (room < 0 or len(batch) == _TOGETHER):
            yield batch
            batch, room = [], _ROOM - len(record.text) - len(record.content)
        batch.append(record)
    if batch:
        yield batch


def _make_rows(records: Sequence[Record], rules: Rules, model: Model) -> list[dict[str, Any]]:
    """Return the rows of some records: rated together where that goes well, else one by one."""
    try:
        # Where all together take no longer than one may, none does.
        with limited(rules.limits.seconds):
            return _rated(records, rules, model)
    except (Exception, OutOfTime) as error:
        if len(records) > 1:
            # Whatever it is, it happens again to the record that it belongs to.
            return [row for record in records for row in _make_rows([record], rules, model)]
        if isinstance(error, OutOfTime):
            return [error_row(records[0], f"took longer than {rules.limits.seconds:g} seconds", rules)]
        # A mistake of ours must not cost a researcher the other ten million.
        cause = f"cannot be rated ({type(error).__name__}: {error}); please report this"
        return [error_row(records[0], cause, rules)]


def _rated(records: Sequence[Record], rules: Rules, model: Model) -> list[dict[str, Any]]:
    loaded = [_loaded(record, rules.limits) for record in records]
    found = iter(rate_each([one for one in loaded if isinstance(one, Document)], model))
    rated = [next(found) if isinstance(one, Document) else one for one in loaded]
    return [
        error_row(record, one.cause, rules) if isinstance(one, DocumentError) else _row(record, one, rules, model)
        for record, one in zip(records, rated, strict=True)
    ]


def _loaded(record: Record, limits: Limits) -> Document | DocumentError:
    try:
        return record.load(limits)
    except DocumentError as error:
        return error


def error_row(record: Record, error: str, rules: Rules) -> dict[str, Any]:
    """Return the row of a record that cannot be rated."""
    row: dict[str, Any] = {"id": record.id, "source": stated(record.source), "record": record.number}
    names = ["level", "score", "interval", "probabilities", "signals", "contributions", "flags"]
    names += ["features"] * rules.signals + ["evidence"] * rules.evidence + ["story", "voices"] * bool(rules.stories)
    return row | dict.fromkeys(names) | {"error": error[:_LONGEST_ERROR]}


def _row(record: Record, lone: Lone, rules: Rules, model: Model) -> dict[str, Any]:
    figures = figures_of(lone, model)
    row: dict[str, Any] = {
        "id": record.id,
        "source": stated(record.source),
        "record": record.number,
        "level": figures["level"],
        "score": rounded(figures["score"]),
        "interval": [rounded(end) for end in figures["interval"]],
        "probabilities": [rounded(share) for share in figures["probabilities"]],
        "signals": _rounded(figures["signals"]),
        "contributions": _rounded(figures["contributions"]),
        "flags": list(figures["flags"]),
    }
    if rules.signals:
        row["features"] = {
            name: rounded(value)
            for signal in lone.extraction.signals.values()
            for name, value in signal.features.items()
        }
    if rules.evidence:
        row["evidence"] = [evidence_row(one) for one in lone.extraction.evidence]
    if rules.stories:
        row |= {"story": None, "voices": None, _ENTRY: entry_of(lone, record, rules)}
    return row | {"error": None}


def evidence_row(one: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as it stands in a row."""
    # Spans, and not their words: rows may be shared where texts may not.
    return {"signal": one.signal, "kind": one.kind, "start": one.start, "end": one.end, "voice": one.voice}


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: rounded(value) for name, value in values.items()}


def rounded(value: float | None) -> float | None:
    """Return a number as it stands in a row."""
    # Adding nothing turns -0.0 into 0.0.
    return None if value is None or not math.isfinite(value) else round(float(value), _PLACES) + 0.0
