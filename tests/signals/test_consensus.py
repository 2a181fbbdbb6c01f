import dataclasses
import json
import math
import time
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from reliability.annotation.annotate import annotate
from reliability.errors import ModelError
from reliability.signals.consensus import FEATURES, account, compare, load_consensus
from reliability.signals.consensus.alignment import central_sentences
from reliability.signals.consensus.cues import stance_cues
from reliability.signals.consensus.features import SIGNS, measure
from reliability.signals.consensus.figures import figure_of, figures_of
from reliability.signals.consensus.model import BOUND, read_consensus, save_consensus
from reliability.signals.consensus.opposition import opposition
from reliability.signals.consensus.overlap import gain, held, naming, recall
from reliability.signals.consensus.voices import find_voices
from reliability.stories import load_frequencies

MODEL = load_consensus()
REPORT = (
    "The toll bridge at Tarn will be renegotiated with its lender, Mayor Ann Okoye said on Monday. Okoye told the "
    "council that 14 of 16 spans are sound and that repairs cost $2.5 million. “We keep the bridge open,” she said. "
    "The council and the lender signed a tentative agreement to revise the contract of the toll bridge."
)
SECOND = (
    "Tarn's council is in talks to revise the contract of its toll bridge, Mayor Ann Okoye said. She put the cost of "
    "repairs at $2.5 million and said 14 of 16 spans are sound. The lender, Berg Bank, confirmed the talks in a "
    "letter on Monday and said that a tentative agreement had been signed."
)
THIRD = (
    "A tentative agreement between Tarn and Berg Bank would revise the contract of the toll bridge. According to the "
    "council's minutes repairs cost $2.5 million, and 14 of 16 spans are sound. Deputy mayor Tom Lind said on Monday "
    "that the bridge will remain open while the talks continue."
)
FLAT = (
    "The contract of the Tarn toll bridge is dead. Berg Bank and the council have terminated the contract and ended "
    "their partnership. The toll bridge partnership has been dissolved. The lender quit, and the deal collapsed."
)
GERMAN = (
    "Die Mautbrücke von Tarn wird neu verhandelt, sagte der Bürgermeister am Montag dem Stadtrat. Die Reparatur "
    "kostet mehrere Millionen, und die Bank hat die Gespräche in einem Brief bestätigt."
)


def told(*documents):
    return [account(annotate(text), load_frequencies()) for text in documents]


def standings(documents, quality=None):
    quality = quality or [0.6] * len(documents)
    return compare(told(*documents), quality, MODEL)


def test_figures_can_be_compared():
    assert figures_of("1,200 people", "count") == figures_of("1200 workers", "count") == ("1200",)
    assert figures_of("$2.5 billion", "amount") == ("2.5b",)
    assert figures_of("Monday", "day") == ("monday",)
    assert figures_of("https://a.example/2", "url") == ()
    assert figure_of("five-year") is None


def test_a_cue_keeps_everything_it_stands_for():
    [cue] = stance_cues("it was denied.")
    assert cue.kinds == {"not"}
    assert cue.sides == {"confirmation -"}
    assert cue.denies
    assert not cue.leaves_open


