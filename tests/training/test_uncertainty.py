"""Uncertainty is learned from marked sentences and from articles; what is applied gives what was learned."""

from __future__ import annotations

import json
from dataclasses import replace

import joblib
import numpy as np
import pytest

from reliability.annotation.annotate import SentenceModels, annotate
from reliability.annotation.tagging import load_tagger
from reliability.annotation.uncertain import judge_uncertain, read_uncertain, write_uncertain
from reliability.annotation.uncertain.judging import VOICES
from reliability.annotation.uncertain.network import places_of
from reliability.annotation.uncertain.words import find_cues
from reliability.errors import TrainingError
from reliability.segmentation import segment_as
from reliability.training.labelled import LABELS, LabelledText
from reliability.training.uncertainty import network, read_material, train_uncertain, uncertain_figures
from reliability.training.uncertainty.fit import group_folds, read_text
from reliability.training.uncertainty.network import fit_network, rates_of

THINGS = ("bridge", "ferry", "tower", "market", "harbour", "school", "river")
DOUBTFUL = ("Some say the {thing} is perhaps {n} years old.", "It is believed that the {thing} may have been sold.")
CERTAIN = ("The {thing} is {n} metres long &amp; made of stone.", "Ann Ito opened the {thing} in {n}.")
# No two articles share a run of six words, else they would count as copies of one.
PEOPLE = "Ito Berg Lind Adeyemi Delgado Okoye Dam Mbeki Novak Silva Haddad Larsen Quist Rossi".split()
ARTICLE = (
    ("{name} opened the {thing} on {n} May, {name} said.", "no"),
    ("{name} will probably never come back, {name} could fall.", "writer"),
    ("“We might perhaps sell it, {name},” Tom {name} told {name}.", "source"),
    ("It carries {n} cars a day, {name} counted.", "no"),
    ("Why was {name} there?", "writer"),
)


def encyclopaedia(n_blocks=12):
    """Return marked sentences in blocks of four, and one without a word."""
    rows = [{"id": "conll-0-9", "sentence": "***", "uncertain": 0}]
    for block in range(n_blocks):
        for k, template in enumerate([*DOUBTFUL, *CERTAIN]):
            text = template.format(thing=THINGS[block % 7], n=40 + block)
            rows.append({"id": f"conll-{block}-{k}", "sentence": text, "uncertain": int(k < len(DOUBTFUL))})
    return rows


def article(n, *, domain="", is_gold=True):
    text, spans, labels = "", [], []
    for template, label in ARTICLE:
        words = template.format(thing=THINGS[n % 7], n=100 + n, name=PEOPLE[n])
        spans.append((len(text), len(text) + len(words)))
        labels.append(label)
        text += words + "\n"
    told = dict.fromkeys(LABELS, ["no"] * len(labels)) | {"speculation": labels}
    return LabelledText(f"a{n}", text, domain or f"paper{n}.example", spans, told, is_gold)


@pytest.fixture(scope="module")
def articles():
    """Articles a0 to a9 are gold; a10 to a13 are readings, the last of them of a gold article's publisher."""
    gold = [article(n) for n in range(10)]
    readings = [article(n, is_gold=False) for n in range(10, 13)]
    return [*gold, *readings, article(13, domain="paper3.example", is_gold=False)]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("uncertainty") / "hedging.jsonl"
    path.write_text("\n".join(map(json.dumps, encyclopaedia())), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def material(path, articles):
    return read_material(path, articles)


@pytest.fixture(scope="module")
def quick_steps():
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("_BATCH", 16), ("_RATE", 0.02), ("_DROPOUT", 0.1)):
            patch.setattr(network, name, value)
        yield


@pytest.fixture(scope="module")
def fitted(material, quick_steps):
    return fit_network(material, np.arange(len(material.labels)))


