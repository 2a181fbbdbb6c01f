"""The page's stories, on the documents in seeds/."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

import reliability
from reliability.report.page import make_page
from reliability.report.page.anchors import make_anchors
from reliability.report.page.stories import find_stories

SEEDS = Path(__file__).parents[2] / "seeds"
FLAT = "flat-claim.txt"


@pytest.fixture(scope="module")
def ratings():
    names = sorted(path for path in SEEDS.iterdir() if path.stem != "README")
    documents = [replace(reliability.read(path), id=path.name) for path in names]
    return sorted(reliability.rate(documents), key=lambda rating: -rating.score)


@pytest.fixture(scope="module")
def page(ratings):
    return lxml_html.document_fromstring("".join(make_page(ratings)))


def stories_of(ratings):
    return find_stories(ratings, make_anchors(rating.document.id for rating in ratings))


def test_the_matrix_says_who_contradicts_whom(ratings, page):
    flat = next(rating for rating in ratings if rating.document.id == FLAT)
    row = page.cssselect(".matrix tbody tr")[ratings.index(flat)]
    cells = row.cssselect("td")
    assert len(cells) == len(ratings)
    for cell, other in zip(cells, ratings, strict=True):
        kinds = [item.kind for item in flat.evidence if item.signal == "consensus" and item.other == other.document.id]
        said = cell.text_content()
        assert ("≠" in said) == ("contradicts" in kinds)
        assert ("=" in said) == ("agrees" in kinds)
    assert "self" in cells[ratings.index(flat)].get("class")


def test_each_cell_leads_to_the_sentences_behind_it(page):
    links = page.cssselect(".matrix td a")
    assert links
    for link in links:
        pair = page.get_element_by_id(link.get("href")[1:])
        claimed = [item.get("class") for item in pair.cssselect("li")]
        assert claimed == sorted(claimed, key=["contradicts", "differs", "agrees"].index)
        assert all(len(item.cssselect("blockquote")) == 2 for item in pair.cssselect("li"))


def test_marked_claims_know_what_others_say_on_them(ratings, page):
    for rating, anchor in zip(ratings, make_anchors(one.document.id for one in ratings), strict=True):
        quoted = {" ".join(item.other_text.split()) for item in rating.evidence if item.signal == "consensus"}
        marks = page.get_element_by_id(anchor).cssselect(".text mark[data-c]")
        found = {
            " ".join(page.get_element_by_id(name).cssselect("blockquote")[1].text_content().split())
            for mark in marks
            for name in mark.get("data-c").split()
        }
        assert found == quoted


def test_documents_only_compared_with_are_named_and_have_no_row(ratings):
    [story] = stories_of(ratings[:2])
    assert [member.anchor != "" for member in story.members] == [True, True, False, False, False]
    assert len(story.rows) == 2
    written = "".join(make_page(ratings[:2]))
    assert "Compared with, but not rated here" in written


def test_stories_of_one_label_from_two_calls_stay_apart(ratings):
    others = reliability.rate([replace(rating.document, id=f"b/{rating.document.id}") for rating in ratings[:2]])
    assert [len(story.members) for story in stories_of([*ratings, *others])] == [5, 2]


def test_documents_of_one_id_each_get_a_row():
    document = reliability.read(SEEDS / "musing.txt")
    [story] = stories_of(reliability.rate([document, document]))
    assert [member.number for member in story.members] == [1, 2]
    assert len(story.rows) == 2


def test_a_story_of_many_is_told_without_a_matrix(ratings):
    many = [replace(rating, document=replace(rating.document, id=f"{n}")) for n in range(6) for rating in ratings]
    ids = tuple(sorted(one.document.id for one in many))
    many = [replace(one, story=replace(one.story, documents=ids), evidence=()) for one in many]
    page = lxml_html.document_fromstring("".join(make_page(many)))
    assert not page.cssselect(".matrix")
    assert "the matrix would not be readable" in page.text_content()
