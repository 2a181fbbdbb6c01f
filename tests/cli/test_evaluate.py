import json
from datetime import date
from pathlib import Path

import pytest
from stand_ins import N, make_model, run, write_gold, write_held_out

from reliability.gold import read_gold


@pytest.fixture
def gold(tmp_path):
    return write_gold(tmp_path / "gold.jsonl")


@pytest.fixture
def model(tmp_path, gold, monkeypatch):
    return make_model(tmp_path / "model", gold, monkeypatch)


@pytest.fixture
def others(tmp_path):
    """Articles that the model was not trained on."""
    return write_gold(tmp_path / "others.jsonl", ids="other")


def flat(text):
    return " ".join(text.split())


def test_other_articles_are_rated_and_measured(model, others, monkeypatch):
    monkeypatch.chdir(model.parent)
    result = run("evaluate", "shipped", others.name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "30 articles of 6 known publishers" in result.stdout
    assert "\nArticles  others.jsonl\n" in result.stdout
    assert "each article rated now, by itself" in result.stdout
    assert 'the column "rating" of that file' in result.stdout
    assert "Distance of score and label, in levels    0.000" in result.stdout


def test_json_says_what_was_measured(model, others):
    found = json.loads(run("evaluate", model, others, "--format", "json").stdout)
    assert found["figures"]["spearman"] == {"value": 1, "low": 1, "high": 1}
    assert found["gold_sha256"] == read_gold(others).sha256
    assert (found["model_sha256"], found["held_out"], found["n_documents"]) == ("abc", False, N)
    assert date.fromisoformat(found["date"])
    assert list(found["by"]["genre"]) == ["news"]
    assert list(found["by"]["corpus"]) == ["a", "b"]
    assert list(found["by"]["length"]) == ["under 100 words"]


def test_articles_learned_from_are_refused_without_readings(model, gold):
    result = run("evaluate", model, gold)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "was trained on these very articles" in result.stderr
    assert "train it again, which writes held-out.npz" in result.stderr


def test_articles_learned_from_are_measured_by_what_training_kept(model, gold):
    write_held_out(model / "held-out.npz", read_gold(gold).ids)
    result = run("evaluate", model / "rating.json", gold)
    assert result.exit_code == 0
    assert "each article read by a model that never saw its publisher" in flat(result.stdout)
    # One level too high, but for the fifth that cannot be.
    assert "Distance of score and label, in levels    0.800" in result.stdout
    assert json.loads(run("evaluate", model, gold, "--format", "json").stdout)["held_out"] is True


def test_readings_of_other_articles_are_refused(model, gold):
    write_held_out(model / "held-out.npz", read_gold(gold).ids[::-1])
    result = run("evaluate", model, gold)
    assert result.exit_code == 2
    assert "tells of other articles" in result.stderr


def test_a_part_of_the_articles_learned_from_is_named(model, gold, tmp_path):
    write_held_out(model / "held-out.npz", read_gold(gold).ids)
    part = tmp_path / "part.jsonl"
    part.write_text("".join(gold.read_text().splitlines(keepends=True)[:12]))
    assert "12 of them bear the id of one that the model was trained on" in flat(run("evaluate", model, part).stdout)


def test_the_shipped_model_and_whose_labels_it_learned(model, gold, others):
    write_held_out(model / "held-out.npz", read_gold(gold).ids)
    assert "by a large language model that followed a rubric" in flat(run("evaluate", "shipped", gold).stdout)
    assert "large language model" not in run("evaluate", "shipped", others).stdout
    assert "large language model" not in run("evaluate", model, gold).stdout


def test_an_article_that_cannot_be_rated_is_named_and_left_out(model, tmp_path):
    articles = write_gold(tmp_path / "some.jsonl", texts={3: "", 7: ""})
    result = run("evaluate", model, articles, "--format", "json")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "reliability: article-3: holds no words to rate",
        "reliability: article-7: holds no words to rate",
    ]
    found = json.loads(result.stdout)
    assert (found["n_documents"], found["figures"]["mae"]["value"]) == (N - 2, 0)


def test_not_one_article_that_can_be_rated(model, tmp_path):
    articles = write_gold(tmp_path / "none.jsonl", texts=dict.fromkeys(range(N), ""))
    result = run("evaluate", model, articles, "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == "reliability: not one of the articles could be rated"


def test_files_are_written(model, others, tmp_path):
    pytest.importorskip("matplotlib")
    output, diagrams = tmp_path / "found.txt", tmp_path / "found.svg"
    result = run("evaluate", model, others, "--output", output, "--diagrams", diagrams)
    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_text(encoding="utf-8").startswith("How well readings agree")
    assert diagrams.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("--output", "gold.jsonl"), "is also to be read"),
        (("--output", "model/rating.json"), "is also to be read"),
        (("--diagrams", "a.pdf"), "written as .svg or .png"),
        (("--diagrams", "a.svg", "--output", "a.svg"), "need two files"),
        (("--diagrams", "none/a.svg"), "its folder does not exist"),
    ],
)
def test_what_cannot_be_written_is_refused_before_any_work(model, gold, monkeypatch, arguments, refusal):
    pytest.importorskip("matplotlib")
    monkeypatch.chdir(gold.parent)
    monkeypatch.setattr("reliability.gold.read_gold", lambda _: pytest.fail("was read"))
    result = run("evaluate", "model", "gold.jsonl", *arguments)
    assert result.exit_code == 2
    assert refusal in result.stderr


def test_a_model_or_articles_that_are_not_there(model, gold):
    assert "there is no such model" in run("evaluate", "missing", gold).stderr
    assert "cannot be read" in run("evaluate", model, "missing.jsonl").stderr


def test_progress_goes_to_standard_error(model, others):
    result = run("evaluate", model, others, "--progress", "--format", "json")
    assert f"{N}/{N}" in result.stderr
    assert json.loads(result.stdout)


@pytest.mark.slow
def test_the_real_model_is_measured(tmp_path):
    seeds = Path(__file__).parents[2] / "seeds"
    texts = {i: path.read_text(encoding="utf-8") for i, path in enumerate(sorted(seeds.glob("*.*"))[:5])}
    articles = write_gold(tmp_path / "articles.jsonl", texts=texts)
    result = run("evaluate", "shipped", articles, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert sum(found["levels"]) == found["n_documents"] == N
