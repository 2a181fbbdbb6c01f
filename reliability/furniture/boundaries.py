"""Where lines and sentences begin and end."""

from __future__ import annotations

import re

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
SENTENCE_END = re.compile(r"""[.!?…]["”’')\]]*\s+(?=["“‘'(\[]?[A-Z0-9©])""")


def line_start(text: str, at: int, reach: int) -> int:
    """Return the start of the line that holds ``at``, or 0 where no break is within ``reach`` characters before it.

    The reach keeps the time linear on a text that is one long line.
    """
    return max(text.rfind(end, max(0, at - reach), at) for end in "\n\r") + 1
