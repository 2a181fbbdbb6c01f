"""Hedging: how much of a text is conjecture, and in whose voice.

A cue inside a verbatim quotation is the source's; every other is the writer's.
"""

from __future__ import annotations

import re
from collections import Counter
from math import inf
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.cues import matcher
from reliability.annotation.names import is_heading
from reliability.signals.counting import evidence, rate, share
from reliability.signals.signal import Evidence, Feature, Signal

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation
    from reliability.annotation.cues import Cue

_CUES = {
    "modal": ("modal verbs of possibility", "may, might and could leave open whether a thing is so"),
    "epistemic": ("words of belief and doubt", "seem, suggest, perhaps: the writer infers"),
    "rumour": ("rumour markers", "reportedly, allegedly, is said to: somebody unnamed stands behind it"),
    "forecast": ("forecasts", "will, is expected to: about what has not happened"),
    "conditional": ("conditions", "if, would, whether: said of a case that may not be"),
    "approximator": ("approximated figures", "about, some, nearly before a number: the figure is not exact"),
    "vague": ("vague quantifiers", "many, often, something: nobody could count or find it"),
    "booster": ("boosters", "clearly, never, in fact: certainty asserted where a source could stand"),
}
_STANCES = {
    "praise": ("words of praise", "the writer approves"),
    "blame": ("words of blame", "the writer condemns"),
    "alarm": ("words of alarm", "the writer rouses"),
    "coarse": ("coarse words", "no editor passed the text"),
    "insist": ("words of insistence", "truth, simply, always: weight laid on a claim in place of support"),
    "address": ("words to the reader", "you, must, let: the text persuades"),
    "reckon": ("words of personal belief", "I think, hope, guess"),
    "argue": ("words of argument", "because, but, therefore: reasoning rather than report"),
    "chat": ("chatty words", "thing, stuff, pretty: speech rather than report"),
}
_SPECULATIVE = frozenset({"modal", "epistemic", "rumour", "forecast"})
_FIRST = frozenset("i me my mine we us our ours i'm i've i'll i'd we're we've we'll we'd".split())
_NEGATION = frozenset("not no never nor neither nobody nothing none cannot".split())
_NUMBER_FOLLOWS = re.compile(r"\s*[$€£~]?\d|\s+(?:half|a (?:dozen|third|quarter)|one|two|three|four|five|ten|twenty)\b")
# The lead carries the main claim: headline and the three sentences after it.
_LEAD = 4

FEATURES: tuple[Feature, ...] = (
    *(
        Feature(f"hedging__{kind}_rate", "per 100 words", 0, 100, f"{meaning}; in the writer's voice.", phrase)
        for kind, (phrase, meaning) in _CUES.items()
    ),
    *(
        Feature(f"hedging__{kind}_rate", "per 100 words", 0, 100, f"{meaning}; outside quotations.", phrase)
        for kind, (phrase, meaning) in _STANCES.items()
    ),
    Feature(
        "hedging__source_rate",
        "per 100 words",
        0,
        100,
        "Hedges inside quotations: the doubt is a source's and counts little.",
        "hedges by quoted sources",
    ),
    Feature(
        "hedging__sentence_ratio",
        "share of sentences",
        0,
        1,
        "Sentences in which the writer hedges, guesses or forecasts.",
        "sentences of conjecture",
    ),
    Feature(
        "hedging__unattributed_ratio",
        "share of sentences",
        0,
        1,
        "Conjecture that no source stands behind.",
        "conjecture with no source behind it",
    ),
    Feature(
        "hedging__lead_ratio",
        "share of the first four sentences",
        0,
        1,
        "Conjecture where the main claim is made.",
        "conjecture in the lead",
    ),
    Feature(
        "hedging__question_ratio",
        "share of sentences",
        0,
        1,
        "Questions that the writer asks: what is asked is not stated.",
        "open questions",
    ),
    Feature("hedging__exclamation_ratio", "share of sentences", 0, 1, "Sentences cried out.", "exclamations"),
    Feature(
        "hedging__first_person_rate",
        "per 100 words",
        0,
        100,
        "I and we outside quotations: a personal text.",
        "the writer's I and we",
    ),
    Feature("hedging__negation_rate", "per 100 words", 0, 100, "Negations outside quotations.", "negations"),
    Feature(
        "hedging__adverb_rate",
        "per 100 words",
        0,
        100,
        "Words in -ly outside quotations: colour rather than report.",
        "adverbs",
    ),
    Feature(
        "hedging__past_rate",
        "per 100 words",
        0,
        100,
        "Words in -ed, was, were, had outside quotations: events reported as done.",
        "verbs of the past",
    ),
    Feature(
        "hedging__present_rate",
        "per 100 words",
        0,
        100,
        "is, are, has, do outside quotations: states of affairs asserted.",
        "verbs of the present",
    ),
    Feature("hedging__capitals_rate", "per 100 words", 0, 100, "Long words in capitals.", "words in capitals"),
    Feature("hedging__ellipsis_rate", "per 100 words", 0, inf, "Sentences left hanging.", "trailing dots"),
)


