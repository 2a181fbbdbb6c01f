"""A progress bar for long training, shown to people only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")


def shown(items: Sequence[T], what: str) -> Iterator[T]:
    """Yield the items, on a terminal with a bar on standard error."""
    bar: Iterable[T] = tqdm(items, desc=what, disable=not sys.stderr.isatty(), file=sys.stderr)
    yield from bar
