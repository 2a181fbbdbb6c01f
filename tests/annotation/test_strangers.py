"""Text about something else than the rest of its page is found, and nothing in it counts."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability import Document
from reliability.annotation.strangers import find_strangers, without
from reliability.rating import load_rater
from reliability.segmentation import segment

SEEDS = Path(__file__).parents[2] / "seeds"
DAM = """The Harwick Water Board approved a repair of the Lode Valley dam on Tuesday, after divers found cracks in three
of its seven sluice gates. "We could not wait another winter," said its chairwoman, Edith Farrow. The divers' report
counted 41 cracks, the longest of them two metres. Chief engineer Paul Ainsley said the concrete had swollen. Opponents
called the price too high. "Nobody has shown us a second offer," said Councillor George Tull. The minutes show that two
other builders declined. The county's auditor, Jane Prowse, wrote that the reserve would cover the repair. Anglers will
lose the lower pond until autumn. The sluices date from 1931 and were last painted in 1974. Farrow expects it to be
full again by November. Tull has asked for a hearing.""".replace("\n", " ")


def seed(name):
    return (SEEDS / name).read_text(encoding="utf-8")


def test_another_report_is_found_wherever_it_stands():
    found = []
    for name, share in product(["flat-claim.txt", "musing.txt", "chatty-blog.md"], [0.3, 0.5, 0.7]):
        own = seed(name).split("\n")
        at = int(share * len(own))
        parts = segment("\n".join([*own[:at], DAM, *own[at:]]))
        runs = find_strangers(parts)
        cut = " ".join(parts.text[parts.sentences[a][0] : parts.sentences[b - 1][1]] for a, b in runs)
        found.append(len(runs) == 1 and "Ainsley" in cut)
        assert len(cut) < 2 * len(DAM)
    # One shares a few words with the blog by chance; benchmarks/attacks.py says how often on real pages.
    assert found.count(True) >= 8


@pytest.mark.parametrize("name", ["flat-claim.txt", "musing.txt", "chatty-blog.md", "second-hand.txt"])
def test_a_page_of_one_subject_has_none(name):
    assert find_strangers(segment(seed(name))) == []
    assert find_strangers(segment(DAM)) == []


def test_the_title_says_which_side_is_the_page():
    text = seed("musing.txt") + "\n\n" + DAM
    parts = segment(text)
    about_dam = find_strangers(parts, "Harwick Water Board votes to repair the cracks in the Lode Valley dam")
    assert about_dam[0][0] == 0
    assert find_strangers(parts, "Are Microsoft and OpenAI growing apart?")[-1][1] == len(parts.sentences)


def test_borrowed_sources_buy_nothing_and_are_flagged():
    rate = load_rater()
    own, comments, rest = seed("flat-claim.txt").partition("\nJoin the Discussion")
    plain = rate(Document(text=own + comments + rest, id="a"))
    stuffed = rate(Document(text=f"{own}\n{DAM}{comments}{rest}", id="a"))
    assert stuffed.score <= plain.score + 0.1
    assert "unrelated-text" in stuffed.flags
    assert "unrelated-text" not in plain.flags
    assert not any("Ainsley" in one.text for one in stuffed.evidence)
    left_out = "".join(stuffed.document.text[a:b] for a, b in stuffed.furniture)
    assert "Ainsley" in left_out


def test_what_lowers_a_page_counts_whatever_it_is_about():
    rate = load_rater()
    rumour = seed("musing.txt").split("\n\n", 3)[-1]
    plain, spoilt = (
        rate(Document(text=text, id="a")) for text in (DAM + "\n\n" + DAM.replace("dam", "weir"), DAM + "\n\n" + rumour)
    )
    assert spoilt.score < plain.score
    assert "unrelated-text" not in spoilt.flags


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*DAM.split(". "), *seed("musing.txt").split(". ")]), max_size=80))
def test_runs_are_in_order_apart_and_never_all(parts):
    segments = segment(". ".join(parts))
    runs = find_strangers(segments)
    flat = [end for run in runs for end in run]
    assert flat == sorted(set(flat))
    assert sum(b - a for a, b in runs) < max(1, len(segments.sentences))


@pytest.mark.parametrize("text", ["No. " * 600, "He said. " * 300, "a\n\n" * 600, "“a.” " * 600, "* A\n" * 600])
def test_a_long_text_without_a_telling_word_is_of_one_subject(text):
    assert find_strangers(segment(text)) == []


def test_spans_are_cut_out_of_spans():
    assert without([(0, 10)], ((0, 10),)) == []
    assert without([(0, 10), (20, 30)], ((5, 25), (28, 29))) == [(0, 5), (25, 28), (29, 30)]
