"""The learning curve as a drawing, where matplotlib is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from suite.rows import Row

_FIGURE = "Spearman"


def write_curve(rows: list[Row], path: Path) -> bool:
    """Draw correlation by the number of articles learned from; returns whether the drawing is there."""
    if not find_spec("matplotlib"):
        return path.is_file()
    import matplotlib  # noqa: PLC0415 (optional)

    # The same figures give the same bytes: no random ids, no date.
    with matplotlib.rc_context({"svg.hashsalt": "benchmark", "font.size": 9}):
        from matplotlib.figure import Figure  # noqa: PLC0415

        drawing = Figure(figsize=(6, 3.6), layout="constrained")
        axes = drawing.subplots()
        series = dict.fromkeys(row.name.split(": ")[0] for row in rows)
        for name in series:
            own = [r for r in rows if r.name.split(": ")[0] == name and r.figure == _FIGURE and r.value is not None]
            sizes = [int(row.name.split(": ")[1].split()[0].replace(",", "")) for row in own]
            values = [row.value for row in own]
            axes.plot(sizes, values, marker="o", label=name)
            # All of them can be drawn in one way only: there is no spread.
            lows = [row.value if row.low is None else row.low for row in own]
            highs = [row.value if row.high is None else row.high for row in own]
            axes.fill_between(sizes, lows, highs, alpha=0.15)  # type: ignore[arg-type]
        axes.set_xscale("log")
        ticks = sorted({100, 200, 500, 1000, 2000, 5000})
        axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.minorticks_off()
        axes.set_xlabel("articles learned from")
        axes.set_ylabel("Spearman of the rating, publishers held out")
        axes.legend(frameon=False)
        axes.grid(alpha=0.3)
        path.parent.mkdir(parents=True, exist_ok=True)
        drawing.savefig(path, metadata={"Date": None, "Creator": None})
    return True
