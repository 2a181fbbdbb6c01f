"""Pieces of which many in a row are hard on what looks for patterns, and a judge of how time grows with them."""

import gc
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

# Seconds under which nothing is told of growth: what grows with the square of a length and takes this long for 20,000
# characters takes less than a minute for a million.
FLOOR = 0.02
# The most by which four times the input may take longer, of 4 for a proportion and 16 for a square.
_MOST = 6.5
_TRIES = 5


def many(piece, n):
    """Return about n characters of a piece."""
    return piece * (n // len(piece) + 1)


def seconds_of(call):
    """Return the seconds that this thread works in a call.

    Those that numpy's libraries start wait busily: their time would grow where a matrix gets large enough for two.
    Python's collector rests meanwhile: it goes through all that this process holds, at moments of its own.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        start = time.thread_time()
        call()
        return time.thread_time() - start
    finally:
        if collects:
            gc.enable()


def too_slow(seconds_at, n, most):
    """Return what is wrong with the time that sizes up to n take, by the names of what was timed.

    ``seconds_at`` takes a size and returns seconds by name. A quarter is only asked for where the whole takes long.
    The least of several tries counts, because a busy machine and a first time add time and nothing takes any away.
    """
    least = {}
    for _ in range(_TRIES):
        wholes = _lower(least, n, seconds_at(n))
        if max(wholes.values()) <= FLOOR:
            return {}
        quarters = _lower(least, n // 4, seconds_at(n // 4))
        found = {
            name: f"{whole:.3f} s for {n} characters, {quarters.get(name, 0):.3f} s for a quarter"
            for name, whole in wholes.items()
            if whole > most or whole > max(FLOOR, _MOST * quarters.get(name, 0))
        }
        if not found:
            return {}
    return found


def _lower(least, n, found):
    """Keep the least seconds at a size and return them."""
    known = least.setdefault(n, found)
    known |= {name: min(spent, known.get(name, spent)) for name, spent in found.items()}
    return known
