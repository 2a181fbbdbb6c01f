"""Every public function takes any string there is and gives what it promises, or a documented error."""

import contextlib
import json

import numpy as np
import pytest
from hostile.worst import PIECES, many
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import anything, jumbles

import reliability
from reliability import Document, DocumentError, EmptyDocumentError
from reliability.signals.hedging import sentence_uncertainty
from reliability.signals.sourcing import attributions, sentence_support
from reliability.signals.specificity import sentence_specificity

pytestmark = pytest.mark.slow

# Long runs of one piece, odd characters and jumbles of what is looked for, in any order.
runs = st.tuples(st.sampled_from(PIECES), st.integers(1, 3000)).map(lambda pair: many(*pair))
strings = st.one_of(anything, jumbles, runs, st.lists(st.one_of(anything, runs), max_size=4).map("".join))
KINDS = [
    "a", "Z", "0", "\x00", "\x7f", "\x85", "\ud800", "\udfff", "\u0300", "\u200b", "\u202e", "\u2028", "\ufdd0",
    "\ufffe", "\uffff", "\U0001f600", "\U000e0001", "\U0010ffff", "ﷺ", "ß", "İ", "ǆ", "٣", "Ⅷ", "²", "\u3164",
    "\u115f", "\t",
]  # fmt: skip


def check_rating(rating, text):
    assert 0 <= rating.score <= 1
    assert 0 <= rating.interval[0] <= rating.score <= rating.interval[1] <= 1
    assert rating.level in reliability.LEVELS
    for item in rating.evidence:
        assert 0 <= item.start < item.end <= len(text)
        assert item.text == text[item.start : item.end]
    json.dumps(rating.to_dict(), allow_nan=False)
    shown = rating._repr_html_()
    assert "<script" not in shown
    shown.encode("utf-8")


@settings(max_examples=150)
@given(strings)
def test_any_text_is_rated_or_holds_no_words(text):
    try:
        [rating] = reliability.rate([text])
    except EmptyDocumentError:
        return
    check_rating(rating, text)


@given(st.lists(strings, min_size=2, max_size=4))
def test_any_texts_are_rated_as_one_story(texts):
    known = [text for text in texts if not isinstance(next(reliability.rate_stream([text])), DocumentError)]
    ratings = reliability.rate(known, stories=["one"] * len(known))
    for rating, text in zip(ratings, known, strict=True):
        check_rating(rating, text)
    assert len(ratings.to_frame("pandas")) == len(known)
    ratings._repr_html_().encode("utf-8")


@given(st.lists(strings, max_size=4))
def test_a_stream_never_ends_at_a_document(texts):
    found = list(reliability.rate_stream(texts))
    assert len(found) == len(texts)
    assert all(isinstance(one, reliability.Rating | EmptyDocumentError) for one in found)


@given(strings, strings, st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), strings), max_size=3))
def test_any_document_is_rated_whatever_it_states(text, stated, links):
    text = f"The mayor said so on Monday. {text}"
    facts = dict.fromkeys(("id", "title", "publisher", "published", "url", "author"), stated)
    check_rating(reliability.rate([Document(text=text, **facts)])[0], text)
    within = sorted((a, b, address) for a, b, address in links if a < b <= len(text))
    check_rating(reliability.rate([Document(text=text, links=tuple(within))])[0], text)


@given(strings)
def test_any_text_has_attributions_and_sentences(text):
    for found in attributions(text):
        for span in (found.source, found.cue, found.content, found.speaker):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    for judge in (sentence_uncertainty, sentence_specificity):
        assert np.isfinite(judge([text])).all()


@given(strings, st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=4))
def test_any_spans_have_support_or_are_refused(text, spans):
    if all(0 <= start <= end <= len(text) for start, end in spans):
        assert len(sentence_support(text, spans)) == len(spans)
    else:
        with pytest.raises(ValueError, match="within the text"):
            sentence_support(text, spans)


@settings(max_examples=20)
@given(st.lists(strings, min_size=1, max_size=5))
def test_any_texts_make_a_matrix(texts):
    extractor = reliability.SignalExtractor(min_documents=1)
    matrix = extractor.fit_transform(texts)
    assert matrix.shape == (len(texts), len(extractor.get_feature_names_out()))
    weighed = reliability.Weighting(matrix.shape[1] - len(extractor.patterns_)).fit(matrix).transform(matrix)
    assert np.isfinite(weighed.data).all()


@given(st.binary(max_size=300) | strings.map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=40)
def test_any_file_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "file"
    for suffix in ("", ".txt", ".md", ".html", ".pdf"):
        path = path.with_suffix(suffix)
        path.write_bytes(content)
        with contextlib.suppress(DocumentError):
            assert reliability.read(path).text.strip()


@given(strings.filter(lambda name: "/" not in name))
def test_any_name_of_a_file_that_is_not_there_is_refused(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp()
    with pytest.raises(DocumentError):
        reliability.read(f"{folder}/nowhere/{name}")
    with pytest.raises(reliability.ModelError):
        reliability.load_model(folder / "nowhere" / name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"U+{ord(kind):04X}")
@pytest.mark.parametrize("around", ["{}", "The mayor said on Monday that it may rain. {}", "{} said so on Monday."])
def test_a_run_of_one_character_is_rated_or_holds_no_words(kind, around):
    text = around.format(kind * 10_000)
    [found] = reliability.rate_stream([text])
    if isinstance(found, reliability.Rating):
        check_rating(found, text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"U+{ord(kind):04X}")
def test_a_long_run_of_one_character_is_rated_or_holds_no_words(kind):
    for text in (kind * 100_000, f"The mayor said on Monday that {kind * 100_000} may rain."):
        [found] = reliability.rate_stream([text])
        if isinstance(found, reliability.Rating):
            check_rating(found, text)


@settings(max_examples=40)
@given(
    X=st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), min_size=1, max_size=12),
    y=st.lists(st.integers(-3, 6), min_size=1, max_size=12),
)
def test_a_classifier_fits_or_says_why_not(X, y):
    n = min(len(X), len(y))
    try:
        fitted = reliability.ReliabilityClassifier().fit(np.array(X[:n]), np.array(y[:n]))
    except ValueError:
        return
    scores = fitted.score_rows(np.array(X))
    assert ((scores >= 0) & (scores <= 1)).all()
