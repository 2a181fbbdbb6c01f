"""Where the files that ship with the package are: trained models and cue lists."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def models_folder() -> Path:
    """Return the folder of trained models.

    An installed wheel carries it inside the package; a source checkout has it at the top level, where training
    writes it.
    """
    installed = PACKAGE / "models"
    return installed if installed.is_dir() else PACKAGE.parent / "models"
