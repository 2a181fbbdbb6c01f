"""Documents set beside each other: which tell one story, and how each stands in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reliability.signals.consensus import Account, ClaimPair, Standing, account, compare, load_consensus
from reliability.signals.signal import Evidence
from reliability.stories import Fingerprint, fingerprint, group, load_frequencies

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from reliability.document import Document
    from reliability.lone import Lone

# Fewer words are hardly a claim.
_LEAST_WORDS = 5
# Sentences of others shown for one claim: the most alike.
_SHOWN = 3
# What an aligned sentence of another document is to this one's: kind of evidence, and why.
_RELATIONS = {
    "supports": ("agrees", "says the same"),
    "opposite": ("contradicts", "says the opposite"),
    "denies": ("contradicts", "tells as fact what this one denies"),
    "denied": ("contradicts", "denies it or says it was checked"),
    "other number": ("differs", "gives another number"),
    "flat": ("differs", "leaves open, hedges or attributes what this one states flatly"),
}


@dataclass(frozen=True, slots=True)
class ClaimEvidence(Evidence):
    """A sentence with one of another document on the same claim.

    Parameters
    ----------
    kind : str
        "agrees", "contradicts" or "differs".
    note : str
        What the other sentence does.
    other : str
        The other document's id.
    other_start, other_end : int
        Offsets into its text as given, end excluded.
    other_text : str
        The other sentence.
    likeness : float
        Of the two sentences' words, in [0, 1].
    """

    note: str = ""
    other: str = ""
    other_start: int = 0
    other_end: int = 0
    other_text: str = ""
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Story:
    """A story as one of its documents sees it.

    Parameters
    ----------
    label : str
        As given, or "story 1" and so on in order of first appearance.
    documents : tuple of str
        Ids of all its documents, sorted.
    voices : int
        Independent ones: copies and near copies of one text are one voice.
    agreements, conflicts : tuple of str
        Ids of documents with a sentence that says the same as a central one of this document, and with one that does
        not.
    """

    label: str
    documents: tuple[str, ...]
    voices: int
    agreements: tuple[str, ...]
    conflicts: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "label": self.label,
            "documents": list(self.documents),
            "voices": self.voices,
            "agreements": list(self.agreements),
            "conflicts": list(self.conflicts),
        }


@dataclass(frozen=True, slots=True)
class Participant:
    """What of a document is set beside others.

    Parameters
    ----------
    document : Document
    account : Account or None
        None where it takes no part: in another language, or hardly a claim long.
    print : Fingerprint
    quality : float
        Its lone score, in [0, 1].
    """

    document: Document
    account: Account | None
    print: Fingerprint
    quality: float


@dataclass(frozen=True, slots=True)
class Place:
    """A document's place in its story: the story, how it stands there, and the sentences that show it."""

    story: Story
    standing: Standing
    evidence: tuple[ClaimEvidence, ...]


def participate(lone: Lone) -> Participant:
    """Take from a document read what a comparison needs."""
    annotation = lone.extraction.annotation
    frequencies = load_frequencies()
    if "not-english" in lone.flags or annotation.segments.n_words < _LEAST_WORDS:
        return Participant(lone.extraction.document, None, (), lone.score)
    told = account(annotation, frequencies)
    return Participant(lone.extraction.document, told, fingerprint(annotation.segments.words, frequencies), lone.score)


def find_places(participants: Sequence[Participant], labels: Sequence[Hashable] | None = None) -> list[Place | None]:
    """Set documents beside those on the same story.

    Parameters
    ----------
    participants : sequence of Participant
    labels : sequence of hashable, optional
        Equal for documents of one story, None for one of no story; without it they are found.

    Returns
    -------
    list of Place or None
        None for a document that is alone with its story, or takes no part.
    """
    taking = [i for i, one in enumerate(participants) if one.account is not None]
    if labels is None:
        found = group([participants[i].print for i in taking]).tolist()
        given: dict[int, Hashable] = dict(zip(taking, found, strict=True))
    else:
        given = {i: labels[i] for i in taking if labels[i] is not None}
    members: dict[Hashable, list[int]] = {}
    for i, label in given.items():
        members.setdefault(label, []).append(i)
    places: list[Place | None] = [None] * len(participants)
    stories = [(label, story) for label, story in members.items() if len(story) > 1]
    for number, (label, story) in enumerate(stories, start=1):
        name = f"story {number}" if labels is None else str(label)
        for i, place in zip(story, _places([participants[i] for i in story], name), strict=True):
            places[i] = place
    return places


def _places(members: Sequence[Participant], label: str) -> list[Place]:
    accounts = [one.account for one in members if one.account is not None]
    standings = compare(accounts, [one.quality for one in members], load_consensus())
    ids = tuple(sorted(one.document.id for one in members))
    return [
        Place(
            Story(label, ids, one.voices, _ids(members, one.agreements), _ids(members, one.conflicts)),
            one,
            _evidence(members, [*one.agreements, *one.conflicts]),
        )
        for one in standings
    ]


def _ids(members: Sequence[Participant], pairs: Iterable[ClaimPair]) -> tuple[str, ...]:
    return tuple(sorted({members[pair.other].document.id for pair in pairs}))


def _evidence(members: Sequence[Participant], pairs: Iterable[ClaimPair]) -> tuple[ClaimEvidence, ...]:
    """Make evidence of the sentences most alike, a few for each claim and kind."""
    shown: Counter[tuple[tuple[int, int], str]] = Counter()
    found = []
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.claim.span, members[pair.other].document.id)):
        kind, note = _RELATIONS[pair.relation]
        (start, end), (other_start, other_end) = pair.claim.span, pair.other_claim.span
        shown[pair.claim.span, kind] += 1
        if shown[pair.claim.span, kind] > _SHOWN:
            continue
        text, other = members[pair.document].document.text, members[pair.other].document
        found.append(
            ClaimEvidence(
                signal="consensus",
                kind=kind,
                start=start,
                end=end,
                text=text[start:end],
                note=note,
                other=other.id,
                other_start=other_start,
                other_end=other_end,
                other_text=other.text[other_start:other_end],
                likeness=pair.likeness,
            )
        )
    return tuple(found)
