import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reliability
from reliability import Document
from reliability.rating import load_rater
from reliability.scale import LEVELS, SIGNALS

SEEDS = Path(__file__).parents[1] / "seeds"
ORDER = ["trade-press.html", "chatty-blog.md", "second-hand.txt", "musing.txt", "flat-claim.txt"]
SOURCED = (
    "Harbour master Ann Ito said on Monday, 3 March 2025, that 14 of 16 ferries had been repaired. “We replaced the "
    "pumps on every boat,” Ito told the port committee, according to its minutes. The bill came to $2.4 million, a "
    "report by the audit office shows. Deputy mayor Tom Okafor confirmed the figure in a letter to the council, and "
    "Marta Silva, who heads the ferry workers' union, said her members had checked the work."
)
RUMOUR = (
    "Is the ferry line finished? Word on the quay is that it might soon be sold, and some say the boats could be gone "
    "by autumn. Nobody will say who stands behind it, but insiders reportedly fear the worst. Perhaps the owners have "
    "simply had enough. One thing seems clear: the glory days are over, and everyone will have to live with that. It "
    "would hardly be the first time that such talk turned out to be true."
)


@pytest.fixture(scope="module")
def seeds():
    return {name: reliability.rate([SEEDS / name])[0] for name in ORDER}


@pytest.fixture(scope="module")
def rater():
    return load_rater()


def assert_sound(rating):
    assert 0 <= rating.interval[0] <= rating.score <= rating.interval[1] <= 1
    assert rating.level in LEVELS
    assert sum(rating.probabilities) == pytest.approx(1)
    assert set(rating.signals) == set(SIGNALS)
    assert rating.signals["consensus"] is None
    assert all(0 <= rating.signals[name] <= 1 for name in SIGNALS[:3])
    assert sum(reason.contribution for reason in rating.reasons) == pytest.approx(sum(rating.contributions.values()))
    for item in rating.evidence:
        assert item.text == rating.document.text[item.start : item.end] != ""


def test_the_sourced_report_stands_well_above_the_rumour():
    sourced, rumour = reliability.rate([SOURCED, RUMOUR])
    assert sourced.score > rumour.score + 0.4
    assert sourced.signals["sourcing"] > rumour.signals["sourcing"]
    assert sourced.signals["hedging"] < rumour.signals["hedging"]
    assert sourced.signals["specificity"] > rumour.signals["specificity"]
    assert "unsourced" in rumour.flags
    assert "unsourced" not in sourced.flags


def test_contributions_lead_from_the_average_document_to_the_score(seeds):
    average = reliability.load_model().readers["rating"].average_score_
    for rating in seeds.values():
        assert_sound(rating)
        assert average + sum(rating.contributions.values()) == pytest.approx(rating.score, abs=1e-5)


def test_seeds_come_out_in_their_order_at_the_ends(seeds):
    scores = {name: rating.score for name, rating in seeds.items()}
    assert max(scores, key=scores.get) == "trade-press.html"
    assert min(scores, key=scores.get) in {"musing.txt", "flat-claim.txt"}
    assert "unsourced" in seeds["flat-claim.txt"].flags
    assert "unsourced" not in seeds["trade-press.html"].flags


@pytest.mark.needs_shared
def test_the_five_real_articles(shared):
    paths = sorted((shared / "seeds").glob("*.txt"))
    for order in (paths, paths[::-1], paths[2:] + paths[:2]):
        ratings = {path.name[:3]: rating for path, rating in zip(order, reliability.rate(order), strict=True)}
        scores = {name: rating.score for name, rating in ratings.items()}
        assert max(scores, key=scores.get) == "000"
        assert min(scores, key=scores.get) == "004"
        assert ratings["004"].level == "speculative"
        assert "unsourced" in ratings["004"].flags
        assert "unsourced" not in ratings["000"].flags


def test_publisher_and_title_do_not_count():
    plain, dressed = reliability.rate(
        [SOURCED, Document(text=SOURCED, title="Shock", publisher="X", url="http://x.test")]
    )
    assert plain.score == dressed.score


def test_furniture_does_not_count(rater):
    page = f"Advertisement\n\n{SOURCED}\n\nLeave a Comment\n\nYour email address will not be published."
    rating = rater(Document(text=page))
    assert rating.score == pytest.approx(rater(Document(text=SOURCED)).score)
    assert next(page[a:b].strip() for a, b in rating.furniture) == "Advertisement"


def test_short_and_foreign_texts_are_flagged_with_a_wider_interval(rater):
    long, short = rater(Document(text=SOURCED)), rater(Document(text="Ann Ito said so on Monday."))
    foreign = rater(
        Document(text="Der Hafenmeister sagte am Montag, dass vierzehn Fähren repariert worden seien. " * 8)
    )
    assert "too-short" in short.flags
    assert "not-english" in foreign.flags
    for rating in (short, foreign):
        assert rating.interval[1] - rating.interval[0] > min(0.55, long.interval[1] - long.interval[0])


@pytest.mark.parametrize("text", ["", "   \n", "— … !!", "\u200b"])
def test_a_document_without_words_is_an_error_that_names_it(text):
    with pytest.raises(reliability.EmptyDocumentError, match=r"empty\.txt"):
        reliability.rate([Document(text=text, id="empty.txt")])


