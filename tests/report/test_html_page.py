"""The page without a browser: what it holds, that it is escaped, and that its policy fits its script."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from reliability.report.page import make_page, write_page
from reliability.scale import CAVEAT, LEVELS

HOSTILE = "</style><script>canary=1</script><img src=x onerror=canary=1>\u202egpj.exe\x1b[31m\"'>&amp;"


def read(ratings):
    written = "".join(make_page(ratings))
    return written, lxml_html.document_fromstring(written)


def words(element):
    return " ".join(element.text_content().split())


def test_every_document_is_in_the_overview_and_at_length(make_rating):
    ratings = [make_rating(id=f"news/{n}.txt", level=level) for n, level in enumerate(LEVELS)]
    _, page = read(ratings)
    rows = page.cssselect(".ratings tbody tr")
    assert [row.get("data-level") for row in rows] == ["0", "1", "2", "3", "4"]
    for row, rating in zip(rows, ratings, strict=True):
        assert rating.level in words(row)
        assert "0.53" in words(row)
        assert "0.40 to 0.67" in words(row)
        link = row.cssselect(".name a")[0].get("href")
        assert page.get_element_by_id(link[1:]).cssselect(".text")
        assert [cell.get("data-v") for cell in row.cssselect(".signal")] == ["0.44", "0.6", "0.55", ""]


def test_it_says_what_a_rating_is_wherever_a_score_is_shown(make_rating):
    _, page = read([make_rating(id="a"), make_rating(id="b")])
    assert CAVEAT in words(page.cssselect("header")[0])
    assert CAVEAT in words(page.cssselect(".ratings caption")[0])
    for aside in page.cssselect("aside"):
        assert "rates the page, not the truth" in words(aside)


def test_a_page_of_nothing_says_so():
    assert "None of the documents could be rated." in words(read([])[1])


def test_marked_words_are_those_of_the_evidence(make_rating, find_evidence):
    found = [
        find_evidence("could", "hedging", "modal"),
        find_evidence("Mayor Ole Lindqvist", "sourcing", "person"),
        find_evidence("might", "hedging", "modal", voice="source"),
        find_evidence("“We might lose it,”", "sourcing", "quotation"),
        find_evidence("Experts", "sourcing", "vague"),
    ]
    _, page = read([make_rating(evidence=tuple(found))])
    marks = page.cssselect(".text mark")
    assert [(words(mark), mark.get("class")) for mark in marks] == [
        ("could", "h"),
        ("Mayor Ole Lindqvist", "s"),
        ("“We might lose it,”", "s quotation"),
        ("might", "h source"),
        ("Experts", "s weak"),
    ]
    assert words(page.cssselect(".text")[0]) == " ".join(make_rating().document.text.split())


def test_marks_that_cross_nest_as_elements_and_stop_the_keyboard_once(make_rating, find_evidence):
    one = find_evidence("ferry could stop", "sourcing", "quotation")
    other = find_evidence("could stop on 3 June", "specificity", "date")
    _, page = read([make_rating(evidence=(one, other))])
    assert [(words(mark), mark.get("class")) for mark in page.cssselect(".text mark")] == [
        ("ferry could stop", "s quotation"),
        ("could stop", "p"),
        ("on 3 June", "p more"),
    ]


def test_furniture_is_told_apart_and_its_marks_are_left_out(make_rating, find_evidence, text):
    end = text.index("Harbour")
    sign = find_evidence("Sign up", "specificity", "name")
    _, page = read([make_rating(furniture=((0, end), (text.index("All rights"), len(text))), evidence=(sign,))])
    dimmed = page.cssselect(".text p.furniture")
    assert [words(one) for one in dimmed] == [
        "Home | News | Sport",
        "Sign up for our newsletter",
        "All rights reserved",
    ]
    assert ["first" in one.get("class") for one in dimmed] == [True, False, True]
    assert not page.cssselect(".text mark")


def test_flags_and_reasons_are_in_plain_words(make_rating, reason):
    causes = (reason("a", "sourcing", "few named sources", 0.1, -0.084), reason("b", "hedging", "none", 0.1, 0.001))
    _, page = read([make_rating(flags=("unsourced",), reasons=causes)])
    aside = words(page.cssselect("aside")[0])
    assert "there is nobody to ask" in aside
    assert "−0.08few named sources sourcing" in aside
    assert "What raised it most" not in aside
    assert page.cssselect("option[value=unsourced]")[0].text == "names no source (1)"


@pytest.mark.parametrize("field", ["text", "id", "title", "publisher", "author"])
def test_what_a_document_says_is_never_markup(make_rating, field):
    written, page = read([make_rating(**{field: HOSTILE})])
    assert len(page.cssselect("script")) == 2
    assert not page.cssselect("img")
    assert not [one for one in page.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    assert "\u202e" not in written
    assert "\x1b" not in written


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(-3, 210), st.integers(-3, 210)), max_size=4))
def test_any_text_becomes_one_page_with_all_its_words(text, furniture):
    from reliability.document import Document
    from reliability.rating import Rating

    values = {"hedging": 0.1, "specificity": 0.2, "sourcing": 0.3, "consensus": None}
    document = Document(text=text, id=text[:9], title=text[9:20])
    rating = Rating(document, 0.1, LEVELS[0], (1, 0, 0, 0, 0), (0, 1), values, {}, (), (), (), tuple(furniture))
    _, page = read([rating])
    visible = [character for character in text if character.isascii() and character.isalnum()]
    said = page.cssselect(".text")[0].text_content()
    assert [character for character in said if character.isascii() and character.isalnum()] == visible
    assert len(page.cssselect("script")) == 2


def test_the_policy_allows_this_script_and_this_style_alone(make_rating):
    written, page = read([make_rating()])
    policy = page.cssselect("meta[http-equiv=Content-Security-Policy]")[0].get("content")
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", written, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_it_asks_for_nothing_from_elsewhere(make_rating):
    written, page = read([make_rating(id="a", title="https://example.org/a.png")])
    leading = [value for one in page.iter() for name, value in one.items() if name in {"src", "href", "action", "data"}]
    assert all(value.startswith("#") for value in leading)
    assert not re.search(r"url\(|@import", written.split("</style>")[0])


def test_equal_names_get_links_of_their_own(make_rating):
    _, page = read([make_rating(id="a b"), make_rating(id="a b"), make_rating(id="a-b"), make_rating(id="…")])
    ids = [one.get("id") for one in page.cssselect("article .inside")]
    assert ids == ["document-a-b", "document-a-b-2", "document-a-b-3", "document-4"]
    every = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(every) == len(set(every))


def test_the_same_ratings_give_the_same_page(make_rating, find_evidence):
    evidence = (find_evidence("could", "hedging", "modal"), find_evidence("3 June", "specificity", "date"))
    ratings = [
        make_rating(id="a", evidence=evidence),
        make_rating(id="b", evidence=evidence[::-1], flags=("too-short",)),
    ]
    assert read(ratings)[0] == read(ratings)[0]


def test_a_long_title_is_cut_and_a_long_text_is_not(make_rating):
    _, page = read([make_rating(id="i" * 2_000_000, title="t" * 2_000_000, text="word " * 10_000)])
    assert len(words(page.cssselect(".ratings .name")[0])) < 500
    assert len(words(page.cssselect(".text")[0])) == 49_999


def test_a_file_is_replaced_whole_or_not_at_all(make_rating, tmp_path):
    path = tmp_path / "report.html"
    path.write_text("before")
    with pytest.raises(ValueError, match="not in"):
        write_page([make_rating(level="no level")], path)
    assert path.read_text() == "before"
    write_page([make_rating()], path)
    assert path.read_text(encoding="utf-8") == "".join(make_page([make_rating()]))
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
