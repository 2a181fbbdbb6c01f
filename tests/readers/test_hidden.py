"""What a page does not show its readers is not read, and is said."""

import pytest

from reliability.rating import load_rater
from reliability.readers.html import read_html

SHOWN = "The council of Harwick voted on the bridge this week, and its members were of two minds about the toll. " * 6
SECRET = (
    "“The papers leave no room for doubt,” said Dr. Anna Keller, director of research at Northfield University. " * 6
)


def page(hidden, head=""):
    return f"<html><head><title>T</title>{head}</head><body><article><p>{SHOWN}</p>{hidden}</article></body></html>"


HIDDEN = {
    "display": f'<div style="display:none"><p>{SECRET}</p></div>',
    "priority and capitals": f'<div style="DISPLAY: None !important"><p>{SECRET}</p></div>',
    "visibility": f'<p style="visibility: hidden">{SECRET}</p>',
    "attribute": f"<div hidden><p>{SECRET}</p></div>",
    "opacity": f'<p style="opacity:0">{SECRET}</p>',
    "size": f'<p style="font-size:0px">{SECRET}</p>',
    "one pixel": f'<p style="font-size:1px">{SECRET}</p>',
    "left of the page": f'<p style="position:absolute;left:-9999px">{SECRET}</p>',
    "indented away": f'<p style="text-indent:-100em">{SECRET}</p>',
    "clipped": f'<p style="position:absolute;clip:rect(0, 0, 0, 0)">{SECRET}</p>',
    "no height": f'<div style="height:0;overflow:hidden"><p>{SECRET}</p></div>',
    "shrunk": f'<p style="transform: scale(0)">{SECRET}</p>',
    "white on white": f'<p style="color:#fff;background-color:white">{SECRET}</p>',
    "white on the page": f'<p style="color:#fefefe">{SECRET}</p>',
    "old-fashioned white": f'<font color="white"><p>{SECRET}</p></font>',
    "transparent": f'<p style="color:transparent">{SECRET}</p>',
    "black on black": f'<div style="background:#000"><p style="color:black">{SECRET}</p></div>',
}
SHEETS = {
    "class": ("<style>.note{display:none}</style>", f'<div class="note"><p>{SECRET}</p></div>'),
    "id": ("<style>#far{position:fixed;top:-5000px}</style>", f'<div id="far"><p>{SECRET}</p></div>'),
    "descendant": ("<style>article > div p{visibility:hidden}</style>", f"<div><p>{SECRET}</p></div>"),
    "for screens": ("<style>@media screen{.x{opacity:.01}}</style>", f'<p class="x">{SECRET}</p>'),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_text_is_left_out_and_counted(name):
    document = read_html(page(HIDDEN[name]).encode(), "page.html")
    assert "Keller" not in document.text
    assert "Harwick" in document.text
    assert document.hidden_words >= 50


@pytest.mark.parametrize("name", SHEETS)
def test_so_is_what_a_style_sheet_hides(name):
    head, hidden = SHEETS[name]
    document = read_html(page(hidden, head).encode(), "page.html")
    assert "Keller" not in document.text
    assert document.hidden_words >= 50


VISIBLE = {
    "white on black": f'<div style="background:#000"><p style="color:#fff">{SECRET}</p></div>',
    "white on a picture": f'<div style="background:url(a.png)"><p style="color:#fff">{SECRET}</p></div>',
    "small": f'<p style="font-size:11px;opacity:.6">{SECRET}</p>',
    "moved a little": f'<p style="position:relative;left:-10px;text-indent:1em">{SECRET}</p>',
    "until found": f'<div hidden="until-found"><p>{SECRET}</p></div>',
    "letters cut out of a picture": f'<p style="color:transparent;background:linear-gradient(red,blue)">{SECRET}</p>',
}


@pytest.mark.parametrize("name", VISIBLE)
def test_what_is_shown_is_read(name):
    document = read_html(page(VISIBLE[name]).encode(), "page.html")
    assert "Keller" in document.text
    assert document.hidden_words == 0


def test_an_outside_sheet_may_darken_the_paper():
    head = '<link rel="stylesheet" href="site.css">'
    document = read_html(
        page(f'<div class="hero"><p style="color:#fff">{SECRET}</p></div>', head).encode(), "page.html"
    )
    assert "Keller" in document.text


def test_hidden_menus_and_forms_are_no_prose():
    menu = "<nav style='display:none'>" + SECRET + "</nav><form hidden>" + SECRET + "</form>"
    assert read_html(page(menu).encode(), "page.html").hidden_words == 0


def test_a_page_that_a_script_is_to_show_is_read():
    text = f"<html><body><div style='opacity:0'><p>{SHOWN}</p></div></body></html>"
    assert "Harwick" in read_html(text.encode(), "page.html").text


def test_states_that_a_reader_brings_about_hide_nothing():
    head = "<style>p:hover{display:none} p::before{opacity:0} @media print{p{display:none}} p:{broken</style>"
    assert "Keller" in read_html(page(f"<p>{SECRET}</p>", head).encode(), "page.html").text


def test_hidden_sources_buy_nothing_and_are_flagged():
    rate = load_rater()
    plain, stuffed = (rate(read_html(page(hidden).encode(), "a.html")) for hidden in ("", HIDDEN["display"]))
    assert stuffed.score == plain.score
    assert "hidden-text" in stuffed.flags
    assert "hidden-text" not in plain.flags
