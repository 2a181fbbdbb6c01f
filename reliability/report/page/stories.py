"""Stories as the page shows them: who bears out and who contradicts whom, with the sentences behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reliability.report.page.anchors import headline, last_part
from reliability.report.terminal import drop_invisible, make_safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reliability.in_story import ClaimEvidence
    from reliability.rating import Rating

KINDS = ("contradicts", "differs", "agrees")
# A wider matrix fits no page, and its cells grow with the square; past it the sentences stand alone.
_WIDEST = 24
# A sentence of a text without full stops may be as long as the text.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a story; one that was only compared with has no place in the page and so no anchor."""

    number: int
    name: str
    anchor: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of one document beside one of another."""

    anchor: str
    kind: str
    note: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What one document says beside one other: claims, conflicts first; none for the document itself."""

    other: Member
    anchor: str
    claims: tuple[Claim, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the page beside all others of its story."""

    member: Member
    cells: tuple[Beside | None, ...]

    @property
    def told(self) -> list[Beside]:
        """Those that it has sentences in common with."""
        return [cell for cell in self.cells if cell and cell.claims]

    def count(self, kind: str) -> int:
        """Count the documents with a sentence of that kind."""
        return sum(1 for cell in self.cells if cell and cell.counts.get(kind))


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story of the page."""

    number: int
    anchor: str
    voices: int
    members: tuple[Member, ...]
    rows: tuple[Row, ...]
    claims: Mapping[int, Mapping[tuple[int, int, str], str]] = field(repr=False)

    @property
    def name(self) -> str:
        """The headline of its best document."""
        return self.rows[0].member.name

    @property
    def drawn(self) -> bool:
        """Whether its matrix is narrow enough to be drawn."""
        return len(self.members) <= _WIDEST

    @property
    def contested(self) -> int:
        """How many of its documents others contradict."""
        return sum(1 for row in self.rows if row.count("contradicts"))


def find_stories(ratings: Sequence[Rating], anchors: Sequence[str]) -> list[StoryView]:
    """Gather the stories of a page: most contested first, else in the order in which its documents bring them up.

    Parameters
    ----------
    ratings : sequence of Rating
        In the order of the page.
    anchors : sequence of str
        Theirs.
    """
    members: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for at, rating in enumerate(ratings):
        if rating.story is not None:
            members[rating.story.label, rating.story.documents].append(at)
    contested = sorted(members.values(), key=lambda ats: -sum(_is_contradicted(ratings[at]) for at in ats))
    return [_view(number, ats, ratings, anchors) for number, ats in enumerate(contested, start=1)]


def _is_contradicted(rating: Rating) -> bool:
    return any(item.signal == "consensus" and item.kind == "contradicts" for item in rating.evidence)


def _view(number: int, ats: Sequence[int], ratings: Sequence[Rating], anchors: Sequence[str]) -> StoryView:
    story = ratings[ats[0]].story
    assert story is not None, "only documents with a story are gathered"
    members = [
        Member(n, headline(ratings[at].document), anchors[at], ratings[at].level) for n, at in enumerate(ats, start=1)
    ]
    # Several documents may bear one id, and those that were only compared with are not in the page.
    left = Counter(story.documents) - Counter(ratings[at].document.id for at in ats)
    members += [Member(n, last_part(name)) for n, name in enumerate(left.elements(), start=len(members) + 1)]
    ids = [*(ratings[at].document.id for at in ats), *left.elements()]
    anchor = f"story-{number}"
    rows, claims = [], {}
    for member, at in zip(members, ats, strict=False):
        row, claims[at] = _row(member, ratings[at], list(zip(members, ids, strict=True)), anchor)
        rows.append(row)
    return StoryView(number, anchor, story.voices, tuple(members), tuple(rows), claims)


def _row(
    member: Member, rating: Rating, others: Sequence[tuple[Member, str]], story: str
) -> tuple[Row, dict[tuple[int, int, str], str]]:
    """Set a document beside the others; and say for each claim where what others say on it stands."""
    found: dict[str, list[ClaimEvidence]] = defaultdict(list)
    for item in rating.evidence:
        if item.signal == "consensus":
            found[item.other].append(item)  # type: ignore[attr-defined, arg-type]  # consensus has claims only
    cells: list[Beside | None] = []
    behind: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for other, name in others:
        if other is member:
            cells.append(None)
            continue
        items = sorted(found.pop(name, ()), key=lambda item: (KINDS.index(item.kind), -item.likeness, item.start))
        anchor = f"{story}-{member.number}-{other.number}"
        claims = []
        for n, item in enumerate(items, start=1):
            claims.append(Claim(f"{anchor}-{n}", item.kind, item.note, _quote(item.text), _quote(item.other_text)))
            behind[item.start, item.end, item.kind].append(f"{anchor}-{n}")
        cells.append(Beside(other, anchor, tuple(claims), Counter(item.kind for item in items)))
    return Row(member, tuple(cells)), {place: " ".join(names) for place, names in behind.items()}


def _quote(sentence: str) -> str:
    """Show a sentence on one line, what is too long for one cut."""
    words = " ".join(drop_invisible(make_safe(sentence[: 2 * _LONGEST])).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
