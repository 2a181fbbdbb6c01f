"""Changes to a text of which one knows beforehand what they must do to its rating.

Each takes a text and returns a text, and changes nothing else with the same input: no state, no chance but by a fixed
random state. What stays as it was returned unchanged, so that a caller can tell where a change did not apply.
The lists of names are test data: the package has none, and these say nothing about whom to trust.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reliability import Document, lexicons
from reliability.furniture import article_spans
from reliability.segmentation import segment
from reliability.signals.sourcing import attributions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reliability.annotation.attributions import Attribution

Span = tuple[int, int]

# Each stands for the other; what stands alone as a surname goes with the first name before it. Forms are paired with
# forms of the same shape as far as there are any: one word with one, a plural with a plural.
PAIRS = {
    "people": """
        Donald J. Trump=Hillary R. Clinton   Donald Trump=Hillary Clinton   Bill Clinton=Eric Trump   Trump=Clinton
        Donald=Hillary   Barack Obama=George Bush   Barack H. Obama=George W. Bush   Obama=Bush
        Bernie Sanders=Ted Cruz   Sanders=Cruz   Mitt Romney=Joe Biden   Romney=Biden   Paul Ryan=Nancy Pelosi
        Ryan=Pelosi   John McCain=Harry Reid   McCain=Reid   John Boehner=Chuck Schumer   Boehner=Schumer
        Vladimir Putin=Angela Merkel   Putin=Merkel   James Comey=Robert Mueller   Comey=Mueller
        Elon Musk=Satya Nadella   Musk=Nadella   Mark Zuckerberg=Sundar Pichai   Zuckerberg=Pichai""",
    "parties": """
        Republican=Democrat   Republicans=Democrats   Republican Party=Democratic Party   GOP=DNC   RNC=DCCC
        Republican National=Democratic National   Republican nominee=Democratic nominee
        Republican candidate=Democratic candidate   Republican candidates=Democratic candidates
        Republican presidential=Democratic presidential   Republican primary=Democratic primary
        Republican leader=Democratic leader   Republican leaders=Democratic leaders
        Republican lawmakers=Democratic lawmakers   Republican senators=Democratic senators
        Republican Sen=Democratic Sen   Republican Rep=Democratic Rep   Republican Gov=Democratic Gov
        Republican convention=Democratic convention   Republican voters=Democratic voters""",
    "countries": """
        Russia=France   Russian=French   Russians=Frenchmen   Moscow=Paris   Kremlin=Elysee   China=Germany
        Chinese=German   Beijing=Berlin   Iran=Sweden   Iranian=Swedish   Iranians=Swedes   Tehran=Stockholm
        Iraq=Poland   Iraqi=Polish   Iraqis=Poles   Baghdad=Warsaw   Syria=Belgium   Syrian=Belgian
        Syrians=Belgians   Damascus=Brussels   Mexico=Canada   Mexican=Canadian   Mexicans=Canadians
        Ukraine=Norway   Ukrainian=Norwegian   Ukrainians=Norwegians   Israel=Japan   Israeli=Japanese
        Britain=Italy   British=Italian   London=Rome   Afghanistan=Australia   Afghan=Australian
        North Korea=South Africa   Libya=Denmark   Libyan=Danish   Cuba=Spain   Cuban=Spanish""",
    "outlets": """
        CNN=Breitbart   Reuters=Infowars   New York Times=Daily Caller   Washington Post=Gateway Pundit
        Wall Street Journal=World Net Daily   Associated Press=Drudge Report   Fox News=Huffington Post   BBC=TMZ
        NBC News=Natural News   CBS News=Liberty News   ABC News=Newsmax TV   Politico=Gawker   Bloomberg=BuzzFeed
        USA Today=Daily Kos   The Guardian=The Blaze   the Guardian=the Blaze   Financial Times=Daily Mail
        MSNBC=OANN   NPR=RT   Newsweek=WorldNetDaily   TechCrunch=ZeroHedge   The Verge=The Onion""",
}
# Kinds of source that a reader can trace.
_TRACEABLE = frozenset({"person", "organisation", "document"})
_MENU = "Home\n\nWorld\n\nPolitics\n\nBusiness\n\nOpinion\n\nSubscribe\n\nSign in\n\nAdvertisement"
_TEASER = "Read more: Ten things to know before you travel this summer"
_FOOT = (
    "Share this article\n\nFacebook\n\nTwitter\n\nEmail\n\n"
    "Sign up for our newsletter and get the best stories in your inbox every morning.\n\nEnter your email address\n\n"
    "Leave a Comment\n\nYour email address will not be published. Required fields are marked *\n\n"
    "Most popular\n\nTerms of Service\n\nPrivacy Policy\n\nAll rights reserved."
)
# "is" to "may be": the same thing, left open.
_OPENED = {"is": "may be", "are": "may be", "was": "may have been", "were": "may have been", "will": "may"}
_CERTAIN = re.compile(rf"\b(?:{'|'.join(_OPENED)})\b")
_OPENERS = ("Reportedly, ", "It is rumoured that ")
# Between who says and what is said: "told reporters on Monday that". What is longer, or crosses a mark, stays.
_LONGEST_GAP = 60
_TITLE = re.compile(r"\b(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Sgt|Pfc|Col|Capt|Prof|Rev)\. $")
# Point back within their sentence, which says nothing without them.
_RELATIVE = frozenset({"which", "who", "that", "what", "whom"})
_BLANK_LINE = re.compile(r"\n\s*\n")
_CUT = "\0"
_AROUND_CUT = re.compile(rf"[ ,:]*{_CUT}(?:[ ,:]|{_CUT})*(?:that (?=\w))?(.?)", re.DOTALL)


@lru_cache(maxsize=8)
def _swaps(kinds: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.split("=") for kind in kinds for pair in re.split(r"\s{2,}", PAIRS[kind].strip())]
    found = {one: other for a, b in pairs for one, other in ((a, b), (b, a))}
    return {one.upper(): other.upper() for one, other in found.items()} | found


def swap_names(text: str, kinds: Iterable[str] = tuple(PAIRS)) -> str:
    """Exchange names for others of their kind, both ways at once: Trump for Clinton and Clinton for Trump.

    Parameters
    ----------
    text : str
    kinds : iterable of str
        Of people, parties, countries, outlets.
    """
    swaps = _swaps(tuple(kinds))
    longest_first = sorted(swaps, key=lambda name: (-len(name), name))
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", lambda m: swaps[m[0]], text)


def hide_names(text: str) -> str:
    """Take the names of sources and leave what they are: "harbour master Ann Ito" becomes "a harbour master"."""
    return _with_sources(text, lambda found: _role(text, found) or "an official")


def hide_sources(text: str) -> str:
    """Put nobody in place of the sources that a reader could trace, roles and all: "a source said"."""
    return _with_sources(text, lambda found: "a document" if found.kind == "document" else "a source")


def _role(text: str, found: Attribution) -> str:
    """Return what a named source is, as the text says it, fit to stand alone; empty where it does not."""
    if found.kind == "document":
        return "a document"
    role = text[slice(*found.role)] if found.role else ""
    first = role.split()[0].lower() if role else ""
    # Of "Sen.", "R-Ohio" and "who lives there" nothing could be made that reads well.
    if not role or role[-1] == "." or first in {"who", "whose"} or re.search('[\n"“”]|^[A-Z]+-', role):
        return ""
    if first in {"a", "an", "the", "his", "her", "its", "their", "one", "another"}:
        return role[0].lower() + role[1:]
    return ("an " if role[0] in "aeiouAEIOU" else "a ") + (role[0].lower() + role[1:] if role[1:2].islower() else role)


def _with_sources(text: str, put: Callable[[Attribution], str]) -> str:
    """Replace each traceable source by what is put in its place."""
    spans = {
        _titled(text, found.source): put(found)
        for found in attributions(text)
        if found.source and found.kind in _TRACEABLE
    }
    return _replaced(text, {span: _as_begun(text, span[0], new) for span, new in spans.items()})


def _titled(text: str, source: Span) -> Span:
    """Take the title before a source into it, and leave the "by" that begins it."""
    start, end = source
    title = _TITLE.search(text, 0, start)
    return title.start() if title else start + len("by ") * text.startswith("by ", start), end


def _replaced(text: str, new: Mapping[Span, str]) -> str:
    """Replace spans; of two that overlap the first is."""
    pieces, position = [], 0
    for (start, end), piece in sorted(new.items()):
        if start >= position:
            pieces += [text[position:start], piece]
            position = end
    return "".join([*pieces, text[position:]])


def _as_begun(text: str, start: int, new: str) -> str:
    """Give new words the capital letter of a sentence's begin."""
    before = text[:start].rstrip(' "“')
    return new[0].upper() + new[1:] if not before or before[-1] in ".!?\n" else new


