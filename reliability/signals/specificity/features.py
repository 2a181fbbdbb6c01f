"""The features of specificity, declared."""

from __future__ import annotations

from math import inf

from reliability.signals.signal import Feature

PARTICULARS = {
    "date": "dates",
    "year": "years",
    "day": "weekdays",
    "time": "times of day",
    "amount": "amounts",
    "count": "counts with their unit",
    "number": "bare numbers",
    "legal": "case and section numbers",
    "url": "addresses",
}
NAMES = {"person": "people by name", "organisation": "bodies by name", "other": "places and other names"}
DETAILS = {
    "relative_date": ("days told from today", "yesterday, last week, on Monday night, three years ago."),
    "title": ("titles of documents and cases", "the Clean Air Act, Roe v. Wade, a report by its title."),
    "product": ("products and models by name", "F-16, Apollo 11: names with a figure."),
    "quotation": ("verbatim quotations", "Somebody's own words, which could be looked up."),
    "titled_name": ("people named with a title", "Sen. Tom Berg: who they are is told."),
}
_PROBABILITY, _LEAD = "probability", "probability, mean of the first four sentences"
_SHARES = {
    "checkable": (_PROBABILITY, "sentences that can be checked", "Mean over words of what the model reads."),
    "checkable_words": (
        "share of words",
        "words in sentences that can be checked",
        "Words in sentences that can be checked rather than not.",
    ),
    "checkable_low": (
        _PROBABILITY,
        "checkable particulars even in its vaguest sentences",
        "What a fifth of the words stay below.",
    ),
    "checkable_high": (
        _PROBABILITY,
        "checkable particulars in its best sentences",
        "What a fifth of the words lie above.",
    ),
    "checkable_lead": (_LEAD, "checkable particulars in the lead", "Where the main claim is made."),
    "specific": ("share of sentences learned from", "specific sentences", "Mean over words of what the model reads."),
    "specific_low": (
        "share of sentences learned from",
        "particulars even in its vaguest sentences",
        "What a fifth of the words stay below.",
    ),
    "specific_high": (
        "share of sentences learned from",
        "particulars in its most specific sentences",
        "What a fifth of the words lie above.",
    ),
    "specific_lead": (
        "share of sentences learned from, mean of the first four",
        "particulars in the lead",
        "Where the main claim is made.",
    ),
    "general": ("share of words", "sweeping sentences", "Words in sentences that are neither specific nor checkable."),
}


def _rate(name: str, meaning: str, phrase: str, high: float = 100) -> Feature:
    return Feature(f"specificity__{name}_rate", "per 100 words", 0, high, meaning, phrase)


FEATURES: tuple[Feature, ...] = (
    *(_rate(kind, f"Density of {phrase}.", phrase, inf) for kind, phrase in PARTICULARS.items()),
    *(_rate(f"{kind}_name", f"Density of {phrase}.", phrase) for kind, phrase in NAMES.items()),
    _rate("full_name", "Different people with more than a surname: who they are can be looked up.", "full names"),
    _rate("distinct_name", "Different names.", "different names"),
    *(_rate(kind, meaning, phrase) for kind, (phrase, meaning) in DETAILS.items()),
    _rate("figure_word", "percent, million, average, fewer: quantities compared.", "words for quantities"),
    _rate("vague", "many, various, in recent years: words that stand where a particular could.", "vague quantities"),
    *(
        Feature(f"specificity__{name}_ratio", unit, 0, 1, meaning, phrase)
        for name, (unit, phrase, meaning) in _SHARES.items()
    ),
    Feature(
        "specificity__beyond_length_ratio",
        "share of sentences learned from, half of them where length alone explains it",
        0,
        1,
        "How much more specific sentences are than others of their length: long sentences alone make no precise text.",
        "particulars for the length of its sentences",
    ),
    Feature(
        "specificity__sentence_ratio",
        "share of sentences",
        0,
        1,
        "Sentences that carry at least one particular or name.",
        "sentences with something to check",
    ),
    Feature(
        "specificity__sentence_mean",
        "particulars and names per sentence",
        0,
        inf,
        "How much there is to check in a sentence.",
        "particulars in a sentence",
    ),
    Feature("specificity__word_length_mean", "characters per token", 0, inf, "Length of words.", "long words"),
    Feature(
        "specificity__sentence_length_mean", "words per sentence", 0, inf, "Length of sentences.", "long sentences"
    ),
    Feature(
        "specificity__fragment_ratio",
        "share of sentences",
        0,
        1,
        "Lines that end without a sentence's mark: headings, teasers, lists.",
        "headings and fragments",
    ),
)
