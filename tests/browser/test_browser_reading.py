"""Reading a document: notes on marked words, links, paper, and search."""

import base64
import io

import pypdf
import pytest
from selenium.webdriver import ActionChains, Keys

MUSING, FLAT = "document-seeds-musing.txt", "document-seeds-flat-claim.txt"


def mark(browser, anchor, words, classes=""):
    script = """return [...document.getElementById(arguments[0]).querySelectorAll(`.text mark${arguments[2]}`)]
        .find((mark) => mark.textContent.includes(arguments[1]))"""
    return browser.run(script, anchor, words, classes)


def point_at(browser, element):
    browser.run("arguments[0].scrollIntoView({block: 'center'})", element)
    browser.settle()
    ActionChains(browser.driver).move_to_element(element).perform()
    browser.settle()


@pytest.fixture
def musing(browser, page):
    browser.open(page, f"#{MUSING}")
    return browser


def test_pointing_says_signal_kind_and_voice(musing):
    point_at(musing, mark(musing, MUSING, "reportedly"))
    note = musing.one("#note")
    assert note.is_displayed()
    assert note.text.startswith("Hedging hearsay: conjecture, the writer’s own")
    own = musing.run("return getComputedStyle(arguments[0]).textDecorationStyle", mark(musing, MUSING, "reportedly"))
    assert own == "wavy"


def test_what_a_source_doubts_is_said_to_be_the_sources(musing):
    point_at(musing, mark(musing, MUSING, "", ".h.source"))
    assert "of somebody quoted or reported" in musing.one("#note").text


def test_the_note_goes_when_the_pointer_leaves_and_stays_while_it_is_on_the_note(musing):
    point_at(musing, mark(musing, MUSING, "reportedly"))
    ActionChains(musing.driver).move_to_element(musing.one("#note")).perform()
    musing.settle(400)
    assert musing.one("#note").is_displayed()
    ActionChains(musing.driver).move_to_element(musing.one(f"#{MUSING.replace('.', chr(92) + '.')} .verdict")).perform()
    musing.settle(400)
    assert not musing.one("#note").is_displayed()


def test_the_keyboard_steps_from_mark_to_mark(musing):
    text = musing.run("return document.getElementById(arguments[0]).querySelector('.text')", MUSING)
    stops = musing.run("return arguments[0].querySelectorAll('[tabindex]')", text)
    assert len(stops) == 1
    last = musing.run("return arguments[0].closest('.reader').querySelectorAll('.looks input')", text)[-1]
    musing.run("arguments[0].focus()", last)
    ActionChains(musing.driver).send_keys(Keys.TAB).perform()
    first = musing.driver.switch_to.active_element
    assert first.tag_name == "mark"
    assert first.get_attribute("aria-describedby") == "note"
    assert musing.one("#note").is_displayed()
    ActionChains(musing.driver).send_keys(Keys.ARROW_RIGHT).perform()
    second = musing.driver.switch_to.active_element
    assert second != first
    assert second.get_attribute("aria-describedby") == "note"
    assert first.get_attribute("aria-describedby") is None
    ActionChains(musing.driver).send_keys(Keys.ESCAPE).perform()
    assert not musing.one("#note").is_displayed()
    ActionChains(musing.driver).send_keys(Keys.ARROW_LEFT).perform()
    assert musing.driver.switch_to.active_element == first
    ActionChains(musing.driver).send_keys(Keys.TAB).perform()
    assert musing.driver.switch_to.active_element.tag_name != "mark"


def test_a_finger_opens_and_closes_a_note(musing):
    musing.command("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        element = mark(musing, MUSING, "wondering")
        musing.run("arguments[0].scrollIntoView({block: 'center'})", element)
        musing.settle()
        place = musing.run("const b = arguments[0].getBoundingClientRect(); return [b.x + 5, b.y + 5]", element)
        for point, seen in ((place, True), ([5, 5], False)):
            touch = [{"x": point[0], "y": point[1]}]
            musing.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=touch)
            musing.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            musing.settle(400)
            assert musing.one("#note").is_displayed() == seen
    finally:
        musing.command("Emulation.setTouchEmulationEnabled", enabled=False)


