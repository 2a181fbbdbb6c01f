import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.annotation.terms import read_frequencies, write_frequencies
from reliability.errors import ModelError
from reliability.segmentation import tokenized
from reliability.stories import Frequencies, fingerprint, group, load_frequencies, term

FREQUENCIES = Frequencies(999, {"council": 500, "met": 99})
BRIDGE = "The toll bridge at Tarn cracked on Monday and engineers closed both lanes of the toll bridge to lorries."
BRIDGE_AGAIN = "Engineers closed the cracked bridge at Tarn to lorries; its toll booths stayed empty on Monday."
FERRY = "Pumps failed on the ferry to Lagos and passengers waited at the quay for a tug until the evening."


def labels(*texts):
    return group([fingerprint(tokenized(text), load_frequencies()) for text in texts]).tolist()


def test_terms_are_stems_of_content_words():
    assert [term(word) for word in ("Bridges", "bridge's", "isn't", "of", "x", ",", "7th")] == [
        "bridg",
        "bridg",
        None,
        None,
        None,
        None,
        "7th",
    ]


def test_rarity_by_hand():
    assert FREQUENCIES.rarity("unheard") == 1
    assert FREQUENCIES.rarity("met") == pytest.approx(1 / 3)
    assert 0 < FREQUENCIES.rarity("council") < FREQUENCIES.rarity("met")


def test_a_fingerprint_by_hand():
    found = dict(fingerprint(["Ferry", "of", "ferries"], FREQUENCIES))
    assert found["ferri"] == pytest.approx(np.log1p(1 + 1 / (1 + 2 / 210)))
    assert set(found) == {"", "ferri"}
    assert fingerprint(["of", "the"], FREQUENCIES) == ()


def test_accounts_of_one_event_come_together():
    assert labels(BRIDGE, FERRY, BRIDGE_AGAIN) == [0, 1, 0]


def test_a_story_that_all_documents_tell_is_one():
    # The same words in another order, so that none is the same document.
    generator = np.random.default_rng(0)
    texts = [" ".join(generator.permutation(BRIDGE.split())) for _ in range(120)]
    assert set(labels(*texts)) == {0}


def test_equal_documents_are_one_and_empty_ones_alone():
    assert labels(BRIDGE, "", BRIDGE, "of the") == [0, 1, 0, 2]
    assert labels() == []
    assert labels("", "") == [0, 1]


def test_one_document_is_one_story():
    assert labels(FERRY) == [0]


@given(st.permutations([BRIDGE, FERRY, BRIDGE_AGAIN, FERRY + " It was Tuesday.", "Nothing of the kind.", ""]))
def test_order_changes_nothing(texts):
    found = dict(zip(texts, labels(*texts), strict=True))
    assert found[BRIDGE] == found[BRIDGE_AGAIN]
    assert found[FERRY] == found[FERRY + " It was Tuesday."]
    assert len(set(found.values())) == 4


def test_two_thousand_documents_in_one_large_component_are_cut():
    generator = np.random.default_rng(0)
    words = [f"w{n}" for n in range(300)]
    prints = [
        tuple((word, 1.0) for word in sorted(generator.choice(words, 12, replace=False).tolist())) for _ in range(2000)
    ]
    found = group(prints)
    assert len(found) == 2000


def test_frequencies_are_written_and_read(tmp_path):
    write_frequencies(FREQUENCIES, tmp_path / "f.npz")
    assert read_frequencies(tmp_path / "f.npz") == FREQUENCIES


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    (tmp_path / "f.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"f\.npz"):
        read_frequencies(tmp_path / "f.npz")
    with pytest.raises(ModelError, match="missing"):
        read_frequencies(tmp_path / "missing")


def test_parts_that_do_not_fit_are_refused(tmp_path):
    write_frequencies(Frequencies(1, {"a": 5}), tmp_path / "f.npz")
    with pytest.raises(ModelError, match="do not fit"):
        read_frequencies(tmp_path / "f.npz")


def test_no_rare_term_is_kept():
    assert min(load_frequencies().counts.values()) >= 30
