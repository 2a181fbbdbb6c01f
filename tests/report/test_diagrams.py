import builtins
import xml.etree.ElementTree as ET

import pytest

from reliability.errors import ReliabilityError
from reliability.report.diagrams import check_diagrams, draw_diagrams

CURVE = [{"predicted": 0.1, "observed": 0.0, "n": 10}, {"predicted": 0.9, "observed": 1.0, "n": 30}]
MEASURED = {"calibration": {"2": CURVE, "3": CURVE, "4": CURVE, "5": CURVE[:1]}}


@pytest.fixture
def plots():
    pytest.importorskip("matplotlib")


@pytest.mark.usefixtures("plots")
def test_an_svg_is_the_same_each_time(tmp_path):
    for name in ("a.svg", "b.SVG"):
        draw_diagrams(MEASURED, tmp_path / name, "Calibration")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.SVG").read_bytes()
    assert ET.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")
    assert b"dc:date" not in (tmp_path / "a.svg").read_bytes()


@pytest.mark.usefixtures("plots")
def test_a_png_is_one(tmp_path):
    draw_diagrams(MEASURED, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("plots")
def test_drawing_leaves_the_settings_of_others_alone(tmp_path):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    draw_diagrams(MEASURED, tmp_path / "a.svg")
    assert dict(mpl.rcParams) == before


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(ReliabilityError, match=r"written as \.svg or \.png"):
        check_diagrams(tmp_path / "a.jpg")


def test_inputs_are_not_drawn_over(tmp_path):
    (tmp_path / "a.svg").touch()
    with pytest.raises(ReliabilityError, match="also to be read"):
        check_diagrams(tmp_path / "a.svg", [tmp_path / "a.svg"])


def test_without_matplotlib_the_extra_is_named(tmp_path, monkeypatch):
    original = builtins.__import__

    def refuse(name, *given, **named):
        if name.startswith("matplotlib"):
            raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")
        return original(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ReliabilityError, match=r"pip install source-reliability\[plots\]"):
        draw_diagrams(MEASURED, tmp_path / "a.svg")
    assert not (tmp_path / "a.svg").exists()
