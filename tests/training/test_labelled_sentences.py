"""What sentences do and stand on is learned from articles that were read sentence by sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest

from reliability.annotation.annotate import annotate
from reliability.annotation.judging import ROLES, SUPPORTS, judge, read_support, write_support
from reliability.errors import TrainingError
from reliability.segmentation import segment_as
from reliability.training.attributions.sentences import read_sentences, sentence_figures, train_sentences

NAMES = ("Ann Ito", "Tom Berg", "Eva Lind", "Paul Adeyemi", "Rosa Delgado")
TEMPLATES = [
    ("“We counted every bolt,” {name} said.", "central", "person"),
    ("The Transport Ministry announced that the bridge will close in {year}.", "central", "organisation"),
    ("A report of {year} found 40 cracks in the second pillar.", "detail", "document"),
    ("From the bank one could see how the water rose below the arches.", "detail", "witness"),
    ("Two officials said that {name} had known of it.", "detail", "anonymous"),
    ("Critics say it was never safe.", "background", "vague"),
    ("Bridges carry roads over rivers.", "background", "common"),
    ("It was built in {year} and carries 9,000 cars a day.", "background", "none"),
    ("I think we should all be ashamed of this!", "opinion", "none"),
    ("Follow us on Twitter | Subscribe", "furniture", "none"),
]


def article(n):
    """Return an invented article and its labelled sentences, a line without a word among them."""
    text, sentences = "", []
    for template, role, support in [*TEMPLATES, ("***", "furniture", "none")]:
        words = template.format(name=NAMES[n % 5], year=1990 + n)
        sentences.append({"start": len(text), "end": len(text) + len(words), "role": role, "support": support})
        text += words + "\n"
    return text, sentences


def write(folder, n_articles):
    found = [article(n) for n in range(n_articles)]
    rows = {
        "articles": [{"id": f"a{n}", "text": text} for n, (text, _) in enumerate(found)],
        "labels": [{"id": f"a{n}", "sentences": sentences} for n, (_, sentences) in enumerate(found)],
    }
    for name, records in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return folder / "labels.jsonl", folder / "articles.jsonl"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return read_sentences(*write(tmp_path_factory.mktemp("sentences"), 10))


@pytest.fixture(scope="module")
def model(known):
    return train_sentences(known)


def test_each_sentence_with_a_word_has_its_numbers_patterns_labels_and_article(known):
    assert len(known.rows) == len(known.patterns) == len(known.articles) == 10 * len(TEMPLATES)
    assert known.labels["role"][: len(TEMPLATES)].tolist() == [role for _, role, _ in TEMPLATES]
    assert known.labels["support"][: len(TEMPLATES)].tolist() == [support for _, _, support in TEMPLATES]
    assert set(known.articles) == {f"a{n}" for n in range(10)}


def test_some_of_the_sentences_stay_in_step(known):
    some = known.some(np.flatnonzero(known.articles == "a3"))
    assert set(some.articles) == {"a3"}
    assert some.labels["support"].tolist() == [support for _, _, support in TEMPLATES]
    assert some.rows.tolist() == known.rows[known.articles == "a3"].tolist()
    assert len(some.patterns) == len(TEMPLATES)


def test_what_is_learned_judges_an_article_it_has_not_seen(model):
    text, sentences = article(12)
    told = [s for s in sentences if s["end"] - s["start"] > 3]
    judged = judge(model, annotate(segment_as(text, [(s["start"], s["end"]) for s in told])))
    roles, supports = judged.roles.argmax(axis=1), judged.supports.argmax(axis=1)
    assert [ROLES[k] for k in roles] == [s["role"] for s in told]
    assert [SUPPORTS[k] for k in supports] == [s["support"] for s in told]


def test_patterns_of_fewer_than_three_sentences_are_not_learned(known, model):
    often = {pattern for pattern in model.patterns if sum(pattern in counts for counts in known.patterns) >= 3}
    assert often == set(model.patterns) != set()
    assert list(model.patterns) == sorted(model.patterns)


def test_what_was_learned_is_read_back(model, tmp_path):
    write_support(model, tmp_path / "sentences.npz")
    again = read_support(tmp_path / "sentences.npz")
    annotation = annotate(article(12)[0])
    assert judge(again, annotation).supports == pytest.approx(judge(model, annotation).supports, abs=0.02)


def test_figures_are_those_of_other_articles(known):
    figures = sentence_figures(known)
    assert figures.keys() == {"role", "support"}
    for values in figures.values():
        assert values.keys() == {"accuracy", "macro_f1"}
        assert all(0.8 < value <= 1 for value in values.values())


def test_a_missing_file_is_a_training_error(tmp_path):
    labels, articles = write(tmp_path, 1)
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        read_sentences(tmp_path / "nowhere.jsonl", articles)
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        read_sentences(labels, tmp_path / "nowhere.jsonl")


def test_labels_of_an_unknown_article_are_a_training_error(tmp_path):
    _, articles = write(tmp_path, 1)
    labels = tmp_path / "more.jsonl"
    labels.write_text(json.dumps({"id": "other", "sentences": article(0)[1]}), encoding="utf-8")
    with pytest.raises(TrainingError):
        read_sentences(labels, articles)
