"""What a model says of itself, for people."""

from __future__ import annotations

from typing import Any

_READ = {"rating": "rating", "hedging": "speculation", "specificity": "specificity", "sourcing": "sourcing"}


def summary(facts: dict[str, Any]) -> str:
    """Return the figures of a training run as a small table."""
    lines = [
        f"{facts['n_articles']} articles, folds grouped by publisher",
        f"{'reading':<12} {'against':<12} {'Spearman':>8} {'within a corpus':>16}",
    ]
    for name, column in _READ.items():
        found = facts["figures"][name]
        lines.append(f"{name:<12} {column:<12} {found['spearman']:>8.3f} {found['within']:>16.3f}")
    rating = facts["figures"]["rating"]
    lines.append(
        f"rating: quadratic kappa {rating['kappa']:.3f}, mean error {rating['mae']:.3f} of a step, "
        f"90 % interval holds {rating['coverage']:.1%}, levels given {rating['levels']}"
    )
    return "\n".join(lines)


def card(facts: dict[str, Any], digest: str) -> str:
    """Return the model card as Markdown."""
    figures = facts["figures"]
    rows = "\n".join(
        f"| {name} | {column} | {figures[name]['spearman']:.3f} | {figures[name]['within']:.3f} |"
        for name, column in _READ.items()
    )
    corpora = "\n".join(f"| {c} | {v:.3f} |" for c, v in figures["rating"]["by_corpus"].items())
    return _CARD.format(
        digest=digest[:16],
        rows=rows,
        corpora=corpora,
        n=facts["n_articles"],
        publishers=facts["n_publishers"],
        more=facts["n_more"],
        gold=facts["gold_sha256"][:16],
        **{key: figures["rating"][key] for key in ("kappa", "mae", "coverage", "levels")},
    )


_CARD = """# Model card: rating

Written by `reliability train`; file hash `{digest}`.

## What it is
A ridge regression over named features of hedging, specificity and sourcing and over patterns of wording from which
names, numbers and all words outside closed lists were taken away, with a proportional-odds model for the five levels.
It is additive: every score can be taken apart into what raised and lowered it. It has not seen who published a text.

## What it was trained on
{n} English articles ({publishers} known publishers; file hash `{gold}`): American politics of the 2010s, internet
rumour of 2014, technology pages of 2012 to 2023. **The labels are one reading each by a large language model** that
followed a rubric, blind to publisher. On 200 other articles two such readings agreed with Spearman .97 (rating), which
is a reader agreeing with itself, not people agreeing. {more} further articles, read by the same rubric for this
project, are learned from and never measured on; on articles that both had read, the two readers' ratings agreed with
Spearman .91.

## What it is for
Sorting English news-like documents by how far a reader could trace and check what they say.
**Not for**: telling true from false, rating people or publishers, removing content automatically, languages other than
English, or texts far from journalism (fiction, code, legal filings). It cannot see satire or invented quotations: a
fabricated interview with a named person looks like a sourced one. docs/model-card.md has figures by group, and failures
by example.

## How well it does
Five folds, publishers and near-duplicates held out together.

| reading | against the column | Spearman | mean within a corpus |
|---|---|---|---|
{rows}

Much of the first figure is telling kinds of publication apart; the second is what is left inside one kind.

| corpus | Spearman of the rating |
|---|---|
{corpora}

Quadratic kappa of the level {kappa:.3f}; mean error {mae:.3f} of a step of the five-step scale; the 90 % interval
held {coverage:.1%} of the labels; levels given, from speculative up: {levels}.
"""
