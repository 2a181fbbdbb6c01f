"""Rate documents in one process for as long as is asked, and say whether memory stays flat.

    python benchmarks/load.py --documents 200000 --minutes 10

Each document is short and has words that no other has: names, figures, and now and then one of many thousand letters,
as links and encoded pictures are. What is kept between documents must not grow with them.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import reliability

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES = (
    "{0} {1}, the mayor of {2}, said on {3} that {4} ferries may sail again.",
    "“We counted every bolt on the {5} twice,” {1} told reporters.",
    "According to a report by the {2} Audit Office, repairs cost ${4}.5 million.",
    "Nobody knows why the {5} was {6}, and some fear it will be {6} again.",
    "Officials familiar with the {5} reportedly asked {0} {1} to wait.",
    "It {6} in {2}, {4} people {6} there, and perhaps {7} will follow.",
)
DAYS = ("Monday", "Tuesday", "4 May", "Friday", "9 September 2019")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# One document in so many has a word of so many letters.
_SELDOM, _LONG = 20, 20_000


def documents(seed: int = 0) -> Iterator[str]:
    """Yield articles without end; the same for the same seed."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(_LETTERS, k=chance.randint(3, 9)))

    number = 0
    while True:
        number += 1
        names = [word().capitalize() for _ in range(3)]
        filled = [*names, chance.choice(DAYS), str(chance.randint(2, 9999)), word(), word(), word()]
        chosen = chance.choices(SENTENCES, k=chance.randint(2, 9))
        text = " ".join(sentence.format(*filled) for sentence in chosen)
        yield text if number % _SELDOM else f"{text} {word() * (_LONG // 6)}{number}"


def megabytes() -> float:
    """Return what the process holds now, in MB; where the system does not say, the most that it held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Rate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=int, default=10_000, help="print a line after so many")
    options = parser.parse_args()
    began = time.monotonic()
    print("documents      MB  a second")
    for number, _ in enumerate(reliability.rate_stream(documents()), start=1):
        spent = time.monotonic() - began
        last = number == options.documents or spent > options.minutes * 60
        if number % options.every == 0 or last:
            print(f"{number:9,} {megabytes():7.0f} {number / spent:9.0f}", flush=True)
        if last:
            break


if __name__ == "__main__":
    main()