def test_gain_and_recall_by_hand():
    named, heard = [("a", "b"), ("a", "c"), ("a", "c", "d"), ()], np.array([0, 1, 2])
    against = np.array([[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])
    # What the others of the first name: a by both, c by both, d by one; its own two have support 1 of the best 2.
    assert gain(named, against, heard) == pytest.approx([1 / 2, 1.5 / 1.5, 1.5 / 2, 0.5])
    # Named by two or more others of the first: a and c, of which it names one.
    assert recall(named, against, heard)[0] == pytest.approx((1 + 0.1) / (2 + 0.4))
    assert held(named, named, against, heard)[3] == pytest.approx((0.2 / 2.6 + 0.2 / 2.6 + 0.2 / 3.6) / 3)


def test_worth_counts_where_it_is_given():
    table = naming([{"a": 2.0, "b": 0.5}, {"b": 0.5}])
    assert table.worth.tolist() == [2.0, 0.5]
    assert table.items_of(1).tolist() == [1]


def test_features_lie_within_their_bounds_and_have_a_sign():
    assert len(SIGNS) == len(FEATURES)
    accounts, quality = told(REPORT, SECOND, THIRD, FLAT), np.array([0.8, 0.7, 0.6, 0.1])
    voices = find_voices(accounts, quality)
    rows = measure(accounts, voices, central_sentences(accounts), quality, MODEL.denials(accounts))
    for row in rows:
        assert all(feature.holds(value) for feature, value in zip(FEATURES, row, strict=True))
    assert voices.against.sum(axis=1) == pytest.approx(1)


def test_the_flat_claim_is_contradicted_and_lowest():
    found = standings([REPORT, SECOND, THIRD, FLAT], [0.8, 0.7, 0.7, 0.2])
    assert [one.contradicted for one in found] == [False, False, False, True]
    assert min(found, key=lambda one: one.value) is found[3]
    assert found[3].move < 0
    assert {pair.relation for pair in found[3].conflicts} & {"opposite"}
    assert all(one.agreements for one in found[:3])


def test_opposition_needs_less_standing_than_the_others():
    accounts = told(REPORT, SECOND, THIRD, FLAT)
    for quality, least in ((np.array([0.8, 0.7, 0.7, 0.2]), 0.5), (np.array([0.5, 0.5, 0.5, 0.9]), 0.0)):
        assert opposition(accounts, find_voices(accounts, quality), quality)[3] >= least
    assert opposition(accounts, find_voices(accounts, quality), quality)[3] == 0


def test_order_changes_nothing():
    documents = {REPORT: 0.8, SECOND: 0.7, THIRD: 0.7, FLAT: 0.2}
    wanted = {
        text: one.value for text, one in zip(documents, standings(list(documents), [*documents.values()]), strict=True)
    }
    for order in permutations(documents):
        found = standings(list(order), [documents[text] for text in order])
        assert {text: one.value for text, one in zip(order, found, strict=True)} == wanted
        for i, one in enumerate(found):
            assert all(pair.document == i != pair.other for pair in one.agreements)


def test_a_document_given_twice_confirms_nothing():
    for one in standings([REPORT, REPORT]):
        assert one.value is None
        assert (one.move, one.voices, one.agreements) == (0.0, 1, ())


def test_three_reprints_are_one_voice():
    once = standings([REPORT, SECOND])
    thrice = standings([REPORT, SECOND, SECOND + " Reporting by Eva Sand.", SECOND])
    assert [one.voices for one in thrice] == [2] * 4
    assert thrice[0].value == pytest.approx(once[0].value, abs=0.05)


@pytest.mark.parametrize("stranger", ["", GERMAN, "Nothing."])
def test_what_tells_something_else_is_left_out(stranger):
    alone, joined = standings([REPORT, SECOND]), standings([REPORT, SECOND, stranger])
    assert joined[2].value is None
    assert [one.value for one in joined[:2]] == pytest.approx([one.value for one in alone])
    assert joined[0].voices == 2


def test_nobody_and_one():
    assert compare([], [], MODEL) == ()
    assert standings([REPORT])[0].value is None


@given(st.lists(texts, min_size=1, max_size=4), st.floats(0, 1))
def test_any_documents_stand_somewhere(documents, quality):
    for one in standings([REPORT, *documents], [0.5] + [quality] * len(documents)):
        assert one.value is None or 0 <= one.value <= 1
        assert abs(one.move) <= BOUND
        assert 0 <= one.voices <= len(documents) + 1


@given(texts)
def test_claims_point_at_their_sentences(text):
    one = account(annotate(text), load_frequencies())
    assert sum(claim.weight for claim in one.claims) == pytest.approx(1) or not sum(c.weight for c in one.claims)
    for claim in one.claims:
        assert 0 <= claim.span[0] < claim.span[1] <= len(text)
        assert 0 <= claim.doubt <= 1
    assert all(math.isfinite(value) for value in one.stance)


def test_two_thousand_documents_of_one_story_in_bounded_time():
    accounts = told(REPORT, SECOND, THIRD, FLAT) * 500
    start = time.perf_counter()
    found = compare(accounts, [0.8, 0.7, 0.7, 0.2] * 500, MODEL)
    assert time.perf_counter() - start < 60
    assert found[0].voices == 4
    assert found[3].value < found[0].value


def test_the_model_is_written_and_read(tmp_path):
    save_consensus(MODEL, tmp_path / "consensus.json")
    again = read_consensus(tmp_path / "consensus.json")
    for field in dataclasses.fields(MODEL):
        assert np.array_equal(getattr(again, field.name), getattr(MODEL, field.name)), field.name


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored | {"bias": 9.0},
        lambda stored: stored | {"kind": "other"},
        lambda stored: stored | {"format": 99},
        lambda stored: [stored],
    ],
)
def test_an_altered_model_is_refused(tmp_path, change):
    path = tmp_path / "consensus.json"
    save_consensus(MODEL, path)
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    with pytest.raises(ModelError, match=r"consensus\.json"):
        read_consensus(path)


def test_a_model_of_other_parts_is_refused(tmp_path):
    path = tmp_path / "consensus.json"
    save_consensus(dataclasses.replace(MODEL, move=np.zeros(2)), path)
    with pytest.raises(ModelError, match="damaged"):
        read_consensus(path)
    for content in ("", "{"):
        path.write_text(content)
        with pytest.raises(ModelError):
            read_consensus(tmp_path / "consensus.json")
        read_consensus.cache_clear()
    with pytest.raises(ModelError, match="no model can be read there"):
        read_consensus(tmp_path / "none.json")