def test_each_sentence_with_a_word_is_there_with_its_mark_and_group(material):
    assert len(material.labels) == 12 * 4 + 14 * 5
    assert material.is_article.sum() == 14 * 5
    assert material.labels[:4].tolist() == [1, 1, 0, 0]
    assert [VOICES[k] for k in material.labels[-5:]] == [label for _, label in ARTICLE]
    assert set(material.groups[~material.is_article]) == {f"conll-{block}" for block in range(12)}
    assert set(material.ids[~material.is_article]) == {""}
    assert set(material.ids[material.is_article]) == {f"a{n}" for n in range(14)}


def test_readings_are_not_gold_and_share_the_group_of_their_publisher(material):
    assert set(material.ids[material.is_article & ~material.is_gold]) == {f"a{n}" for n in range(10, 14)}
    groups = {name: set(material.groups[material.ids == name]) for name in ("a3", "a4", "a13")}
    assert groups["a3"] == groups["a13"]
    assert groups["a3"] != groups["a4"]


def test_tokens_are_laid_out_one_sentence_after_the_other(material):
    n = len(material.labels)
    assert len(material.first_tokens) == n + 1
    assert material.first_tokens[-1] == len(material.tokens) == len(material.where) == len(material.listed)
    words = [material.words[token] for token in material.tokens[material.tokens_of(np.array([2, n - 1]))]]
    # The first has lost the escape of its "&".
    assert words == "The bridge is 40 metres long & made of stone . Why was Rossi there ?".split()
    assert [material.names[k] for k in material.known[material.tokens[:2]]] == ["some", "say"]
    assert set(material.listed[:2].sum(axis=1)) == {2}


def test_without_leaves_out_articles_only(material):
    kept = material.without(["a3", "a4", ""])
    assert len(material.labels) - len(kept) == 10
    assert not {"a3", "a4"} & set(material.ids[kept])
    assert (~material.is_article[kept]).sum() == 12 * 4
    assert len(material.without([])) == len(material.labels)


def test_folds_divide_no_block_and_no_publisher(material):
    seen = []
    for rest, test in group_folds(material):
        assert not set(material.groups[rest]) & set(material.groups[test])
        assert sorted([*rest.tolist(), *test.tolist()]) == list(range(len(material.labels)))
        seen += test.tolist()
    assert sorted(seen) == list(range(len(material.labels)))


def test_fewer_blocks_than_folds_are_counted(material):
    with pytest.raises(TrainingError, match=r"blocks of sentences marked for hedging.*, where 99 are needed"):
        list(group_folds(material, 99))


