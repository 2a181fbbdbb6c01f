"""A corpus as the first pass leaves it, made by varying documents that were rated: for measuring the other passes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.corpus.beside import ENTRY, Entry, append, cut
from reliability.corpus.job import Rules
from reliability.corpus.packing import pack
from reliability.corpus.work import rate_chunk
from reliability.in_story import participate
from reliability.lone import rate_alone
from reliability.readers import Record
from reliability.stories.banding import NO_DAY
from reliability.stories.signatures import signature, vector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reliability.model_file import Model

# Of a story's terms that one of its documents keeps: two share the square of it, a cosine of about .42.
KEPT = 0.65
# Of a document's weight the share, from the heaviest term down, that is renamed in each story made of it.
RENAMED = 0.85
DAYS, LONGEST, UNDATED, BOILERPLATE = 30, 500, 0.05, 0.005
VARIANTS = 12


@dataclass(frozen=True)
class Base:
    """A document that was rated, and accounts that hold some of its claims each."""

    row: dict[str, Any]
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    accounts: tuple[bytes, ...]


def rate_bases(texts: Sequence[str], model: Model) -> list[Base]:
    """Rate documents, and vary what each claims."""
    randomness, bases = np.random.default_rng(0), []
    for number, text in enumerate(texts):
        record = Record("made", number + 1, f"base {number}", text=text)
        lone = rate_alone(record.load(), model)
        found = participate(lone)
        if found.account is None or len(found.print) < 20:
            continue
        row = json.loads(rate_chunk([record], Rules(stories="found"), model).lines)
        bases.append(Base(row, *vector(found.print), tuple(_variants(lone, found.account, randomness))))
    return bases


def _variants(lone: Any, account: Any, randomness: Generator) -> Any:
    """Yield accounts that hold some of the claims in some of their words: as alike as two reports, and no copies."""
    for _ in range(VARIANTS):
        claims = [claim for claim in account.claims if randomness.random() < KEPT] or account.claims[:1]
        worded = tuple(replace(claim, terms=_some(claim.terms, randomness)) for claim in claims)
        yield pack(lone, replace(account, claims=worded), "")


def _some(terms: Mapping[str, float], randomness: Generator) -> dict[str, float]:
    return {stem: worth for stem, worth in terms.items() if randomness.random() < KEPT}


def make(folder: Path, rows: Path, bases: Sequence[Base], n: int) -> NDArray[np.int64]:
    """Write what the first pass would have left of n documents, and return the story of each.

    Stories of k documents are as frequent as 1 / k², up to 500; they begin on any of 30 days and their documents come a
    day apart. Each is a base whose heavier terms are renamed, so that two stories of one base tell of the same kind of
    thing and not of the same one; each document keeps 65 in 100 terms and gets the others from another base. Every
    twentieth has no date, and one in two hundred is the same page of boilerplate.
    """
    randomness = np.random.default_rng(n)
    sizes = _sizes(randomness, n)
    story = np.repeat(np.arange(len(sizes)), sizes)[:n]
    base = randomness.integers(0, len(bases), len(sizes))[story]
    day = randomness.integers(0, DAYS, len(sizes))[story] + randomness.geometric(0.5, n) - 1
    order = np.argsort(day, kind="stable")
    story, base, day = story[order], base[order], day[order]
    day = np.where(randomness.random(n) < UNDATED, NO_DAY, day + 20_000)
    boilerplate = randomness.random(n) < BOILERPLATE
    cut(folder, 0)
    with rows.open("wb") as stream:
        for start in range(0, n, 1000):
            entries = []
            for i in range(start, min(n, start + 1000)):
                own = bases[0] if boilerplate[i] else bases[base[i]]
                print_ = (own.columns, own.weights)
                if not boilerplate[i]:
                    print_ = _vary(own, bases[randomness.integers(0, len(bases))], int(story[i]), i, randomness)
                account = own.accounts[randomness.integers(0, VARIANTS)]
                entries.append(entry(print_, int(day[i]), i, account))
                stream.write(f"{json.dumps(own.row | {'id': f'd{i}', 'record': i + 1})}\n".encode())
            append(folder, entries)
    return np.where(boilerplate, -1, story)


def _sizes(randomness: Generator, n: int) -> NDArray[np.int64]:
    k = np.arange(1, LONGEST + 1)
    return np.asarray(randomness.choice(k, n, p=k**-2.0 / (k**-2.0).sum()))


def _vary(
    own: Base, other: Base, story: int, number: int, randomness: Generator
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    kept = randomness.random(len(own.columns)) < KEPT
    more = randomness.random(len(other.columns)) < 1 - KEPT
    columns = np.r_[_renamed(own, 2 * story)[kept], _renamed(other, 2 * number + 1)[more]]
    weights = np.r_[own.weights[kept], other.weights[more]]
    columns, first = np.unique(columns, return_index=True)
    weights = weights[first].astype(np.float64)
    # What two bases had of common words stays left out.
    length = np.sqrt((weights**2).sum()) / 0.95
    return columns.astype(np.int32), (weights / length).astype(np.float32)


def _renamed(base: Base, seed: int) -> NDArray[np.int64]:
    heavy = np.argsort(-base.weights, kind="stable")
    share = np.cumsum(base.weights[heavy].astype(np.float64) ** 2)
    columns = base.columns.astype(np.int64)
    chosen = heavy[share <= RENAMED * share[-1]]
    columns[chosen] = (columns[chosen] * 1_000_003 + (seed + 1) * 7_368_787) % (2**31 - 1)
    return columns


def entry(print_: tuple[NDArray[np.int32], NDArray[np.float32]], day: int, number: int, account: bytes = b"") -> Entry:
    """Return what the first pass keeps of a document of these terms."""
    columns, weights = print_
    one = np.zeros((), ENTRY)
    one["taken"], one["day"], one["name"] = 1, day, number
    one["print"] = (
        len(columns),
        int.from_bytes(blake2b(columns.tobytes() + weights.tobytes(), digest_size=8).digest()),
    )
    one["signature"] = signature(columns, weights)
    return Entry(one.tobytes(), columns.tobytes(), weights.tobytes(), account)
