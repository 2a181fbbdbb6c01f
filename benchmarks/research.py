"""Sort a folder of sources for a piece of research: what to cite, what to avoid, why, and who contradicts whom.

    python benchmarks/research.py FOLDER [--out DIR]

One step to call from Make or Snakemake. Reads every document below FOLDER, finds which of them tell one story, rates
each beside the others, and writes into DIR (without --out: ./research)

    ratings.csv   a row for each document: verdict, story, level, score, signals, flags
    summary.md    the same in words, with the sentences that contradict each other
    report.html   the whole report, with every word that counted

The same documents give the same bytes, wherever the folder lies. Exits with 1 where no document could be rated.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.errors import DocumentError
from reliability.rating import LEVELS, compare_readings, load_reader
from reliability.readers import find, read
from reliability.report.page import write_page
from reliability.report.records import to_csv
from reliability.report.words import flag_sentence
from reliability.scale import CAVEAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reliability.in_story import ClaimEvidence
    from reliability.rating import Rating, Reason

CITE, CHECK, AVOID = "cite", "check first", "avoid"
ABOUT = {
    CITE: "Sources and particulars are on the page: a reader can go back to them.",
    CHECK: "Partly sourced, or too little to judge: go to the sources it names and cite those.",
    AVOID: "Little to trace, or at odds with what the others say: cite it only as what somebody claims.",
}
FOUND_BY_WORDS = "Found by their words alone, the clearest first; read both documents before you rely on it."
# The score of these is a guess, whatever it is.
_UNSURE = {"too-short", "not-english", "unlike-training"}
_REASONS = 3
# What moves a score by less is not seen in two digits.
_LEAST = 0.01
_LONGEST = 220
_PAIRS = 1
_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#~$!&"})


def verdict(rating: Rating) -> str:
    """Return what to do with a document.

    Cite the two upper levels, avoid the two lower ones and what is at odds with the others; check the rest, and what is
    no text to be rated firmly.
    """
    level = LEVELS.index(rating.level)
    if "contradicts-consensus" in rating.flags or (level <= 1 and not _UNSURE & set(rating.flags)):
        return AVOID
    return CITE if level >= 3 and not _UNSURE & set(rating.flags) else CHECK


def rate_folder(folder: Path) -> tuple[list[Rating], list[str]]:
    """Rate every document below a folder beside the others; returns also what could not be rated, and why."""
    reader, readings, failures = load_reader(), [], []
    for found in find([folder]):
        if isinstance(found, DocumentError):
            failures.append(str(found))
            continue
        name = Path(found).relative_to(folder).as_posix()
        try:
            readings.append(reader(replace(read(found), id=name)))
        except DocumentError as error:
            failures.append(f"{name}: {str(error).removeprefix(f'{found}: ')}")
    ratings = compare_readings(readings)
    return sorted(ratings, key=lambda rating: (-rating.score, rating.document.id)), failures


def write_csv(ratings: Sequence[Rating]) -> str:
    """Return the package's own CSV with verdict and story behind the first column."""
    told = io.StringIO(newline="")
    out = csv.writer(told, lineterminator="\n")
    rows = csv.reader(io.StringIO("".join(to_csv(ratings)), newline=""))
    heading = next(rows)
    out.writerow([heading[0], "verdict", "story", *heading[1:]])
    for rating, row in zip(ratings, rows, strict=True):
        out.writerow([row[0], verdict(rating), rating.story.label if rating.story else "", *row[1:]])
    return told.getvalue()


def write_summary(ratings: Sequence[Rating], failures: Sequence[str]) -> str:
    """Return the summary as Markdown."""
    blocks = ["# Which of these sources to lean on", f"{len(ratings)} documents, the best sourced first. {CAVEAT}"]
    for kind, about in ABOUT.items():
        chosen = [rating for rating in ratings if verdict(rating) == kind]
        if chosen:
            blocks += [f"## {kind.capitalize()}", about, "\n".join(map(_entry, chosen))]
    blocks += _stories(ratings)
    if failures:
        blocks += ["## Not rated", "\n".join(f"- {plain(line)}" for line in failures)]
    return "\n\n".join(blocks) + "\n"


