"""Sorting and filtering the overview."""

import pytest

COLUMNS = ["number", "name", "score", "hedging", "specificity", "sourcing", "consensus"]


@pytest.fixture
def overview(browser, page):
    browser.open(page)
    return browser


def values(browser, column):
    """Return what a column shows, from the top."""
    script = """return [...document.querySelectorAll(".ratings tbody tr")].map(({cells}) => cells[arguments[0]])
        .map((cell) => "v" in cell.dataset ? Number(cell.dataset.v) : cell.querySelector("a").textContent.toLowerCase())
    """
    return browser.run(script, COLUMNS.index(column))


def shown(browser):
    return browser.texts(".ratings .name a")


def press(browser, column):
    browser.all(".ratings thead button")[COLUMNS.index(column)].click()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_heading_sorts_by_its_column_and_once_more_the_other_way(overview, column):
    ascending = column in {"number", "name", "hedging"}
    before = values(overview, column)
    for reverse in (not ascending, ascending):
        press(overview, column)
        assert values(overview, column) == sorted(before, reverse=reverse)
        head = overview.all(".ratings thead th")[COLUMNS.index(column)]
        assert head.get_attribute("aria-sort") == ("descending" if reverse else "ascending")
    assert len(overview.all("[aria-sort]")) == 1


def test_the_documents_follow_the_order_of_the_table(overview):
    press(overview, "hedging")
    assert overview.texts("article h3") == shown(overview)


def test_headings_sort_by_keyboard(overview):
    button = overview.all(".ratings thead button")[COLUMNS.index("score")]
    button.send_keys("\ue007")
    button.send_keys(" ")
    assert values(overview, "score") == sorted(values(overview, "score"))


def test_levels_are_filtered(overview):
    overview.one("input[name=level][value='0']").click()
    overview.settle(200)
    assert "speculative" not in overview.texts(".ratings .level")
    assert len(shown(overview)) == len(overview.texts("article h3")) == 3
    assert overview.one("output").text == "3 of 5 documents"
    assert len(overview.all(".point.off")) == 2


def test_flags_are_filtered(overview):
    overview.one("select option[value=contradicts-consensus]").click()
    overview.settle(200)
    assert shown(overview) == ["flat-claim.txt"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("SECOND-hand", ["second-hand.txt"]), ("silent car journey", ["musing.txt"]), ("no such words", [])],
)
def test_text_is_searched_in_titles_names_and_texts(overview, words, found):
    overview.one("input[type=search]").send_keys(words)
    overview.settle(200)
    assert shown(overview) == found
    assert overview.one(".empty").is_displayed() == (not found)
    overview.one("button[type=reset]").click()
    overview.settle(50)
    assert len(shown(overview)) == 5


def test_a_circle_leads_to_its_document(overview):
    overview.run("document.querySelector('.point').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    overview.settle()
    assert overview.one("article details[open] h3").text.startswith("Microsoft and OpenAI go back")


@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("fragment", ["", "#document-seeds-musing.txt", "#story-1-5-1"])
def test_nothing_runs_over_the_side(overview, page, width, fragment):
    overview.look(width=width)
    overview.open(page, fragment)
    assert overview.run("return document.documentElement.scrollWidth") == width
    for name in ("header", ".ratings", ".front", "footer"):
        assert overview.one(name).is_displayed()
    assert overview.run("return broken") == []