def read(annotation: Annotation) -> Signal:
    """Return the hedging features of a document and the words behind them."""
    cues, questions = _cues(annotation), _questions(annotation)
    values = _cue_features(annotation, cues) | _stance_rates(annotation) | _style(annotation)
    values |= _endings(annotation, len(questions))
    found = [
        evidence(annotation, ("hedging", cue.kind), (cue.start, cue.end), voice)
        for cue, voice in cues
        if cue.kind in _SPECULATIVE or cue.kind in {"approximator", "booster"}
    ]
    found += questions
    return Signal("hedging", values, tuple(sorted(found, key=lambda item: item.start)))


def _cues(annotation: Annotation) -> list[tuple[Cue, str]]:
    """Return the cues that are cues in their place, each with its voice."""
    text = annotation.segments.text
    found = []
    for cue in matcher("hedges").find(annotation.segments.lowered):
        if _is_name(annotation, cue):
            continue
        if cue.kind == "approximator" and not _NUMBER_FOLLOWS.match(text, cue.end):
            continue
        found.append((cue, "source" if annotation.is_quoted(cue.start) else "writer"))
    return found


def _is_name(annotation: Annotation, cue: Cue) -> bool:
    """Whether "May" is the month or "Will" a person: capitalised, in neither a question's begin nor a heading."""
    text = annotation.segments.text
    if text[cue.start : cue.end] not in {"May", "Will"}:
        return False
    sentence = max(0, annotation.segments.sentence_at(cue.start))
    start, end = annotation.segments.sentences[sentence]
    words = annotation.segments.words[slice(*annotation.segments.first_tokens[sentence : sentence + 2])]
    return not (cue.start - start <= 1 and text[end - 1] == "?") and not is_heading(words)


def _cue_features(annotation: Annotation, cues: list[tuple[Cue, str]]) -> dict[str, float]:
    segments = annotation.segments
    counts = Counter(cue.kind for cue, voice in cues if voice == "writer")
    speculative = {
        segments.sentence_at(cue.start) for cue, voice in cues if voice == "writer" and cue.kind in _SPECULATIVE
    }
    sources = annotation.sentence_sources
    n_sentences = len(segments.sentences)
    return {
        **{f"hedging__{kind}_rate": rate(counts[kind], segments.n_words) for kind in _CUES},
        "hedging__source_rate": rate(
            sum(voice == "source" and cue.kind in _SPECULATIVE for cue, voice in cues), segments.n_words
        ),
        "hedging__sentence_ratio": share(len(speculative), n_sentences),
        "hedging__unattributed_ratio": share(sum(sources[k] is None for k in speculative), n_sentences),
        "hedging__lead_ratio": share(sum(k < _LEAD for k in speculative), min(_LEAD, n_sentences)),
    }


def _stance_rates(annotation: Annotation) -> dict[str, float]:
    kinds = lexicons.kinds("stance")
    words = (w.lower() for w, quoted in zip(annotation.segments.words, annotation.quoted, strict=True) if not quoted)
    counts = Counter(kinds.get(word) for word in words)
    return {f"hedging__{kind}_rate": rate(counts[kind], annotation.segments.n_words) for kind in _STANCES}


def _style(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    own = [w for w, quoted in zip(segments.words, annotation.quoted, strict=True) if not quoted]
    lowered = [word.lower() for word in own]
    n = segments.n_words
    return {
        "hedging__first_person_rate": rate(sum(word in _FIRST for word in lowered), n),
        "hedging__negation_rate": rate(sum(word in _NEGATION or word.endswith("n't") for word in lowered), n),
        "hedging__adverb_rate": rate(sum(len(word) > 4 and word.endswith("ly") for word in lowered), n),
        "hedging__past_rate": rate(sum(w.endswith("ed") or w in {"was", "were", "had"} for w in lowered), n),
        "hedging__present_rate": rate(sum(w in {"is", "are", "has", "have", "do", "does"} for w in lowered), n),
        "hedging__capitals_rate": rate(sum(len(w) > 4 and w.isupper() and w.isalpha() for w in own), n),
        "hedging__ellipsis_rate": rate(segments.text.count("...") + segments.text.count("…"), n),
    }


def _endings(annotation: Annotation, n_questions: int) -> dict[str, float]:
    segments = annotation.segments
    exclaimed = sum("!" in segments.text[max(start, end - 2) : end] for start, end in segments.sentences)
    return {
        "hedging__question_ratio": share(n_questions, len(segments.sentences)),
        "hedging__exclamation_ratio": share(exclaimed, len(segments.sentences)),
    }


def _questions(annotation: Annotation) -> list[Evidence]:
    segments = annotation.segments
    return [
        evidence(annotation, ("hedging", "question"), (start, end))
        for start, end in segments.sentences
        if "?" in segments.text[max(start, end - 2) : end] and not annotation.is_quoted(end - 1)
    ]