def add_hedges(text: str) -> str:
    """Put "reportedly", "it is rumoured that" or "may" into every second sentence that the writer speaks alone."""
    segments = segment(Document(text=text))
    plain = [
        span
        for span in (segments.original(start, end) for start, end in segments.sentences)
        if text[span[1] - 1] == "." and not re.search('["“”\n]', text[slice(*span)]) and len(text[slice(*span)]) > 30
    ]
    return _replaced(text, {span: _hedged(text[slice(*span)], n) for n, span in enumerate(plain[::2])})


def _hedged(sentence: str, number: int) -> str:
    turn = number % 3
    if turn == 2 and _CERTAIN.search(sentence):
        return _CERTAIN.sub(lambda match: _OPENED[match[0]], sentence, count=1)
    first = sentence.split(maxsplit=1)[0]
    small = first != "I" and first.lower() in lexicons.words("function_words")
    return _OPENERS[turn % 2] + (first.lower() if small else first) + sentence[len(first) :]


def assert_flatly(text: str) -> str:
    """Take away who says so and that it was said, and the quotation marks: what was said stands as the writer's."""
    cut, dropped = [False] * len(text), set()
    for found in attributions(text):
        if not (found.content and found.source and found.cue and _is_stated(text, found)):
            continue
        parts = sorted([found.source, found.cue, found.content])
        gaps = [(one[1], other[0]) for one, other in pairwise(parts) if _is_gap(text, one, other)]
        for start, end in (found.source, found.cue, *gaps):
            cut[start:end] = [True] * (end - start)
        dropped |= {at for at in range(*found.content) if text[at] in '"“”'}
    pieces = [
        "" if at in dropped else _CUT if gone else character
        for at, (character, gone) in enumerate(zip(text, cut, strict=True))
    ]
    return _tidied("".join(pieces)) if any(cut) else text