def test_applied_to_a_text_the_network_gives_what_it_gave_in_training(material, articles, fitted, path):
    """Both paths lay out words, places and phrases by themselves; they must agree on every token."""
    given = [(texts.text, texts.spans) for texts in articles]
    read = [
        json.loads(line)["sentence"].replace("&amp;", "&") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    given = [(text, [(0, len(text))]) for text in read[1:]] + given
    assert len(given) == len(np.unique(material.texts))
    for number, (text, spans) in enumerate(given):
        annotation = annotate(segment_as(text, spans))
        segments = annotation.segments
        where = places_of(segments, annotation.quoted, annotation.probabilities)
        applied = fitted.rates(segments, where, find_cues(segments), load_tagger())
        rows = np.flatnonzero(material.texts == number)
        assert applied == pytest.approx(rates_of(fitted, material, rows), abs=1e-4)


def test_the_tokens_that_bring_doubt_are_the_cues(fitted):
    text = "It is believed that the ferry may have been sold."
    annotation = annotate(segment_as(text, [(0, len(text))]))
    where = places_of(annotation.segments, annotation.quoted, annotation.probabilities)
    found = fitted.rates(annotation.segments, where, annotation.uncertain.cues, load_tagger())
    doubt = dict(zip(annotation.segments.words, found[:, 0].tolist(), strict=True))
    assert max(doubt["believed"], doubt["may"]) > max(doubt["the"], doubt["ferry"], doubt["sold"])


def test_fitting_twice_gives_the_same_network(material, quick_steps):
    rows = np.flatnonzero(material.groups != "conll-0")[:60]
    one, other = (fit_network(material, rows) for _ in range(2))
    assert one.words == other.words
    for name in ("own", "near", "bias", "out", "word_weights", "offset"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_what_is_left_out_is_not_learned(material, quick_steps):
    rows = np.flatnonzero(~np.isin(material.groups, ["conll-0", "conll-7"]) & ~np.isin(material.ids, ["a0", "a7"]))
    known = fit_network(material, rows).words
    assert "ferry" in known
    assert "bridge" not in known


@pytest.fixture(scope="module")
def trained(material, quick_steps):
    # Other processes would not know of the quick steps.
    with joblib.parallel_config(backend="threading"):
        return train_uncertain(material)


def test_what_is_learned_tells_sentences_it_has_not_seen(trained):
    text = "The harbour was closed in 1999. It could perhaps fall, and it will probably never be opened again."
    annotation = annotate(segment_as(text, [(0, 31), (32, len(text))]), SentenceModels(uncertain=trained[0]))
    certain, doubtful = annotation.uncertain.voices[:, 0]
    assert certain > doubtful


def test_each_sentence_was_read_by_a_network_that_had_not_seen_it(material, trained, fitted):
    found = trained[1]
    assert (found.doubt.shape, found.lengths.shape) == ((len(material.labels),), (len(material.labels),))
    assert found.lengths.tolist() == np.diff(material.first_tokens).tolist()
    rows = np.flatnonzero(material.texts == 0)
    assert read_text(trained[0].network, material, rows)[0].tolist() != found.doubt[rows].tolist()


def test_figures_are_those_of_other_blocks_and_publishers(material, trained):
    figures = uncertain_figures(material, trained[1], trained[0].network)
    assert figures.keys() >= {"encyclopaedia_f1", "encyclopaedia_accuracy", "voice_macro_f1", "voice_f1_source"}
    assert figures["encyclopaedia_auc"] > 0.9
    assert figures["voice_macro_f1"] > 0.6
    assert figures["encyclopaedia_brier"] < 0.25


def test_figures_take_in_gold_articles_only(material, trained):
    two_gold = replace(material, is_gold=np.isin(material.ids, ["a0", "a1", ""]))
    figures = uncertain_figures(two_gold, trained[1], trained[0].network)
    assert figures["voice_accuracy"] * 10 == pytest.approx(round(figures["voice_accuracy"] * 10))


def test_what_was_learned_is_read_back(trained, tmp_path):
    write_uncertain(trained[0], tmp_path / "uncertainty.npz", load_tagger())
    again = read_uncertain(tmp_path / "uncertainty.npz")
    annotation = annotate("Some say the ferry may have been sold. It is 40 metres long.")
    told = [
        judge_uncertain(model, annotation.segments, annotation.quoted, annotation.probabilities)
        for model in (trained[0], again)
    ]
    assert told[1].uncertain == pytest.approx(told[0].uncertain, abs=0.03)
    assert told[1].voices == pytest.approx(told[0].voices, abs=0.03)


def test_a_missing_file_is_a_training_error(articles, tmp_path):
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        read_material(tmp_path / "nowhere.jsonl", articles)


@pytest.mark.parametrize("field", ["id", "sentence", "uncertain"])
def test_a_record_without_its_field_is_a_training_error(articles, tmp_path, field):
    row = {name: value for name, value in encyclopaedia(1)[1].items() if name != field}
    (tmp_path / "odd.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(TrainingError, match=rf"odd\.jsonl.*{field}"):
        read_material(tmp_path / "odd.jsonl", articles)


def test_one_kind_of_marks_is_not_enough(articles, path, tmp_path):
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    for paths in ((tmp_path / "empty.jsonl", articles), (path, [])):
        with pytest.raises(TrainingError, match="holds no sentences"):
            read_material(*paths)