def test_unnamed_documents_are_numbered():
    assert [r.document.id for r in reliability.rate([SOURCED, Document(text=RUMOUR, id="b")])] == ["document 1", "b"]


def test_the_dictionary_is_ready_for_json(seeds):
    import json

    for rating in seeds.values():
        again = json.loads(json.dumps(rating.to_dict(), allow_nan=False))
        assert again["score"] == rating.score
        assert again["level"] == rating.level
        assert "not the truth" in again["note"]
        assert len(again["evidence"]) == len(rating.evidence)


@given(st.text(max_size=300))
def test_any_text_is_rated_soundly_or_refused(rater, text):
    try:
        rating = rater(Document(text=text, id="any"))
    except reliability.EmptyDocumentError:
        return
    assert_sound(rating)


def test_taking_the_sources_away_lowers_the_score(rater):
    named = rater(Document(text=SOURCED)).score
    text = SOURCED
    for name in (
        "Harbour master Ann Ito",
        "Ito",
        "Deputy mayor Tom Okafor",
        "Marta Silva, who heads the ferry workers' union,",
    ):
        text = text.replace(name, "sources")
    assert rater(Document(text=text)).score < named - 0.02


def test_order_of_documents_changes_nothing():
    texts = [SOURCED, RUMOUR, SOURCED[:200]]
    scores = {text: rating.score for text, rating in zip(texts, reliability.rate(texts), strict=True)}
    for order in itertools.permutations(texts):
        assert {t: r.score for t, r in zip(order, reliability.rate(order), strict=True)} == scores


def test_a_few_words_stay_near_the_average(rater):
    short = rater(Document(text="The council met on Monday. Ann Ito said so."))
    average = reliability.load_model().readers["rating"].average_score_
    assert abs(short.score - average) < 0.1
    assert_sound(short)


def test_of_another_language_only_the_flag_is_said(rater):
    foreign = rater(Document(text="El alcalde dijo el lunes que catorce barcos habían sido reparados. " * 10))
    assert foreign.flags == ("not-english",)
    assert foreign.interval == (0.0, 1.0)
    assert foreign.score == pytest.approx(reliability.load_model().readers["rating"].average_score_)


def test_invisible_characters_change_nothing(rater):
    hidden = SOURCED.replace("r", "r\u200b").replace("ferr", "fer\u00adr")
    assert rater(Document(text=hidden)).score == pytest.approx(rater(Document(text=SOURCED)).score)


def test_extractor_weighting_and_classifier_make_a_pipeline():
    from sklearn.pipeline import make_pipeline

    steps = (reliability.SignalExtractor(min_documents=1), reliability.Weighting(), reliability.ReliabilityClassifier())
    pipeline = make_pipeline(*steps).fit([SOURCED, RUMOUR] * 10, [5, 1] * 10)
    assert pipeline.predict([SOURCED, RUMOUR]).tolist() == [5, 1]


@pytest.fixture(scope="module")
def compared():
    return dict(zip(ORDER, reliability.rate([SEEDS / name for name in ORDER]), strict=True))


def test_of_five_accounts_the_flat_claim_is_contradicted_and_lowest(compared, seeds):
    values = {name: rating.signals["consensus"] for name, rating in compared.items()}
    assert min(values, key=values.get) == "flat-claim.txt"
    assert [name for name in ORDER if "contradicts-consensus" in compared[name].flags] == ["flat-claim.txt"]
    assert compared["flat-claim.txt"].score < seeds["flat-claim.txt"].score
    assert compared["flat-claim.txt"].score == min(rating.score for rating in compared.values())
    assert compared["flat-claim.txt"].story.conflicts
    assert {rating.story.voices for rating in compared.values()} == {5}


def test_a_score_in_a_story_adds_up_and_moves_with_its_interval(compared, seeds):
    average = reliability.load_model().readers["rating"].average_score_
    for name, rating in compared.items():
        assert 0 <= rating.interval[0] <= rating.score <= rating.interval[1] <= 1
        assert sum(rating.probabilities) == pytest.approx(1)
        expected = sum(p * k / 4 for k, p in enumerate(rating.probabilities))
        assert expected == pytest.approx(rating.score)
        assert average + sum(rating.contributions.values()) == pytest.approx(rating.score, abs=1e-5)
        assert rating.contributions["consensus"] == pytest.approx(rating.score - seeds[name].score)
        assert abs(rating.contributions["consensus"]) <= 0.375
        assert sum(r.contribution for r in rating.reasons) == pytest.approx(sum(rating.contributions.values()))


def test_evidence_names_both_sentences(compared):
    texts = {rating.document.id: rating.document.text for rating in compared.values()}
    for rating in compared.values():
        found = [item for item in rating.evidence if item.signal == "consensus"]
        assert found
        for item in found:
            assert item.kind in {"agrees", "contradicts", "differs"}
            assert item.text == texts[rating.document.id][item.start : item.end] != ""
            assert item.other_text == texts[item.other][item.other_start : item.other_end] != ""
            assert item.other != rating.document.id


