"""Kinds of sources are learned from labelled spans."""

from __future__ import annotations

import json

import numpy as np
import pytest

from reliability.annotation.kinds import KINDS, load_kinds
from reliability.annotation.tagging import load_tagger
from reliability.errors import TrainingError
from reliability.training.attributions.kinds import explained_names, kinds_accuracy, labelled_spans, train_kinds
from reliability.training.attributions.material import read_unmarked

PEOPLE = ("Ann Ito", "Tom Berg", "Eva Lind", "Ludo van Dam", "Paul Adeyemi", "Rosa Delgado")
OF_KIND = {
    "organisation": ("the Transport Ministry", "NASA", "the Justice Department"),
    "document": ("a report", "the study", "court documents"),
    "anonymous": ("two officials", "a spokesman", "an official"),
    "vague": ("critics", "some experts", "many people"),
    "pronoun": ("she", "he", "they"),
    "other": ("the bridge", "nothing", "the weather"),
}

# No names that an article explains.
NONE = (np.zeros((0, 0), np.float32), np.array([], str))


def article(n):
    """Return the text of an invented article and (words, kind) of its sources."""
    told = [(PEOPLE[n % 6], "person"), *((words[n % 3], kind) for kind, words in OF_KIND.items())]
    return " ".join(f"Then {words} said the bridge had closed." for words, _ in told), told


def write(folder, n_articles):
    texts, labels = [], []
    for n in range(n_articles):
        text, told = article(n)
        texts.append({"id": f"a{n}", "text": text})
        for words, kind in told:
            at = text.index(f"Then {words} said") + len("Then ")
            labels.append({"id": f"a{n}", "start": at, "end": at + len(words), "kind": kind})
    for name, rows in (("texts", texts), ("labels", labels)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder / "labels.jsonl", [folder / "texts.jsonl"]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    labels, texts = write(tmp_path_factory.mktemp("kinds"), 20)
    return labelled_spans(load_tagger(), labels, texts)


def test_each_labelled_span_has_features_a_kind_and_its_article(known):
    features, kinds, ids = known
    assert features.shape == (20 * 7, len(load_kinds().weights))
    assert kinds[:7].tolist() == ["person", *OF_KIND]
    assert ids[:8].tolist() == ["a0"] * 7 + ["a1"]


def test_what_is_learned_tells_the_kinds_apart(known):
    features, kinds, _ = known
    model = train_kinds(features, kinds, NONE)
    assert (model.weights.shape, model.bias.shape) == ((features.shape[1], 7), (7,))
    guessed = np.array(KINDS)[model(features).argmax(axis=1)]
    assert (guessed == kinds).mean() > 0.95


def test_accuracy_is_that_of_other_articles(known):
    features, kinds, ids = known
    assert kinds_accuracy(features, kinds, ids, NONE) > 0.9


def test_too_few_articles_for_folds_are_counted(known):
    features, kinds, ids = known
    few = np.isin(ids, ["a0", "a1"])
    with pytest.raises(TrainingError, match=r"articles with labelled sources.*: 2, where 10 are needed"):
        kinds_accuracy(features[few], kinds[few], ids[few], NONE)


def test_mixed_up_labels_teach_nothing(known):
    features, kinds, ids = known
    mixed = np.random.default_rng(0).permutation(kinds)
    assert kinds_accuracy(features, mixed, ids, NONE) < 0.35


@pytest.fixture
def explained(tmp_path):
    def of(*texts):
        path = tmp_path / "unmarked.jsonl"
        path.write_text(
            "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)), encoding="utf-8"
        )
        return explained_names(load_tagger(), read_unmarked(path, frozenset(), 1))

    return of


def test_names_that_their_article_explains_teach_whose_they_are(explained, known):
    text = "They met Kellanova's shareholders on Monday. Ann Okoye left. Then Okoye came back to Kellanova."
    features, kinds = explained(text, text, text)
    assert sorted(kinds) == ["organisation"] * 3 + ["person"] * 3
    assert features.shape[1] == known[0].shape[1]
    # As if the article did not explain them: no feature tells that the name is known for a person's.
    assert len({tuple(row) for row in features[kinds == "person"]}) == 1
    likely = [
        train_kinds(*known[:2], told)(features)[:, KINDS.index("organisation")] for told in (NONE, (features, kinds))
    ]
    assert (likely[1] > likely[0])[kinds == "organisation"].all()


@pytest.mark.parametrize("text", ["", "Rain fell.", "Ann Okoye left. Then Okoye came back."])
def test_without_both_people_and_bodies_nothing_is_explained(explained, text):
    features, kinds = explained(text)
    assert len(features) == len(kinds) == 0


def test_a_span_without_a_word_is_left_out(tmp_path):
    labels, texts = write(tmp_path, 1)
    text, _ = article(0)
    beyond = {"id": "a0", "start": len(text) + 5, "end": len(text) + 9, "kind": "vague"}
    labels.write_text(labels.read_text(encoding="utf-8") + "\n" + json.dumps(beyond), encoding="utf-8")
    features, kinds, ids = labelled_spans(load_tagger(), labels, texts)
    assert len(features) == len(kinds) == len(ids) == 7


def test_a_missing_file_is_a_training_error(tmp_path):
    labels, texts = write(tmp_path, 1)
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        labelled_spans(load_tagger(), tmp_path / "nowhere.jsonl", texts)
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        labelled_spans(load_tagger(), labels, [tmp_path / "nowhere.jsonl"])


def test_a_label_of_an_unknown_article_is_a_training_error(tmp_path):
    _, texts = write(tmp_path, 1)
    labels = tmp_path / "more.jsonl"
    labels.write_text(json.dumps({"id": "other", "start": 0, "end": 4, "kind": "vague"}), encoding="utf-8")
    with pytest.raises(TrainingError):
        labelled_spans(load_tagger(), labels, texts)
