"""``reliability model``, and how commands that take a model find its file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reliability.cli.options import complete_files, text_or_json_option

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = "shipped"


@click.group(short_help="Say what a model file is.")
def model() -> None:
    """Say what a model file is, and what it was made from.

    \b
    Example:
      reliability model info my-model/
    """  # noqa: D301  (\b keeps click from joining the lines of the example)


@model.command(short_help="Show what a model says of itself.")
@click.argument("model", default=SHIPPED, shell_complete=complete_files)
@text_or_json_option()
def info(model: str, form: str) -> None:
    """Show what MODEL says of itself: a model file, a folder that holds one, or the word "shipped".

    Its format, hash and size, what it was trained on, and the figures that training found. Without MODEL it is the one
    that came along. A model that this version cannot use is shown, too; the exit code is then 2.

    \b
    Examples:
      reliability model info
      reliability model info my-model/ --format json
    """  # noqa: D301  (\b keeps click from joining the lines of the examples)
    from reliability.model_file import load_model  # noqa: PLC0415
    from reliability.report.target import print_report  # noqa: PLC0415

    path = find_model(model)
    known = read_description(path)
    if form == "json":
        print_report([json.dumps(known, indent=2, ensure_ascii=False) + "\n"], "utf-8")
    else:
        print_report([f"{line}\n" for line in _describe(known)], sys.stdout.encoding)
    load_model(path)


def find_model(name: str) -> Path:
    """Return the file of a model that is named by its path, its folder or the word "shipped".

    A folder of that very name is ``./shipped``.
    """
    from reliability.model_file import model_file  # noqa: PLC0415
    from reliability.resources import models_folder  # noqa: PLC0415

    return model_file(models_folder() if name == SHIPPED else Path(name))


def read_description(path: Path) -> dict[str, Any]:
    """Return what a model file says of itself, JSON-ready, without making a model of it.

    Returns
    -------
    dict
        ``path``, ``format``, ``kind``, ``sha256``, ``made_with``, ``n_features``, ``n_patterns``, ``facts``. What is
        not there is None; ``facts`` is whatever training stored.

    Raises
    ------
    ModelError
        Where the file is no JSON object.
    """
    from reliability.errors import ModelError  # noqa: PLC0415
    from reliability.model_file import WAY_OUT  # noqa: PLC0415
    from reliability.stored import read_json  # noqa: PLC0415

    # NaN, which Python writes and other programs cannot read, becomes null.
    stored = read_json(path, WAY_OUT, parse_constant=lambda _: None)
    if not isinstance(stored, dict):
        raise ModelError(f"{path}: is no model file, or a damaged one")
    counts = {f"n_{key}": _count(stored.get(key)) for key in ("features", "patterns")}
    described = {key: stored.get(key) for key in ("format", "kind", "sha256", "made_with")}
    return {"path": str(path), **described, **counts, "facts": _mapping(stored.get("facts"))}


def _count(values: Any) -> int | None:
    return len(values) if isinstance(values, list | dict) else None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _describe(known: dict[str, Any]) -> Iterator[str]:
    """Yield the lines for people, without what is not known."""
    from reliability.report.terminal import make_line  # noqa: PLC0415

    facts = known["facts"]
    rows = {
        "Model": known["path"],
        "Format": known["format"],
        "Hash": known["sha256"],
        "Features": known["n_features"],
        "Patterns": known["n_patterns"],
        "Articles": facts.get("n_articles"),
        "Publishers": facts.get("n_publishers"),
        "Further articles": facts.get("n_more"),
        "Gold hash": facts.get("gold_sha256"),
    }
    for name, value in rows.items():
        if isinstance(value, str | int):
            yield f"{name:<17}{make_line(f'{value:,}' if isinstance(value, int) else value)}"
    readings = {name: _mapping(found) for name, found in _mapping(facts.get("figures")).items()}
    if any(readings.values()):
        yield f"\n{'Reading':<12}{'Spearman':>8}  {'Within a corpus':>15}"
    for name, found in readings.items():
        if found:
            yield f"{make_line(name)[:11]:<12}{_show(found.get('spearman')):>8}  {_show(found.get('within')):>15}"


def _show(figure: Any) -> str:
    """Show a figure, alone or with its interval; a dash where it is neither."""
    value = _mapping(figure).get("value", figure)
    return f"{value:.3f}" if isinstance(value, int | float) else "-"
