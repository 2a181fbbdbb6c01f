import dataclasses

import pytest

from reliability.report.table import LEVEL_STYLES


def test_the_stand_in_has_the_fields_of_the_real_record(make_rating, reason):
    rating = pytest.importorskip("reliability.rating")
    for real, stand_in in ((rating.Rating, type(make_rating())), (rating.Reason, reason)):
        assert {field.name for field in dataclasses.fields(stand_in)} <= {f.name for f in dataclasses.fields(real)}


def test_levels_are_those_of_the_rating_in_its_order():
    rating = pytest.importorskip("reliability.rating")
    assert tuple(LEVEL_STYLES) == tuple(rating.LEVELS)