def test_a_claim_names_the_others_that_contradict_it(browser, page):
    browser.open(page, f"#{FLAT}")
    point_at(browser, mark(browser, FLAT, "The exclusive deal", ".contradicts"))
    note = browser.one("#note").text
    assert "Consensus contradicts: another document says otherwise" in note
    assert "Microsoft and OpenAI go back to the drawing board" in note
    assert "says the opposite: “" in note


def test_marks_on_one_place_share_a_note(browser, page):
    browser.open(page, f"#{FLAT}")
    inner = browser.run(
        "return document.getElementById(arguments[0]).querySelector('.text mark.s mark.p, .text mark.c mark.p')", FLAT
    )
    point_at(browser, inner)
    assert len(browser.all("#note .entry")) >= 2


def test_the_key_switches_a_signal_off(musing):
    box = musing.run("return document.getElementById(arguments[0]).querySelector('.looks input[value=h]')", MUSING)
    found = mark(musing, MUSING, "reportedly")
    style = "return getComputedStyle(arguments[0]).textDecorationLine"
    assert musing.run(style, found) == "underline"
    box.click()
    assert musing.run(style, found) == "none"
    box.click()
    assert musing.run(style, found) == "underline"


@pytest.mark.parametrize("anchor", [MUSING, "document-seeds-trade-press.html", "story-1-5-1"])
def test_a_link_opens_what_it_leads_to(browser, page, anchor):
    browser.open(page, f"#{anchor}")
    target = browser.run("return document.getElementById(arguments[0])", anchor)
    assert target.is_displayed()
    assert browser.run("return Math.abs(arguments[0].getBoundingClientRect().top)", target) < 200
    opened = [one for one in browser.all("article details") if one.get_attribute("open")]
    assert len(opened) == anchor.startswith("document")


def test_a_link_from_the_table_leads_to_the_document_and_back_to_one_that_was_filtered_away(browser, page):
    browser.open(page)
    browser.one(f".ratings a[href='#{MUSING}']").click()
    browser.settle()
    assert browser.driver.switch_to.active_element.tag_name == "summary"
    browser.run("document.querySelector('input[type=search]').value = 'no such words'")
    browser.run("document.querySelector('form').dispatchEvent(new Event('input'))")
    browser.settle(200)
    browser.run("location.hash = arguments[0]", FLAT)
    browser.settle(100)
    assert browser.run("return document.getElementById(arguments[0])", FLAT).is_displayed()
    assert len(browser.texts(".ratings .name a")) == 5


@pytest.mark.parametrize("fragment", ["#nothing", "#%E0%A4%A", "#notes", "#document-"])
def test_a_link_to_nothing_is_harmless(browser, page, fragment):
    browser.open(page, fragment)
    assert browser.run("return broken") == []
    assert len(browser.texts(".ratings .name a")) == 5


def test_closed_documents_are_printed_and_the_controls_are_not(browser, page):
    browser.open(page)
    printed = base64.b64decode(browser.command("Page.printToPDF", printBackground=True)["data"])
    words = " ".join("\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed)).pages).split())
    assert "silent car journey" in words
    assert "The exclusive deal" in words
    assert "Show all" not in words


def test_search_in_the_page_finds_words_in_closed_documents(browser, page):
    browser.open(page)
    assert not mark(browser, MUSING, "wondering").is_displayed()
    # A link to words opens details as the browser's own search does, which no test can type into.
    browser.open(page, "#:~:text=silent%20car%20journey")
    browser.settle(300)
    assert mark(browser, MUSING, "wondering").is_displayed()


def test_without_script_the_page_can_be_read(browser, page):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.driver.get("about:blank")
        browser.driver.get(f"{page.as_uri()}#{MUSING}")
        assert not browser.one("form.controls").is_displayed()
        assert browser.one(".scriptless").is_displayed()
        assert "silent car journey" in browser.one(f"[id='{MUSING}'] .text").text
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)