def _entry(rating: Rating) -> str:
    title = f" “{plain(rating.document.title)}”" if rating.document.title else ""
    lines = [f"- **{plain(rating.document.id)}**{title}: {rating.level}, {rating.score:.2f}"]
    lines += [f"    - {flag_sentence(flag)}" for flag in rating.flags]
    for name, sign in (("Speaks for it", 1), ("Speaks against it", -1)):
        reasons = [_words(one) for one in rating.reasons if sign * one.contribution >= _LEAST][:_REASONS]
        if reasons:
            lines.append(f"    - {name}: {'; '.join(reasons)}.")
    return "\n".join(lines)


def _words(reason: Reason) -> str:
    """Return a reason without the patterns of wording that the full report gives as examples."""
    return plain(reason.phrase.split(": “")[0])


def _stories(ratings: Sequence[Rating]) -> Iterator[str]:
    """Yield a section for each story: its documents, and the sentences that do not go together."""
    stories = {rating.story.label: rating.story for rating in ratings if rating.story}
    for label in sorted(stories, key=lambda name: (len(name), name)):
        story = stories[label]
        own = [rating for rating in ratings if rating.story and rating.story.label == label]
        yield f"## Who contradicts whom: {plain(label)}"
        named = ", ".join(plain(rating.document.id) for rating in own)
        yield f"{len(story.documents)} documents, {story.voices} of them independent: {named}."
        lines = list(_conflicts(own))
        yield FOUND_BY_WORDS if lines else "No two of them were found to contradict each other."
        if lines:
            yield "\n".join(lines)


def _conflicts(own: Sequence[Rating]) -> Iterator[str]:
    """Yield pairs of sentences, contradictions before differences, each pair told once."""
    told: set[frozenset[tuple[str, int]]] = set()
    n_told: dict[frozenset[str], int] = {}
    found: list[tuple[Rating, ClaimEvidence]] = [
        (rating, item) for kind in ("contradicts", "differs") for rating in own for item in _claims(rating, kind)
    ]
    for rating, item in found:
        pair = frozenset({(rating.document.id, item.start), (item.other, item.other_start)})
        documents = frozenset({rating.document.id, item.other})
        if pair in told or n_told.get(documents, 0) >= _PAIRS:
            continue
        told.add(pair)
        n_told[documents] = n_told.get(documents, 0) + 1
        yield f"- **{plain(rating.document.id)}**: “{plain(item.text)}”"
        yield f"    - **{plain(item.other)}** {item.note}: “{plain(item.other_text)}”"


def _claims(rating: Rating, kind: str) -> list[ClaimEvidence]:
    found: list[ClaimEvidence] = [item for item in rating.evidence if item.signal == "consensus" and item.kind == kind]  # type: ignore[misc]
    return sorted(found, key=lambda item: (-item.likeness, item.start, item.other, item.other_start))


def plain(text: str) -> str:
    """Return words of a document as one line that Markdown takes for nothing else, cut where it is long."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text)
    line = " ".join(shown.split())
    cut = line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return cut.translate(_MARKUP)


def main(arguments: Sequence[str] | None = None) -> int:
    """Rate, write, and say in one line a file what was written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=Path("research"), metavar="DIR")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"{options.folder}: is no folder; name the one that holds the sources")
    if options.out.resolve().is_relative_to(options.folder.resolve()):
        parser.error(f"{options.out}: lies in {options.folder}, and would be read as a source; choose another --out")
    ratings, failures = rate_folder(options.folder)
    for line in failures:
        print(line, file=sys.stderr)
    if not ratings:
        print(f"{options.folder}: no document could be rated, nothing is written", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in (("ratings.csv", write_csv(ratings)), ("summary.md", write_summary(ratings, failures))):
        (options.out / name).write_text(text, encoding="utf-8", newline="")
        print(options.out / name)
    write_page(ratings, options.out / "report.html")
    print(options.out / "report.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
