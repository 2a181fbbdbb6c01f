"""What a page of nothing gains by being stuffed: fifteen attacks on the rating, and how many are flagged.

    python benchmarks/attacks.py [--data ../shared] [--n 100]

Each takes a page that names nobody and adds what looks like sourcing: by hand, by a template, or where no reader sees
it. Pages are those of the gold that a reader placed in the two lowest levels, or the two lowest of seeds/ where the
data is absent. A page is rated as HTML, as it would come from the web, before and after.
"""

from __future__ import annotations

import argparse
import html
import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import reliability
from reliability.gold import read_gold
from reliability.rating import load_rater
from reliability.readers.html import read_html
from reliability.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability import Rating

ROOT = Path(__file__).parents[1]
# Test data: invented people, bodies and sayings, of the sort that a generator of such pages would use.
_FIRST = "Anna Peter Maria James Helen Robert Laura Simon Karen Thomas Alice Victor Diane Oscar Ruth Martin".split()
_LAST = (
    "Keller Okafor Lindqvist Moreno Hartley Brandt Novak Ashworth Delgado Fischer Whitcombe Tanaka Osei Marsh".split()
)
_POSTS = (
    "director of research", "chief economist", "professor of law", "spokesman", "deputy minister", "senior analyst",
    "chairman", "head of policy", "former inspector", "managing director",
)  # fmt: skip
_BODIES = (
    "the National Institute of Public Affairs", "Northfield University", "the Department of Commerce",
    "the Centre for Market Studies", "Halden Consulting", "the Federal Audit Office", "the Trade Council",
)  # fmt: skip
_SAYINGS = (
    "We have seen the documents and they leave no room for doubt",
    "The figures are clear, and everyone involved has accepted them",
    "This was decided months ago and it will not be reversed",
    "There is no question that this is what happened",
    "Both sides have signed, and the papers are with the lawyers",
    "Our own survey of the market came to the same result",
    "I was in the room and I can confirm every word of it",
    "The consequences will be felt for years",
)
# A report with everything a reader could ask for, on another subject than any page it is pasted into.
_BORROWED = """The Harwick Water Board approved a 14 million pound repair of the Lode Valley dam on Tuesday, voting nine
to two after an inspection found cracks in three of its seven gates. “We could not in good conscience wait another
winter,” board chairwoman Edith Farrow told reporters after the vote. The inspection report, published on 3 March by the
engineers Coulter and Vane, counted 41 cracks, the longest of them 2.3 metres.

Chief engineer Paul Ainsley said the work would begin on 1 May and take eighteen months. Opponents called the price too
high. “Nobody has shown us a second offer,” said Councillor George Tull, one of the two who voted against. Minutes of
the meeting show that two other firms were asked and declined. The county's auditor, Jane Prowse, wrote in a letter to
the board dated 27 February that the reserve of 22 million pounds would cover the cost."""


def _person(rng: random.Random) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _stuffed(rng: random.Random, number: int) -> str:
    """Return sentences by one template, other names and sayings in each."""
    return " ".join(
        f"“{rng.choice(_SAYINGS)},” said Dr. {_person(rng)}, {rng.choice(_POSTS)} of {rng.choice(_BODIES)}."
        for _ in range(number)
    )


def _varied(rng: random.Random, number: int) -> str:
    """Return sentences that say so in many ways."""
    shapes = (
        "“{what},” said {who}, {post} of {body}.",
        "According to {who}, who is {post} at {body}, {that}.",
        "{who} of {body} told this site on Monday that {that}.",
        "In a statement, {body} said that {that}.",
        "“{what},” {who} wrote in a report published by {body} on 4 March.",
    )

    def sentence() -> str:
        what = rng.choice(_SAYINGS)
        return rng.choice(shapes).format(
            who=_person(rng),
            post=rng.choice(_POSTS),
            body=rng.choice(_BODIES),
            what=what,
            that=what[0].lower() + what[1:],
        )

    return " ".join(sentence() for _ in range(number))


def _attributed(rng: random.Random, text: str) -> str:
    """Return a text with each sentence put into the mouth of somebody invented."""
    parts = segment(text)
    said = (parts.text[start:end].rstrip(".!?") for start, end in parts.sentences)
    return " ".join(f"“{one},” said Dr. {_person(rng)}, {rng.choice(_POSTS)} of {rng.choice(_BODIES)}." for one in said)


def _links(number: int) -> str:
    return " ".join(f'<a href="https://archive{n}.example/report/{n}">source {n}</a>' for n in range(number))


