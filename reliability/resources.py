"""Where the files that ship with the package are: trained models and cue lists."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent


@cache
def models_folder() -> Path:
    """Return the folder of trained models.

    An installed wheel carries it inside the package; a source checkout has it at the top level, where training
    writes it.
    """
    installed = PACKAGE / "models"
    return installed if installed.is_dir() else PACKAGE.parent / "models"


_CHOSEN: ContextVar[Path | None] = ContextVar("_CHOSEN", default=None)


def attribution_models() -> Path:
    """Return the folder of the models by which attributions are found: the package's own, unless training chose one."""
    return _CHOSEN.get() or models_folder()


@contextmanager
def attribution_models_from(folder: Path) -> Iterator[None]:
    """Find attributions by the models of another folder: what is learned on top of them must see the new ones."""
    token = _CHOSEN.set(folder)
    try:
        yield
    finally:
        _CHOSEN.reset(token)
