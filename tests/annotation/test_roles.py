"""What a text says a person is stays with the person."""

from __future__ import annotations

import pytest

from reliability.annotation.names import names
from reliability.annotation.roles import role_of
from reliability.segmentation import segment_spans


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Ann Okoye", None),
        ("Ann Okoye, the agency's director", "the agency's director"),
        ("Ann Okoye, the agency's director,", "the agency's director"),
        ("Rep. Tom Berg (R-Ohio)", "R-Ohio"),
        ("bridge engineer Ann Okoye", "bridge engineer"),
        ("Ann Okoye, 54, of Oslo", "54, of Oslo"),
        ("a spokesman", None),
    ],
)
def test_the_words_beside_the_name_are_the_role(source, role):
    segments = segment_spans(f"{source} said it fell.", [(0, len(source) + 14)])
    names_at = {token: name for name in names(segments) for token in range(name.first, name.last)}
    n = len(segment_spans(source, [(0, len(source))]).tokens)
    found = role_of(segments, names_at, (0, n))
    words = None if found is None else segments.text[segments.tokens[found[0]][0] : segments.tokens[found[1] - 1][1]]
    assert words == role
