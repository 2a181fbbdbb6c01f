"""Labelled articles whose texts say what their labels are, a rater that reads that, and a model file."""

import json
import types

import numpy as np
from click.testing import CliRunner

from reliability.cli import main
from reliability.errors import EmptyDocumentError, ModelError
from reliability.gold import read_gold
from reliability.scale import LEVELS

N = 30


def rate_by_first_word(document):
    """Stand in for a rater: the level's number is the text's first word."""
    if not document.text:
        raise EmptyDocumentError(document.id, "holds no words to rate")
    level = int(document.text.split()[0])
    return types.SimpleNamespace(
        score=level / 4,
        level=LEVELS[level],
        interval=(max(0, level / 4 - 0.2), min(1, level / 4 + 0.2)),
        probabilities=tuple(float(level == one) for one in range(5)),
    )


def write_gold(path, ids="article", texts=None):
    """Write articles that say what their labels are."""
    rows = [
        {
            "id": f"{ids}-{i}",
            "text": f"{i % 5} word",
            "corpus": "ab"[i % 2],
            "domain": f"{i % 6}.example.org",
            "genre": "news",
            **dict.fromkeys(("rating", "speculation", "specificity", "sourcing"), i % 5 + 1),
        }
        for i in range(N)
    ]
    for row, text in (texts or {}).items():
        rows[row]["text"] = text
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_held_out(path, names, **other):
    """Write readings that are one level too high, or at the top."""
    levels = np.minimum(np.arange(len(names)) % 5 + 1, 4)
    columns = {
        "ids": np.array(names),
        "scores": levels / 4,
        "levels": levels,
        "intervals": np.stack([levels / 4, levels / 4], axis=1),
        "probabilities": np.eye(5)[levels],
    }
    np.savez(path, **columns | other)
    return path


def make_model(folder, gold, monkeypatch):
    """Write a model file that was trained on the gold, and have it loaded as the one that came along."""
    folder.mkdir()
    facts = {"gold_sha256": read_gold(gold).sha256, "n_articles": N, "n_publishers": 6}
    stored = {"format": 2, "kind": "rating model", "sha256": "abc", "patterns": ["p"], "features": [], "facts": facts}
    (folder / "rating.json").write_text(json.dumps(stored), encoding="utf-8")

    def load(path):
        if path != folder / "rating.json":
            raise ModelError(f"{path}: there is no such model")
        return types.SimpleNamespace(facts=facts)

    monkeypatch.setattr("reliability.model_file.load_model", load)
    monkeypatch.setattr("reliability.rating.load_rater", lambda _: rate_by_first_word)
    monkeypatch.setattr("reliability.resources.models_folder", lambda: folder)
    return folder


def run(*arguments):
    """Run the command; what it did not expect is raised."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
