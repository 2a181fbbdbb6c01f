"""What the report calls things: flags, signals and kinds of evidence in plain words."""

from __future__ import annotations

# The one signal of which less is better: everything that shows a value says so.
AGAINST = "hedging"

# flag: (a few words for the table, a sentence for the explanation)
FLAGS = {
    "unsourced": (
        "names no source",
        "It names no source for what it says: there is nobody to ask and nothing to look up.",
    ),
    "untraceable": (
        "nothing to trace",
        "It names no source, quotes nobody and names hardly anyone: by the scale's definition it stays speculative.",
    ),
    "anonymous-only": (
        "unnamed sources only",
        "Its sources all stay unnamed, so a reader cannot go back to any of them.",
    ),
    "single-source": (
        "one source only",
        "It rests on a single source; nothing on the page backs that source up.",
    ),
    "too-short": (
        "too short to rate firmly",
        "It is too short to rate firmly: a word more or less would move the score.",
    ),
    "not-english": (
        "not in English",
        "It does not read as English, the only language rated here; take the score for a guess.",
    ),
    "hidden-text": (
        "hides text from its readers",
        "The page holds sentences that its readers are not shown; they were left out and count for nothing.",
    ),
    "unrelated-text": (
        "part is about something else",
        "A part of it shares no subject with the rest and would have raised the score; it was left out.",
    ),
    "unlike-training": (
        "unlike the texts learned from",
        "It is unlike the texts the rating was learned from; take the score for a guess.",
    ),
    "truncated": (
        "only a part of it was read",
        "It is longer, or nested deeper, than the limits allow: only a part, mostly its beginning, was read and rated.",
    ),
    "contradicts-consensus": (
        "at odds with the other documents",
        "It is at odds with what the other documents on the story say; the pages alone cannot tell who is right.",
    ),
    "uncorroborated": (
        "said by no other document",
        "None of the other documents on the story says the same.",
    ),
}

# Sources that a reader cannot go back to; the report shows them apart from the others.
WEAK_SOURCES = frozenset({"anonymous", "vague", "none"})


# The names of code are linguists' in part; what is shown says what a reader sees.
_KINDS = {
    "modal": "possibility",
    "epistemic": "belief or doubt",
    "rumour": "hearsay",
    "booster": "asserted certainty",
    "insinuation": "hinted at, not said",
    "relative_date": "day told from the day of writing",
    "count": "number of something",
    "outlet": "news outlet",
    "title": "title of a document, case or work",
    "none": "no source",
    "pronoun": "points back",
    "other": "nobody in particular",
    "legal": "case or section number",
    "number": "bare number",
    "url": "address",
    "product": "product or model name",
    "weasel": "weasel words",
    "motive": "imagined motive",
    "approximator": "approximated figure",
}


def flag_words(flag: str) -> str:
    """Say a flag in a few words; one this version does not know is shown by its name.

    Examples
    --------
    >>> flag_words("single-source")
    'one source only'
    >>> flag_words("machine-made")
    'machine made'
    """
    return FLAGS[flag][0] if flag in FLAGS else flag.replace("-", " ")


def flag_sentence(flag: str) -> str:
    """Say a flag as a sentence.

    Examples
    --------
    >>> flag_sentence("uncorroborated")
    'None of the other documents on the story says the same.'
    """
    return FLAGS[flag][1] if flag in FLAGS else f"It is marked “{flag_words(flag)}”."


def kind_words(kind: str) -> str:
    """Say a kind of evidence in words: its name without the underscores of code, or where that says little, better.

    Examples
    --------
    >>> kind_words("full_name"), kind_words("none")
    ('full name', 'no source')
    """
    return _KINDS.get(kind, kind.replace("_", " ").replace("-", " "))
