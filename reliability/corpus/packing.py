"""What a comparison needs of a document that was rated, as bytes; the text is not among it."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.document import Document
from reliability.in_story import Participant
from reliability.signals.consensus import Account, Claim, account_of
from reliability.signals.consensus.claims import CAPITAL
from reliability.stories import load_frequencies

if TYPE_CHECKING:
    from reliability.lone import Lone
    from reliability.stories import Frequencies

# What marks a term that is written with a capital; no term begins with it, terms begin with letters and digits.
_MARK = "^"
# Numbers of a claim that are no whole ones.
_REALS = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """A document in its story.

    Parameters
    ----------
    participant : Participant
        Of a document without its text.
    latent : float
        Its place on the rating's line.
    flags : tuple of str
    group : str
        The story that its record states.
    """

    participant: Participant
    latent: float
    flags: tuple[str, ...]
    group: str


def pack(lone: Lone, account: Account, group: str) -> bytes:
    """Return a document as bytes; `unpack` reads them."""
    frequencies = load_frequencies()
    claims = [_plain(claim, frequencies) for claim in account.claims]
    head = json.dumps([lone.extraction.document.id, group, lone.flags, claims], ensure_ascii=False).encode()
    reals = [(claim.weight, claim.stated, claim.doubt) for claim in account.claims]
    numbers = np.array([lone.score, lone.latent, *account.stance, *np.array(reals).T.ravel()], "<f8").tobytes()
    return zlib.compress(len(head).to_bytes(4, "little") + head + numbers, 6)


def unpack(data: bytes) -> Packed:
    """Return the document that `pack` was given."""
    plain = zlib.decompress(data)
    length = 4 + int.from_bytes(plain[:4], "little")
    name, group, flags, stored = json.loads(plain[4:length])
    numbers = np.frombuffer(plain[length:], "<f8").tolist()
    (score, latent), stance, reals = numbers[:2], tuple(numbers[2:8]), np.reshape(numbers[8:], (_REALS, len(stored)))
    frequencies = load_frequencies()
    claims = tuple(_claim(one, own, frequencies) for one, own in zip(stored, reals.T.tolist(), strict=True))
    told = account_of(claims, stance, frequencies)
    return Packed(Participant(Document(text="", id=name), told, (), score), latent, tuple(flags), group)


def _plain(claim: Claim, frequencies: Frequencies) -> list[Any]:
    terms = [f"{_MARK if worth != frequencies.rarity(stem) else ''}{stem}" for stem, worth in claim.terms.items()]
    bits = claim.denied + 2 * claim.open + 4 * claim.asks
    # Some sets come in any order; the same document gives the same bytes all the same.
    return [*claim.span, claim.n_words, bits, terms, sorted(claim.figures), sorted(claim.sides)]


def _claim(stored: list[Any], reals: list[float], frequencies: Frequencies) -> Claim:
    start, end, n_words, bits, marked, figures, sides = stored
    terms = {}
    for written in marked:
        stem = written.removeprefix(_MARK)
        terms[stem] = frequencies.rarity(stem) * (CAPITAL if written != stem else 1.0)
    weight, stated, doubt = reals
    return Claim(
        span=(start, end),
        n_words=n_words,
        weight=weight,
        terms=terms,
        figures=frozenset(figures),
        sides=frozenset(sides),
        denied=bool(bits & 1),
        open=bool(bits & 2),
        asks=bool(bits & 4),
        stated=stated,
        doubt=doubt,
    )
