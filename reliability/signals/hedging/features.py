"""The features of hedging, declared."""

from __future__ import annotations

from math import inf

from reliability.signals.signal import Feature

CUES = {
    "modal": ("modal verbs of possibility", "may, might and could leave open whether a thing is so"),
    "epistemic": ("words of belief and doubt", "seem, suggest, perhaps: the writer infers"),
    "rumour": ("rumour markers", "reportedly, allegedly, is said to: somebody unnamed stands behind it"),
    "forecast": ("forecasts", "will, is expected to: about what has not happened"),
    "conditional": ("conditions", "if, would, whether: said of a case that may not be"),
    "approximator": ("approximated figures", "about, some, nearly before a number: the figure is not exact"),
    "vague": ("vague quantifiers", "many, often, something: nobody could count or find it"),
    "weasel": ("weasel words", "some say, widely regarded: opinions of nobody in particular"),
    "insinuation": ("insinuations", "conveniently, begs the question: hinted at and not said"),
    "motive": ("imagined motives", "trying to, the real reason: what somebody wants, which nobody can have seen"),
    "denial": ("denials", "denied, hoax, not true: what is said not to be so"),
    "booster": ("boosters", "clearly, never, in fact: certainty asserted where a source could stand"),
}
STANCES = {
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
# Means over words of what the model of sentences says, page furniture left out.
JUDGED = {
    "speculation": ("sentences read as conjecture", "That a sentence is conjecture, in whatever voice."),
    "writer_speculation": (
        "conjectures by the writer",
        "That the writer speculates: hedges, guesses, forecasts, asks.",
    ),
    "source_speculation": ("conjectures by sources", "That a source speculates and is reported as doing so."),
    "central_speculation": ("conjectures among the main claims", "That central sentences are conjecture."),
    "lead_speculation": ("conjectures in the first sentences", "That the first four sentences are conjecture."),
    "high_speculation": ("strongly speculative sentences", "What a fifth of the words lie above."),
    "unsupported_speculation": (
        "conjectures that nothing supports",
        "That the writer speculates on nothing.",
    ),
    "weasel_doubt": (
        "doubts of the kind that encyclopaedias mark",
        "That readers of an encyclopaedia would mark a sentence as uncertain.",
    ),
}

FEATURES: tuple[Feature, ...] = (
    *(
        Feature(f"hedging__{kind}_rate", "per 100 words", 0, 100, f"{meaning}; in the writer's voice.", phrase)
        for kind, (phrase, meaning) in CUES.items()
    ),
    *(
        Feature(f"hedging__{kind}_rate", "per 100 words", 0, 100, f"{meaning}; outside quotations.", phrase)
        for kind, (phrase, meaning) in STANCES.items()
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
        "conjectures with no source behind them",
    ),
    Feature(
        "hedging__lead_ratio",
        "share of the first four sentences",
        0,
        1,
        "Conjecture where the main claim is made.",
        "conjectures in the lead",
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
        "uses of I and we by the writer",
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
    *(
        Feature(f"hedging__{name}_ratio", "probability", 0, 1, meaning, phrase)
        for name, (phrase, meaning) in JUDGED.items()
    ),
)
