"""Texts for Hypothesis: anything at all, a jumble of what the package looks for, and plain news prose."""

from __future__ import annotations

from hypothesis import strategies as st

_CUES = (
    "may", "might", "reportedly", "is expected to", "perhaps", "will", "would", "about 40", "some 12", "clearly",
    "many", "in recent years", "rumours", "no doubt", "they say", "it is said", "if", "never", "what if", "damn",
)  # fmt: skip
_SAYING = (
    "said", "says", "told", "according to", "According to", "announced", "was told by", "pointed out", "reported",
    "claims", "will announce", "refused to say", "asked", "posted", "found", "believe", "cited",
)  # fmt: skip
_NAMES = (
    "Ann Okoye", "Okoye", "Sen. Tom Berg", "Berg's", "the Transport Ministry", "the Daily Herald", "NASA", "Lagos",
    "President Eva Lind", "U.S.", "Lind, the mayor,", "Ludo van Dam", "R-Utah", "University of Tarsk", "officials",
    "a spokesman for Mayor Ito", "critics", "a report", "she", "the senator", "it", "who", "Nobody",
)  # fmt: skip
_FIGURES = (
    "$2.5 million", "9 September", "May 5, 2020", "24/7", "9/11", "5%", "5 p.m.", "12-year", "in 2019", "No. 4",
    "https://a.example/b", "ann@b.example", "1,250.50", "4th", "Tuesday", "twenty-four hours", "v. Berg", "20:15", "½",
)  # fmt: skip
_QUOTES = (
    "“We lost the whole game today,”", '"We lost the whole game today,"', "“so-called”", "“", "”", '"', "„", "«", "»",
    "‘", "’", "'", "“It fell. It broke. It burned.”", "\ufffdWe don\ufffdt know it yet\ufffd",
)  # fmt: skip
_ODD = (
    "\u200b", "\u2028", "\u0085", "İstanbul", "ß", "ﬁn", "中文", "🙂", "e\u0301", "\x00", "\x1c", "´", "…", "...", "(",
    ")", "[", "_x_", "@b", "#tag", "ǅ", "Ⓐ", "\ud800", "٣", "Ⅷ", "!", "?", "?!", ".", ",", "\ufeff", "\r\n", "\t", "--",
    "·", "|",
)  # fmt: skip
_FURNITURE = ("Advertisement", "Read more", "Share this article", "Home | News | Sport", "All rights reserved")
_SEPARATORS = (" ", " ", " ", " ", " ", "  ", "\n", "\n\n", ", ", ". ", "? ", "—", ": ", "\u00a0")

# Half a surrogate pair and circled letters, capital for Python and yet no letters, included.
anything = st.text(st.characters(exclude_categories=[]), max_size=200)
_pieces = st.sampled_from((*_CUES, *_SAYING, *_NAMES, *_FIGURES, *_QUOTES, *_ODD, *_FURNITURE))
# Everything that is looked for, in any order, with odd marks between.
jumbles = st.lists(st.tuples(_pieces, st.sampled_from(_SEPARATORS)), max_size=40).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs)
)
texts = st.one_of(anything, jumbles)

_SENTENCES = (
    "Ann Okoye said the bridge may close in the autumn.",
    "“We counted every bolt on the bridge,” Okoye told reporters.",
    "The bridge cost $2.5 million and took 40 workers two years.",
    "Two officials said that it was never safe.",
    "Some believe the ferry will return.",
    "According to the Transport Ministry, 12 people cross it each hour.",
    "She posted a letter on 9 September.",
    "Why did nobody look?",
    "It is expected to reopen in recent years of calm!",
    "The Daily Herald reported that Tom Berg would leave Lagos.",
    "Clearly I think many of us were wrong...",
    "He didn't answer.",
    "A study found about 30 cracks, it is said.",
)
sentences = st.sampled_from(_SENTENCES)
# One paragraph of prose without line breaks.
prose = st.lists(sentences, min_size=1, max_size=8).map(" ".join)
# Prose that holds no quotation marks.
unquoted_prose = st.lists(sentences.filter(lambda s: "“" not in s), min_size=1, max_size=8).map(" ".join)
# Paragraphs of prose with lines of page furniture between them.
pages = st.lists(st.one_of(prose, prose, st.sampled_from(_FURNITURE)), min_size=1, max_size=6).map("\n\n".join)
