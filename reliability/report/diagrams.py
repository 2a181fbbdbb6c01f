"""Reliability diagrams: what was predicted against what came true, as a picture."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from reliability.errors import ReliabilityError
from reliability.report.target import check_target
from reliability.scale import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from matplotlib.axes import Axes

_FORMATS = {".svg": "svg", ".png": "png"}
_STYLE: dict[Any, Any] = {"font.family": "DejaVu Sans", "font.size": 9, "svg.hashsalt": "source-reliability"}
_INK, _GREY, _FAINT = "#1a1a1a", "#8c8c8c", "#595959"
_CAPTION = "Each dot is about a tenth of the documents, its area says how many; its bar is a 95 % range of their share."
# Points squared: what the dot of a bin with all documents would cover.
_ALL = 450


def check_diagrams(path: Path, inputs: Iterable[str | Path] = ()) -> None:
    """Refuse a file that a picture cannot be written to, before any work is done.

    Raises
    ------
    ReliabilityError
        Where the file's ending is neither .svg nor .png, the file must not be written to, or matplotlib is missing.
    """
    if path.suffix.lower() not in _FORMATS:
        raise ReliabilityError(f"{path}: diagrams are written as .svg or .png; name the file so")
    check_target(path, inputs)
    try:
        import matplotlib  # noqa: F401, PLC0415  (heavy, and an extra)
    except ModuleNotFoundError as error:
        raise ReliabilityError(
            f"{error.name} is not installed; diagrams need: pip install source-reliability[plots]"
        ) from error


def draw_diagrams(measured: Mapping[str, Any], path: Path, title: str = "") -> None:
    """Draw for each statement "at least this level" how often it was true where it was given a certain probability.

    Bins hold equal numbers of documents and their dots cover areas to match. On the diagonal a probability means what
    it says; below it, less came true than was predicted.

    Parameters
    ----------
    measured : mapping
        What `reliability.measures.measure` returned.
    path : Path
        Ends in .svg or .png. The same figures give the same SVG to the last byte, with one version of matplotlib.
    title : str, optional

    Raises
    ------
    ReliabilityError
        As `check_diagrams` does, or where the file cannot be written.
    """
    check_diagrams(path)
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    picture = io.BytesIO()
    form = _FORMATS[path.suffix.lower()]
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(7.2, 7.6), layout="constrained")
        panels = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
        for panel, (k, curve) in zip(panels, measured["calibration"].items(), strict=True):
            _draw_panel(panel, int(k), curve)
        panels[0].text(0.03, 0.96, "labelled so more\noften than predicted", va="top", color=_FAINT, fontsize=8)
        panels[0].text(0.97, 0.04, "less often\nthan predicted", ha="right", color=_FAINT, fontsize=8)
        figure.supxlabel("predicted probability\n", fontsize=10)
        figure.supylabel("share of documents labelled so", fontsize=10)
        figure.text(0.5, 0.008, _CAPTION, ha="center", color=_FAINT, fontsize=8)
        figure.suptitle(title)
        # Neither the day nor the version: equal figures make equal files.
        figure.savefig(picture, format=form, dpi=150, metadata={"Date" if form == "svg" else "Software": None})
    try:
        path.write_bytes(picture.getvalue())
    except OSError as error:
        raise ReliabilityError(f"{path}: cannot be written: {error.strerror or error}") from error


def _draw_panel(panel: Axes, k: int, curve: list[dict[str, Any]]) -> None:
    """Draw one statement's bins as dots beside the diagonal, each with the range that chance alone leaves it."""
    predicted, observed, sizes = ([one[key] for one in curve] for key in ("predicted", "observed", "n"))
    ranges = [_by_chance(share, n) for share, n in zip(observed, sizes, strict=True)]
    areas = [_ALL * n / sum(sizes) for n in sizes]
    panel.plot([0, 1], [0, 1], color=_GREY, linewidth=1, linestyle=(0, (5, 3)), zorder=1)
    panel.vlines(predicted, *zip(*ranges, strict=True), color=_INK, linewidth=0.9, zorder=2)
    panel.scatter(predicted, observed, s=areas, color=_INK, edgecolor="white", linewidth=0.7, zorder=3, clip_on=False)
    ticks, names = [0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".5", ".75", "1"]
    panel.set(xticks=ticks, xticklabels=names, yticks=ticks, yticklabels=names)
    panel.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    panel.set_title(f"at least {LEVELS[k - 1]}" if k < len(LEVELS) else LEVELS[-1])
    panel.grid(color="#e6e6e6", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.spines[["top", "right"]].set_visible(False)


def _by_chance(share: float, n: int) -> tuple[float, float]:
    """Return the 95 % range of a share of n independent documents (Wilson 1927)."""
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
