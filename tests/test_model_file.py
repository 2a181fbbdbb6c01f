import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import ModelError
from reliability.extractor import FEATURE_NAMES
from reliability.model_file import FILE_NAME, load_model, save_model
from reliability.resources import attribution_models_from, models_folder

TEXT = "Mayor Ann Okoye said on Monday that the bridge may close."


@pytest.fixture(scope="module")
def stored():
    return (models_folder() / FILE_NAME).read_text(encoding="utf-8")


def changed(stored, tmp_path, **values):
    path = tmp_path / "model.json"
    path.write_text(json.dumps(json.loads(stored) | values), encoding="utf-8")
    return path


def test_a_model_survives_being_written_and_read(tmp_path):
    model = load_model()
    save_model(model, tmp_path / FILE_NAME)
    again = load_model(tmp_path)
    rows = [m.weighting.transform(m.extractor.transform([TEXT])) for m in (model, again)]
    for name in model.readers:
        one, other = (m.readers[name].score_rows(row) for m, row in zip((model, again), rows, strict=True))
        np.testing.assert_array_equal(one, other)
    assert again.facts == model.facts


def test_the_shipped_model_knows_the_features_and_its_figures():
    model = load_model()
    assert json.loads((models_folder() / FILE_NAME).read_text(encoding="utf-8"))["features"] == list(FEATURE_NAMES)
    assert set(model.readers) == {"rating", "hedging", "specificity", "sourcing"}
    assert model.facts["figures"] == json.loads((models_folder() / "figures.json").read_text())["figures"]


def test_a_model_made_with_other_attribution_models_is_refused(tmp_path):
    path = tmp_path / FILE_NAME
    save_model(load_model(), path)
    for name in ("attributions.npz", "kinds.npz", "sentences.npz", "specificity.npz", "uncertainty.npz"):
        content = (models_folder() / name).read_bytes()
        (tmp_path / name).write_bytes(content + b"x" if name == "kinds.npz" else content)
    load_model(path)
    with attribution_models_from(tmp_path), pytest.raises(ModelError, match="other attribution models"):
        load_model(path)
    (tmp_path / "kinds.npz").unlink()
    with attribution_models_from(tmp_path), pytest.raises(ModelError, match=r"kinds\.npz: cannot be read"):
        load_model(path)


@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ({"kind": "something else"}, "no rating model"),
        ({"format": 99}, "has format 99, this version reads"),
        ({"patterns": ["said"]}, "altered after training"),
        ({"sha256": "0"}, "altered after training"),
    ],
)
def test_a_foreign_newer_or_altered_model_is_refused(stored, tmp_path, values, cause):
    path = changed(stored, tmp_path, **values)
    with pytest.raises(ModelError, match=cause) as caught:
        load_model(path)
    assert "model.json" in str(caught.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00", '{"format": 1}'])
def test_what_is_no_model_is_refused(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError):
        load_model(path)


def test_a_missing_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no model can be read there"):
        load_model(tmp_path / "nowhere.json")


@given(cut=st.integers(0, 2000))
def test_a_truncated_model_is_refused(stored, tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("truncated") / "model.json"
    path.write_text(stored[: len(stored) * cut // 2001], encoding="utf-8")
    with pytest.raises(ModelError):
        load_model(path)