def _is_stated(text: str, found: Attribution) -> bool:
    """Whether somebody that a reader could trace said it in so many words; what one does or thinks is no statement."""
    word = text[slice(*found.source)].lower() if found.source else ""
    return found.stated and found.kind in _TRACEABLE | {"pronoun"} and word not in _RELATIVE


def _is_gap(text: str, one: Span, other: Span) -> bool:
    between = text[one[1] : other[0]]
    return one[1] < other[0] and len(between) <= _LONGEST_GAP and not re.search('[.!?\n"“”]', between)


def _tidied(text: str) -> str:
    """Close what was cut: no blank or comma too many, and a capital letter where a sentence now begins."""

    def closed(match: re.Match[str]) -> str:
        before, following = match.string[: match.start()].rstrip(" "), match[1]
        if not before or before[-1] in ".!?\n":
            blank = "" if not before or before[-1] == "\n" else " "
            return blank + following.upper() if following not in {".", "!", "?"} else ""
        return following if following in {"", ".", "!", "?", ";", "\n", ")"} else " " + following

    return _AROUND_CUT.sub(closed, text)


def repeat(text: str) -> str:
    """Append the text to itself, as a page that carries a wire report twice."""
    return f"{text.rstrip()}\n\n{text.lstrip()}"


def add_menu(text: str) -> str:
    """Put the words of a menu before a text, each on a line of its own."""
    return f"{_MENU}\n\n{text.lstrip()}"


def add_teaser(text: str) -> str:
    """Point to another article behind the first paragraph, where others follow."""
    slots = _paragraphs(text)
    if len(slots) < 3:
        return text
    middle = slots[0][1]
    return f"{text[:middle]}\n\n{_TEASER}\n\n{text[middle:].lstrip()}"


def add_foot(text: str) -> str:
    """Put buttons, a sign-up box, a box for comments and the small print behind a text."""
    return f"{text.rstrip()}\n\n{_FOOT}"


def shuffle(text: str, *, keep_lead: bool = False, random_state: int = 0) -> str:
    """Put the article's paragraphs in another order; page furniture stays where it is.

    Parameters
    ----------
    text : str
    keep_lead : bool
        Whether the first paragraph stays first.
    random_state : int
    """
    slots = [
        (start + a, start + b)
        for start, end in article_spans(text)
        for a, b in _paragraphs(text[start:end], blank=bool(_BLANK_LINE.search(text)))
    ]
    moving = slots[keep_lead:]
    order = np.random.default_rng(random_state).permutation(len(moving)).tolist()
    return _replaced(text, {slot: text[slice(*moving[other])] for slot, other in zip(moving, order, strict=True)})


def _paragraphs(text: str, *, blank: bool | None = None) -> list[Span]:
    """Return the stretches between blank lines; in a text without any, the lines."""
    parted = bool(_BLANK_LINE.search(text)) if blank is None else blank
    pattern = r"\S(?:(?!\n\s*\n).)*" if parted else r"\S[^\n]*"
    return [match.span() for match in re.finditer(pattern, text, re.DOTALL)]
