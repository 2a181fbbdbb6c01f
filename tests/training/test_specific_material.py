"""What is specific and what can be checked is learned from sentences with marks, articles left out where asked."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from reliability.annotation.specific import judge_specific, read_specific, write_specific
from reliability.annotation.tagging import load_tagger
from reliability.errors import TrainingError
from reliability.segmentation import segment_as
from reliability.training.labelled import read_labelled
from reliability.training.specificity import learn_words, read_material, specific_figures, train_specific
from reliability.training.specificity.fit import group_folds
from reliability.training.specificity.material import joined_blocks, natural

NAMES = ("Ann Ito", "Tom Berg", "Eva Lind", "Paul Adeyemi", "Rosa Delgado")
PRECISE = (
    "On {n} May {name} paid ${n} million for the bridge at Lagos .",
    "{name} counted {n} cracks in the second pillar on 4 March 20{n} .",
    "The council voted {n} to 3 to close Finch Street , {name} said .",
)
SWEEPING = (
    "Many things have changed over the years , and {n} is a number .",
    "It is all so very wonderful for everyone , some people think , even {n} .",
    "Nobody really knows why these {n} things matter so much to us .",
)

LABELS = {"role": "detail", "support": "none", "speculation": "no"}


def sentences(n):
    """Return precise and sweeping sentences with the number of words they share, in the words of one block."""
    told = [(template, True) for template in PRECISE] + [(template, False) for template in SWEEPING]
    return [(template.format(n=10 + n, name=NAMES[n % 5]), precise) for template, precise in told]


def write(path, rows):
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("material")
    marked, articles, labels = [], [], []
    for genre in ("news", "movies"):
        for n in range(12):
            marked += [
                {
                    "id": f"{genre}-{n}-{k}",
                    "genre": genre,
                    "score": 1 + precise + 0.01 * k,
                    "sentence": f"{text} {genre}",
                }
                for k, (text, precise) in enumerate(sentences(n))
            ]
    for n in range(12):
        text, told = "", []
        for words, precise in [*sentences(n + 20), ("***", False)]:
            checkable = "yes" if precise else "no"
            told.append(LABELS | {"start": len(text), "end": len(text) + len(words), "checkable": checkable})
            text += words + "\n"
        articles.append({"id": f"a{n}", "text": text})
        labels.append({"id": f"a{n}", "sentences": told})
    return (
        write(folder / "specificity.jsonl.gz", marked),
        write(folder / "sentences.jsonl.gz", labels),
        write(folder / "articles.jsonl.gz", articles),
    )


@pytest.fixture(scope="module")
def words(files):
    return learn_words(load_tagger(), files[2])


@pytest.fixture(scope="module")
def material(words, files):
    return read_material(words, files[0], read_labelled(*files[1:]))


@pytest.fixture(scope="module")
def model(material):
    return train_specific(material)


def test_each_sentence_with_a_word_is_there_with_its_mark_and_group(material):
    assert material.numbers.shape[0] == material.counted.shape[0] == len(material.texts) == 36 * 6
    assert material.read_in_articles.sum() == 12 * 6
    assert material.labels[-6:].tolist() == [1, 1, 1, 0, 0, 0]
    assert set(material.groups[material.read_in_articles]) == {f"a{n}" for n in range(12)}
    assert set(material.genres) == {"news", "movies", ""}


def test_without_leaves_out_sentences_of_articles_only(material):
    kept = material.without(["a3", "a4", "news-1"])
    assert len(material.labels) - len(kept.labels) == 12
    assert not {"a3", "a4"} & set(kept.groups)
    assert "news-1" in set(kept.groups)
    assert len(kept.texts) == kept.numbers.shape[0] == kept.counted.shape[0]


def test_what_is_learned_tells_sentences_it_has_not_seen(model):
    text, spans = "", []
    for words_of, _ in sentences(60):
        spans.append((len(text), len(text) + len(words_of)))
        text += words_of + "\n"
    found = judge_specific(model, segment_as(text, spans))
    assert found.specificity[:3].min() > found.specificity[3:].max()
    assert found.checkable[:3].min() > 0.5 > found.checkable[3:].max()


def test_training_twice_gives_the_same_file(model, material, tmp_path):
    write_specific(model, tmp_path / "one.npz")
    write_specific(train_specific(material), tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_what_was_learned_is_read_back(model, tmp_path):
    write_specific(model, tmp_path / "specificity.npz")
    segments = segment_as("Ann Ito paid $5 million.", [(0, 24)])
    again = judge_specific(read_specific(tmp_path / "specificity.npz"), segments)
    assert again.checkable == pytest.approx(judge_specific(model, segments).checkable, abs=0.02)


def test_folds_divide_no_block_and_no_article(material):
    seen = []
    for rest, test in group_folds(material, 4, 0):
        assert not set(material.groups[rest]) & set(material.groups[test])
        seen += test.tolist()
    assert sorted(seen) == list(range(len(material.labels)))


def test_fewer_blocks_than_folds_are_counted(material):
    with pytest.raises(TrainingError, match=r"blocks of sentences with scores.*, where 99 are needed"):
        list(group_folds(material, 99, 0))


def test_figures_are_those_of_other_blocks_and_articles(material):
    figures = specific_figures(material, n_folds=3)
    assert figures.keys() >= {"spearman_mean", "spearman_news", "news_accuracy", "checkable_macro_f1"}
    assert min(figures["news_accuracy"], figures["checkable_macro_f1"]) > 0.9
    assert figures["spearman_mean"] > 0.7


def test_words_are_described_by_the_articles_they_are_in(words):
    vocabulary = words.vocabulary
    assert words.vectors.shape[0] == len(vocabulary.idf) == len(vocabulary.words) + 1 + len(vocabulary.endings)
    # In each of the twelve articles; in none.
    assert vocabulary.idf[vocabulary.words["bridge"]] == pytest.approx(0)
    assert vocabulary.idf[vocabulary.words["ferry"]] == pytest.approx(np.log(12))
    assert vocabulary.capital[vocabulary.words["street"]] > 0.5 > vocabulary.capital[vocabulary.words["cracks"]]
    assert not words.vectors[vocabulary.words[","]].any()


def test_articles_left_out_are_not_counted(files):
    with pytest.raises(TrainingError, match="holds no articles"):
        learn_words(load_tagger(), files[2], frozenset(f"a{n}" for n in range(12)))


def test_blocks_that_repeat_a_sentence_are_one():
    blocks, texts = ["a", "a", "b", "c", "c", "d"], ["One.", "Two.", "Three.", "two.", "Four.", "Five."]
    found = joined_blocks(blocks, texts)
    assert found[0] == found[1] == found[3] == found[4]
    assert len({found[0], found[2], found[5]}) == 3


def test_spacing_of_the_treebank_is_undone():
    assert natural("He did n't pay $ 5 -LRB- 6 % -RRB- , `` no '' .") == 'He didn\'t pay $5 (6%), "no".'


def test_a_missing_file_is_a_training_error(words, files, tmp_path):
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        read_material(words, tmp_path / "nowhere.jsonl", read_labelled(*files[1:]))
    with pytest.raises(TrainingError, match=r"nowhere\.jsonl"):
        learn_words(load_tagger(), tmp_path / "nowhere.jsonl")


def test_a_record_without_its_field_is_a_training_error(words, files, tmp_path):
    odd = tmp_path / "odd.jsonl"
    odd.write_text(json.dumps({"id": "news-0-0", "genre": "news", "sentence": "It fell."}), encoding="utf-8")
    with pytest.raises(TrainingError, match=r"odd\.jsonl.*score"):
        read_material(words, odd, read_labelled(*files[1:]))


def test_one_kind_of_marks_is_not_enough(material):
    with pytest.raises(TrainingError, match="needs sentences"):
        train_specific(material.without(f"a{n}" for n in range(12)))
