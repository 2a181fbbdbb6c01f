from types import SimpleNamespace

import pytest

import reliability
from reliability import Document


@pytest.mark.parametrize(
    ("metadata", "known"),
    [
        ({"source": "a.pdf", "title": "Minutes", "page": 3}, ("a.pdf", "Minutes")),
        ({"source": None}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_a_page_becomes_a_document(metadata, known):
    document = Document.from_page(SimpleNamespace(page_content="The council met.", metadata=metadata))
    assert document.text == "The council met."
    assert (document.id, document.title) == known


def test_pages_can_be_rated():
    pages = [SimpleNamespace(page_content="Ann Ito said on Monday that it rained.", metadata={"source": "a.txt"})]
    [rating] = reliability.rate(map(Document.from_page, pages))
    assert rating.document.id == "a.txt"
