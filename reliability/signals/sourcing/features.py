"""The features of sourcing, declared."""

from __future__ import annotations

from math import inf

from reliability.annotation.judging import SUPPORTS
from reliability.signals.signal import Feature

# The model reads this column by its name.
UNTRACEABLE = "sourcing__untraceable"
KINDS = {
    "person": "named people",
    "organisation": "named bodies",
    "document": "documents",
    "anonymous": "unnamed sources",
    "vague": "vague sources",
}
_POINTING = {"pronoun": "somebody not introduced", "other": "nobody that can be told"}
RECORDS = {
    "record": ("records, filings and posts", "words for what a reader could go and look up"),
    "study": ("studies and polls", "words of research"),
    "hearing": ("statements, hearings and interviews", "words for occasions on which things were said"),
    "check": ("words of checking", "confirmed, denied, according to, obtained"),
    "spoof": ("words about hoaxes", "hoax, satire, debunked: the text is about a falsehood or is one"),
}
_SUPPORTED = {
    "person": "a named person",
    "organisation": "a named body",
    "document": "a document",
    "witness": "what the writer saw",
    "anonymous": "an unnamed source",
    "vague": "a vague source",
    "common": "common knowledge",
    "none": "nothing but the writer's word",
}
ROLES = {
    "central": "main claims",
    "detail": "particulars of the main claims",
    "background": "background sentences",
    "opinion": "opinions of the writer",
}
CENTRAL = {
    "named": ("named sources for the main claims", ("person", "organisation", "document")),
    "weak": ("unnamed or vague sources for the main claims", ("anonymous", "vague")),
    "none": ("main claims without a named source", ("none", "common")),
}
_SENTENCES, _LEAD, _ATTRIBUTIONS = "share of sentences", "share of the first four sentences", "share of attributions"
_SHARES = {
    "none": (_SENTENCES, "sentences without a source", "Sentences that no source stands behind."),
    "named": (_SENTENCES, "sentences that stand on a named source", "A named person, a named body or a document."),
    "gap": (_SENTENCES, "long stretches without a source", "The longest stretch without any source."),
    "content": ("share of tokens", "words of sources", "Expected share of words that some source says."),
    "quoted": ("share of characters", "characters in verbatim quotations", "Text between quotation marks."),
    "second_hand": (_ATTRIBUTIONS, "other outlets' reports", "To outlets that report what others said."),
    "third_hand": (_ATTRIBUTIONS, "reports of reports", "To somebody whom another outlet reports."),
    "described": (
        "share of named people",
        "people named with their role",
        "Those of whom the text says what they are.",
    ),
    "top_source": (_ATTRIBUTIONS, "statements by one and the same source", "To the source that is used most."),
    "spread": (
        "share of the most it could be",
        "turns between sources",
        "Entropy over the sources, 0 for a single one.",
    ),
    "lead_named": (_LEAD, "named sources in the lead", "A named source where the main claim is made."),
    "lead_weak": (_LEAD, "weak sources in the lead", "An unnamed, vague or untold source there."),
    "lead_none": (_LEAD, "first sentences without a source", "No source there."),
}
_RATES = {
    "attribution": ("attributions", "Attributions of all kinds."),
    "direct": ("named people quoted", "Quotations given to a named person."),
    "said": ("plain reporting verbs", "said, says, told, added: the plain verbs of reporting."),
    "role": ("roles and titles", "Titles and roles: who is speaking and why they would know."),
    "outlet": ("other outlets by name", "Publishers named."),
}


def _ratio(name: str, phrase: str, meaning: str, unit: str = "share of sentences") -> Feature:
    return Feature(f"sourcing__{name}_ratio", unit, 0, 1, meaning, phrase)


def _rate(name: str, phrase: str, meaning: str) -> Feature:
    return Feature(f"sourcing__{name}_rate", "per 100 words", 0, 100, meaning, phrase)


FEATURES: tuple[Feature, ...] = (
    *(
        Feature(f"sourcing__n_{kind}", "log(1 + number)", 0, inf, f"Different {phrase} that say something.", phrase)
        for kind, phrase in KINDS.items()
    ),
    *(
        _ratio(kind, f"sentences that stand on {phrase}", f"Sentences with an attribution to {phrase}.")
        for kind, phrase in (KINDS | _POINTING).items()
    ),
    *(
        _ratio(
            f"on_{support}", f"claims that stand on {_SUPPORTED[support]}", "Expected share, as the model reads them."
        )
        for support in SUPPORTS
    ),
    *(_ratio(f"role_{role}", phrase, "Expected share, as the model reads them.") for role, phrase in ROLES.items()),
    *(
        _ratio(f"central_{name}", phrase, "Expected share of the central sentences, as the model reads them.")
        for name, (phrase, _) in CENTRAL.items()
    ),
    *(_rate(kind, phrase, f"Density of {meaning}.") for kind, (phrase, meaning) in RECORDS.items()),
    *(_ratio(name, phrase, meaning, unit) for name, (unit, phrase, meaning) in _SHARES.items()),
    *(_rate(name, phrase, meaning) for name, (phrase, meaning) in _RATES.items()),
    Feature(
        UNTRACEABLE,
        "0 or 1",
        0,
        1,
        "Whether nothing can be traced: no source, no quotation, no two people named. Caps the rating.",
        "nothing that a reader could trace",
    ),
)