def test_the_order_of_a_story_changes_nothing(compared):
    wanted = {rating.document.id: rating.to_dict() for rating in compared.values()}
    for order in (ORDER[::-1], ORDER[2:] + ORDER[:2]):
        for rating in reliability.rate([SEEDS / name for name in order]):
            assert rating.to_dict() == wanted[rating.document.id]


def test_a_document_of_no_story_is_rated_as_alone(compared):
    together = reliability.rate([SEEDS / "musing.txt", SEEDS / "flat-claim.txt", Document(text=SOURCED, id="ferry")])
    [alone] = reliability.rate([Document(text=SOURCED, id="ferry")], stories=False)
    assert together[2].to_dict() == alone.to_dict()
    assert together[2].story is None
    assert together[0].story is not None


def test_labels_force_and_forbid_a_story(seeds):
    paths = [SEEDS / name for name in ORDER]
    for off in (False, [None] * 5, list("abcde")):
        for rating, name in zip(reliability.rate(paths, stories=off), ORDER, strict=True):
            assert rating.score == seeds[name].score
            assert rating.story is None
    forced = reliability.rate(paths, stories=["a", "a", "b", "b", None])
    assert [rating.story and rating.story.label for rating in forced] == ["a", "a", "b", "b", None]
    for wrong in (["a"], "abcde"):
        with pytest.raises(ValueError, match="one label"):
            reliability.rate(paths, stories=wrong)


def test_a_document_given_twice_is_not_corroborated(seeds):
    for rating in reliability.rate([SEEDS / "flat-claim.txt"] * 2):
        assert rating.score == seeds["flat-claim.txt"].score
        assert rating.signals["consensus"] is None
        assert (rating.story.voices, rating.story.agreements) == (1, ())


def test_another_language_and_hardly_a_word_take_no_part():
    foreign = "Microsoft und OpenAI haben eine Absichtserklärung unterzeichnet, sagte der Sprecher am Montag. " * 3
    ratings = reliability.rate([*(SEEDS / name for name in ORDER[:2]), foreign, "OpenAI."], stories=["a"] * 4)
    assert [rating.signals["consensus"] is None for rating in ratings] == [False, False, True, True]
    assert ratings[2].story is ratings[3].story is None


def test_against_compares_without_rating(compared):
    others = [SEEDS / name for name in ORDER[:4]]
    [rating] = reliability.rate([SEEDS / "flat-claim.txt"], against=others)
    assert rating.to_dict() == compared["flat-claim.txt"].to_dict()
    # The very file among those it is compared with changes nothing.
    [again] = reliability.rate([SEEDS / "flat-claim.txt"], against=[SEEDS / name for name in ORDER])
    assert again.to_dict() == rating.to_dict()
    with pytest.raises(ValueError, match="leave stories out"):
        reliability.rate([SEEDS / "flat-claim.txt"], stories=False, against=others)


@pytest.mark.needs_shared
def test_the_five_real_articles_as_one_story(shared):
    paths = sorted((shared / "seeds").glob("*.txt"))
    for order in (paths, paths[::-1], paths[3:] + paths[:3]):
        ratings = {path.name[:3]: rating for path, rating in zip(order, reliability.rate(order), strict=True)}
        values = {name: rating.signals["consensus"] for name, rating in ratings.items()}
        assert min(values, key=values.get) == "004"
        assert [name for name in sorted(ratings) if "contradicts-consensus" in ratings[name].flags] == ["004"]
        assert min(values[name] for name in ("000", "001", "002")) > values["003"] > values["004"]


def test_a_stream_takes_documents_as_they_are_asked_for():
    from reliability import DocumentError, rate_stream

    taken = []

    def documents():
        for text in ("The mayor said on Monday that it rained.", "...", "It may rain, some say.", "never asked for"):
            taken.append(text)
            yield text

    stream = rate_stream(documents())
    assert taken == []
    first, second, third = next(stream), next(stream), next(stream)
    assert taken[-1].startswith("It may rain")
    assert isinstance(second, DocumentError)
    assert second.name == "document 2"
    assert (first.document.id, third.document.id) == ("document 1", "document 3")
    [alone] = reliability.rate(["It may rain, some say."], stories=False)
    assert (third.score, third.signals["consensus"]) == (pytest.approx(alone.score), None)


def test_a_stream_says_at_once_that_its_model_cannot_be_used(tmp_path):
    with pytest.raises(reliability.ModelError):
        reliability.rate_stream([], tmp_path / "none.json")


@pytest.mark.parametrize("rate", [reliability.rate, reliability.rate_stream])
@pytest.mark.parametrize("single", [SOURCED, SEEDS / "musing.txt", Document(text=SOURCED)])
def test_a_single_document_without_a_list_is_refused(rate, single):
    with pytest.raises(TypeError, match=r"rate\(\[document\]\)"):
        rate(single)


def test_what_is_no_document_is_refused_with_the_way_out():
    with pytest.raises(
        TypeError, match=r"document 2: .*, not dict; Document\(text=...\) makes one, Document.from_page"
    ):
        reliability.rate([SOURCED, {"text": SOURCED}])
