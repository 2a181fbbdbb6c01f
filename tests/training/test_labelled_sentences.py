"""What sentences do and stand on is learned from articles that were read sentence by sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from reliability.annotation.annotate import annotate
from reliability.annotation.judging import ROLES, SUPPORTS, judge, read_support, write_support
from reliability.errors import TrainingError
from reliability.segmentation import segment_as
from reliability.training.attributions.sentences import lay_out, sentence_figures, train_sentences
from reliability.training.labelled import read_labelled

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
        labels = {"role": role, "support": support, "speculation": "no", "checkable": "no"}
        sentences.append({"start": len(text), "end": len(text) + len(words), **labels})
        text += words + "\n"
    return text, sentences


# Of so many articles that what all share is not taken for copying.
N_ARTICLES = 21


def write(folder, numbers, name="a"):
    found = {f"{name}{n}": article(n) for n in numbers}
    rows = {
        "articles": [{"id": key, "text": text} for key, (text, _) in found.items()],
        "labels": [{"id": key, "sentences": sentences} for key, (_, sentences) in found.items()],
    }
    for part, records in rows.items():
        (folder / f"{part}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return folder / "labels.jsonl", folder / "articles.jsonl"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return lay_out(read_labelled(*write(tmp_path_factory.mktemp("sentences"), range(N_ARTICLES))))


@pytest.fixture(scope="module")
def model(known):
    return train_sentences(known)


def test_each_sentence_with_a_word_has_its_numbers_patterns_labels_and_article(known):
    assert len(known.rows) == len(known.patterns) == len(known.articles) == N_ARTICLES * len(TEMPLATES)
    assert known.labels["role"][: len(TEMPLATES)].tolist() == [role for _, role, _ in TEMPLATES]
    assert known.labels["support"][: len(TEMPLATES)].tolist() == [support for _, _, support in TEMPLATES]
    assert set(known.articles) == {f"a{n}" for n in range(N_ARTICLES)}


def test_some_of_the_sentences_stay_in_step(known):
    some = known.some(np.flatnonzero(known.articles == "a3"))
    assert set(some.articles) == {"a3"}
    assert some.labels["support"].tolist() == [support for _, _, support in TEMPLATES]
    assert some.rows.tolist() == known.rows[known.articles == "a3"].tolist()
    assert len(some.patterns) == len(TEMPLATES)


def test_what_is_learned_judges_an_article_it_has_not_seen(model):
    text, sentences = article(N_ARTICLES + 2)
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
    annotation = annotate(article(N_ARTICLES + 2)[0])
    assert judge(again, annotation).supports == pytest.approx(judge(model, annotation).supports, abs=0.02)


def test_figures_are_those_of_other_articles(known):
    figures = sentence_figures(known)
    assert figures.keys() == {"role", "support"}
    for values in figures.values():
        assert values.keys() == {"accuracy", "macro_f1"}
        assert all(0.8 < value <= 1 for value in values.values())


def test_too_few_publishers_for_folds_are_counted(known):
    with pytest.raises(TrainingError, match=r"publishers of articles with labelled sentences.*: 1, where 5 are needed"):
        sentence_figures(known.some(np.flatnonzero(known.groups == known.groups[0])))


def test_readings_are_learned_from_and_not_measured_on(known, tmp_path):
    gold = read_labelled(*write(tmp_path, range(N_ARTICLES)))
    readings = read_labelled(*write(tmp_path, range(N_ARTICLES, N_ARTICLES + 4), "r"), is_gold=False)
    both = lay_out([*gold, *readings])
    assert both.is_gold.tolist() == [True] * N_ARTICLES * len(TEMPLATES) + [False] * 4 * len(TEMPLATES)
    assert known.is_gold.all()
    two = replace(both, is_gold=np.isin(both.articles, ["a0", "a1"]))
    accuracy = sentence_figures(two)["role"]["accuracy"]
    assert accuracy * 20 == pytest.approx(round(accuracy * 20))
