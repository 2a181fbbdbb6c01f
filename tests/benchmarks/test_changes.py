"""Changes by rule do what their names say, the same way each time, and leave the rest alone."""

from __future__ import annotations

import pytest
from suite.changes import first_words, lower_case, no_quotation_marks, reworded, typos

TEXT = 'The mayor said on Monday that she hadn\'t used "any of the ferries" since 2019. ' * 20
CHANGES = (typos, lower_case, no_quotation_marks, first_words, reworded)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_changes_and_repeats_itself(change):
    assert change(TEXT) != TEXT
    assert change(TEXT) == change(TEXT)
    assert change("") == ""


def test_typos_exchange_letters_of_few_words():
    before, after = TEXT.split(), typos(TEXT).split()
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert 0 < len(changed) < len(before) / 8
    assert all(sorted(one) == sorted(other) and one[0] == other[0] for one, other in changed)


def test_marks_words_and_case():
    assert no_quotation_marks('“a” "b" it\'s') == "a b it's"
    assert len(first_words(TEXT).split()) == 100
    assert first_words("three words only") == "three words only"
    assert lower_case("Ann SAID") == "ann said"


def test_rewording_spells_out_and_keeps_who_says_what():
    assert reworded("Ann Ito said they've used it, but he didn't.") == (
        "Ann Ito stated they have utilized it, however, he did not."
    )
