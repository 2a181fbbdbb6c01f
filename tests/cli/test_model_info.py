import json

import pytest
from stand_ins import make_model, run, write_gold


@pytest.fixture
def model(tmp_path, monkeypatch):
    return make_model(tmp_path / "model", write_gold(tmp_path / "gold.jsonl"), monkeypatch)


def describe(folder, **stored):
    (folder / "rating.json").write_text(json.dumps({"kind": "rating model", "format": 2, **stored}))
    return folder


def test_what_the_file_says_is_shown(model):
    result = run("model", "info", model)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = dict(line.split(None, 1) for line in result.stdout.replace("Gold hash", "Gold-hash").splitlines())
    assert (rows["Format"], rows["Hash"], rows["Patterns"], rows["Articles"]) == ("2", "abc", "1", "30")
    assert len(rows["Gold-hash"]) == 64
    assert rows["Model"] == str(model / "rating.json")


def test_json_holds_all_that_training_stored(model):
    describe(model, facts={"n_articles": 7, "later": {"new": [1, None]}}, patterns=["a", "b"])
    found = json.loads(run("model", "info", model, "--format", "json").stdout)
    assert found["facts"] == {"n_articles": 7, "later": {"new": [1, None]}}
    assert (found["n_patterns"], found["n_features"], found["sha256"]) == (2, None, None)


def test_the_shipped_model_is_the_default(model):
    assert run("model", "info").output == run("model", "info", "shipped").output == run("model", "info", model).output


@pytest.mark.parametrize(
    ("figure", "shown"), [(0.78, "0.780"), ({"value": 0.78, "low": 0.7}, "0.780"), (None, "-"), ("high", "-")]
)
def test_headline_figures(model, figure, shown):
    describe(model, facts={"figures": {"rating": {"spearman": figure}, "odd": 3}})
    assert run("model", "info", model).stdout.splitlines()[-1].split() == ["rating", shown, "-"]


@pytest.mark.parametrize("facts", [None, [], {"figures": [1]}, {"figures": {}}, {"n_articles": [], "gold_sha256": 3}])
def test_odd_facts_do_no_harm(model, facts):
    for form in ("text", "json"):
        assert run("model", "info", describe(model, facts=facts), "--format", form).exit_code == 0


def test_figures_that_are_no_number_become_null(model):
    describe(model, facts={"figures": {"rating": {"by_corpus": {"a": float("nan")}}}})
    found = json.loads(run("model", "info", model, "--format", "json").stdout, parse_constant=pytest.fail)
    assert found["facts"]["figures"]["rating"]["by_corpus"] == {"a": None}


def test_a_model_that_cannot_be_used_is_shown_and_refused(model, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    result = run("model", "info", describe(other, sha256="\x1b[31m"))
    assert result.exit_code == 2
    assert "Format" in result.stdout
    assert "\x1b" not in result.stdout
    assert "there is no such model" in result.stderr


@pytest.mark.parametrize("content", ["", "[]", "no model"])
def test_files_that_are_no_model(model, tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    result = run("model", "info", tmp_path / "a.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no model file" in result.stderr
    assert "no model can be read there" in run("model", "info", tmp_path / "missing").stderr
