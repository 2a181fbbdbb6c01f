import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from reliability import Document, SignalExtractor
from reliability.extractor import FEATURE_NAMES, FEATURES, extract

TEXTS = [
    "Mayor Ann Okoye said on Monday that the bridge may close. “It is not safe,” she told reporters.",
    "Everybody knows the bridge is finished. Why does nobody act?",
]


def test_one_row_a_document_features_first():
    extractor = SignalExtractor(min_documents=1)
    X = extractor.fit_transform(TEXTS)
    names = extractor.get_feature_names_out()
    assert X.shape == (2, len(names))
    assert tuple(names[: len(FEATURES)]) == FEATURE_NAMES
    assert "sourcing__pattern: said" in names
    assert X[0, list(names).index("sourcing__pattern: said")] == 1


def test_names_are_unique_and_well_formed():
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES)
    for feature in FEATURES:
        assert feature.signal in {"hedging", "specificity", "sourcing"}
        assert feature.meaning.endswith(".")
        assert feature.phrase
        assert feature.low < feature.high


def test_a_row_ignores_its_neighbours():
    extractor = SignalExtractor(min_documents=1).fit(TEXTS)
    together = extractor.transform(TEXTS).toarray()
    alone = np.vstack([extractor.transform([text]).toarray() for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


def test_patterns_in_few_documents_get_no_column():
    extractor = SignalExtractor(min_documents=2).fit([TEXTS[0], TEXTS[0], TEXTS[1]])
    assert "said" in extractor.patterns_
    assert "knows" not in " ".join(extractor.patterns_)


def test_documents_and_strings_are_the_same_to_it():
    extractor = SignalExtractor(min_documents=1).fit(TEXTS)
    as_documents = [Document(text=text, publisher="Nobody's Herald") for text in TEXTS]
    np.testing.assert_array_equal(extractor.transform(TEXTS).toarray(), extractor.transform(as_documents).toarray())


def test_it_follows_scikit_learns_conventions():
    extractor = SignalExtractor(min_documents=7)
    assert clone(extractor).get_params() == {"min_documents": 7}
    with pytest.raises(NotFittedError):
        extractor.transform(TEXTS)


def test_exchanged_names_leave_the_patterns_alone():
    one = extract("Mayor Ann Okoye told Tom Baker in March that Lisbon will wait.")
    other = extract("Mayor Jon Silva told Eve Moore in March that Dublin will wait.")
    assert one.patterns == other.patterns


def test_evidence_is_in_order_and_true_to_the_text():
    text = "Share on Facebook\n\n" + TEXTS[0]
    extraction = extract(text)
    starts = [item.start for item in extraction.evidence]
    assert starts == sorted(starts)
    assert {item.signal for item in extraction.evidence} >= {"hedging", "sourcing", "specificity"}
    for item in extraction.evidence:
        assert text[item.start : item.end] == item.text