def _citations(rng: random.Random, number: int) -> str:
    rows = (
        f"[{n}] {rng.choice(_LAST)}, {rng.choice(_FIRST)[0]}. ({rng.randint(1990, 2024)}). Annals of Policy Research, "
        f"{rng.randint(1, 60)}({rng.randint(1, 4)}), {rng.randint(1, 400)}–{rng.randint(401, 500)}."
        for n in range(1, number + 1)
    )
    return "".join(f"<p>{row}</p>" for row in rows)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n") if part.strip())


def page(text: str, title: str = "", before: str = "", after: str = "", head: str = "") -> bytes:
    """Return a text as the HTML page it might come from."""
    title = html.escape(title or "An article")
    shown = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
    return f"{shown}{before}{_paragraphs(text)}{after}</article></body></html>".encode()


def attacks(text: str, title: str) -> dict[str, bytes]:
    """Return the page stuffed in each way."""
    rng = random.Random(len(text))
    quotes, varied = _stuffed(rng, 20), _varied(rng, 20)
    hidden = _paragraphs(_BORROWED + "\n\n" + varied)
    one = "“We have seen the documents and they leave no room for doubt,” said Dr. Anna Keller, director of research."
    numbers = " ".join(
        f"On {n + 1} March 2024 it was {rng.randint(100, 999)},{rng.randint(100, 999)}." for n in range(28)
    )
    style = "<style>.note{display:none} #aside{position:absolute;left:-9999px}</style>"
    return {
        "20 invented quotations by one template": page(text, title, after=_paragraphs(quotes)),
        "20 invented quotations in five forms": page(text, title, after=_paragraphs(varied)),
        "one quotation 20 times": page(text, title, after=_paragraphs("\n\n".join([one] * 20))),
        "a hundred links": page(text, title, after=f"<p>{_links(100)}</p>"),
        "forty citations": page(text, title, after=_citations(rng, 40)),
        "another subject's report behind it": page(text, title, after=_paragraphs(_BORROWED)),
        "dates and numbers": page(text, title, after=_paragraphs(numbers)),
        "hidden by style (display:none)": page(text, title, before=f'<div style="display:none">{hidden}</div>'),
        "hidden by a class of a style sheet": page(text, title, before=f'<div class="note">{hidden}</div>', head=style),
        "white on white, of size 0": page(
            text, title, before=f'<div style="color:#fff;background:#fff;font-size:0">{hidden}</div>'
        ),
        "beyond the edge of the page": page(text, title, before=f'<div id="aside">{hidden}</div>', head=style),
        "all of it in quotation marks": page("\n\n".join(f"“{part}”" for part in text.split("\n\n")), title),
        "the page three times": page("\n\n".join([text] * 3), title),
        "its own sentences in invented mouths": page(_attributed(rng, text), title),
        "an empty promise of sources": page(
            text,
            title,
            before="<p>According to official documents, several experts, insiders and witnesses confirmed all of this. "
            "Sources: Reuters, official statements, court records, public data, interviews.</p>",
        ),
    }


def pages(data: Path, number: int) -> list[tuple[str, str]]:
    """Return texts with titles: of low level, and naming no source."""
    stored = data / "gold" / "articles.jsonl.gz"
    if stored.is_file():
        gold = read_gold(stored)
        rows = [i for i, label in enumerate(gold.labels["rating"]) if label <= 2]
        random.Random(0).shuffle(rows)
        return [(gold.texts[i], " ".join(gold.texts[i].split()[:10])) for i in rows[:number]]
    print(f"{stored} is absent: the two lowest documents of seeds/ are attacked")
    return [(reliability.read(ROOT / "seeds" / name).text, "") for name in ("flat-claim.txt", "musing.txt")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--n", type=int, default=100, help="pages attacked")
    chosen = parser.parse_args(arguments)
    rater = load_rater()

    def rate(data: bytes) -> Rating:
        return rater(read_html(data, "page.html"))

    given = pages(chosen.data, chosen.n)
    before = [rate(page(text, title)) for text, title in given]
    after: dict[str, list[Rating]] = {}
    for text, title in given:
        for name, data in attacks(text, title).items():
            after.setdefault(name, []).append(rate(data))
    print(f"{len(given)} pages, mean score {np.mean([one.score for one in before]):.3f}")
    print(f"{'attack':<42}{'mean':>7}{'most':>7}{'after':>7}{'≥ .5':>6}  flags, newly given")
    for name, found in after.items():
        gains = np.array([late.score - early.score for late, early in zip(found, before, strict=True)])
        flags = [set(late.flags) - set(early.flags) for late, early in zip(found, before, strict=True)]
        new = {flag: sum(flag in one for one in flags) for flag in sorted(set().union(*flags))}
        high = np.mean([late.score >= 0.5 for late in found])
        score = np.mean([late.score for late in found])
        print(f"{name:<42}{gains.mean():>+7.3f}{gains.max():>+7.3f}{score:>7.3f}{high:>6.0%}  {new or ''}")


if __name__ == "__main__":
    main()
