"""Pieces of which many in a row are hard on what looks for patterns, and a judge of how time grows with them."""

import time

MARKS = (
    '"', "“", "”", "“a ”", "“a.” ", "\n“a", "'", "’", "‘", "(", ") ", "[", "<", "{", ",", ".", "...", ". \"", "!",
    "-", "—", "- ", "| ", "> ", "# ", "*", "_", "`", "&", "&amp;", "/", "$", "©", "© 2", "@a", "(@a",
    "—a", "a-", "a'", "???",
)  # fmt: skip
LETTERS = (
    "A", "a", "x", "é", "Ab ", "AB ", "a,", "a.", "A.", "a.b.", "a b. ", "x y ", "word ", "Word ", "word. ", "Word. ",
    "Mr. ", "U.S. ", "No. ", "p.m. ", "I ", "Ж", "中", "ı", "İ", "ﬀ", "Ⅷ",
)  # fmt: skip
DIGITS = ("1", "1,", "1.", ".5", "-1", "$1", "12 ", "12. ", "5% ", "½", "１")
BLANKS = (
    " ", "\t", "\n", " \n", "\n ", "\r\n", "a\n", "A\n", "a\n\n", ".\n", "* a\n", "\xa0", "\x00", "\x1c", "\u2028",
)  # fmt: skip
UNSEEN = ("e\u0301", "\u0301", "\u200b", "a\u200b", "\u00ad", "\u202e", "\ufeff", "\ufffd", "a\ufffd", "\ud800", "🙂")
SAYING = (
    "said", "said ", "said. ", "He said. ", "Ann said ", "said Ann, ", '"We did it," Ann Ito said. ', "x,",
    "according to ", "Ann Ito ", "Ann Ito, the mayor, ", "by ", "by Ann ", ", who ", "report ", "may ", "if ",
    '"We did it" she and ', "officials said that ", "Ann Ito is a reporter. ",
)  # fmt: skip
PAGES = (
    "https://a.b/", "http://", "www.", "a@b.", "Home ", "Home\n", "Share this ", "Advertisement\n", "Related: ",
    "Read more ", "Follow us on ", "[a](b)", "<a ", "<!--", "<p>a", "scale(",
)  # fmt: skip
PIECES = (*MARKS, *LETTERS, *DIGITS, *BLANKS, *UNSEEN, *SAYING, *PAGES)

# Seconds under which nothing is told of growth, and the most by which twice the input may take longer.
FLOOR = 0.06
_MOST = 2.6
_TRIES = 4


def many(piece, n):
    """Return about n characters of a piece."""
    return piece * (n // len(piece) + 1)


def seconds_of(call):
    """Return the processor's seconds that a call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


def too_slow(seconds_at, n, most):
    """Return what is wrong with the time that sizes up to n take, or nothing.

    ``seconds_at`` takes a size. Half and quarter are only asked for where the whole takes long; the least of several
    tries counts, because a busy machine adds time and never takes any away.
    """
    whole = seconds_at(n)
    tries = 1
    while whole > FLOOR and tries < _TRIES:
        quarter, half = seconds_at(n // 4), seconds_at(n // 2)
        if whole <= most and whole <= _MOST * max(half, FLOOR) and half <= _MOST * max(quarter, FLOOR):
            return ""
        whole, tries = min(whole, seconds_at(n)), tries + 1
    return (
        f"{whole:.2f} s for {n} characters, {half:.2f} s for a half, {quarter:.2f} s for a quarter"
        if whole > FLOOR
        else ""
    )
