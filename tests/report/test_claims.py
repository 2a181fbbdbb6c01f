from pathlib import Path

import pytest
from rich.cells import cell_len

import reliability
from reliability.report.claims import draw_claims
from reliability.report.explain import explain
from reliability.report.terminal import open_console

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def ratings():
    return {
        Path(r.document.id).name: r for r in reliability.rate(sorted(p for p in SEEDS.iterdir() if p.stem != "README"))
    }


@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_table_fits_and_begins_with_conflicts(ratings, width):
    lines = [line.plain for line in draw_claims(ratings["flat-claim.txt"], open_console(None), width)]
    assert lines[0].startswith("Beside the other documents on its story: 5 documents")
    kinds = [line.split()[0] for line in lines[1:] if line.startswith("  ") and line[2] in "cda" and line[2] != " "]
    assert "contradicts" in kinds
    assert kinds.index("contradicts") < kinds.index("agrees")
    assert max(map(cell_len, lines[1:-1])) <= max(width, 43)


def test_the_explanation_names_the_documents(ratings):
    shown = explain(ratings["flat-claim.txt"], open_console(None))
    assert "trade-press.html" in shown
    assert "(says the opposite)" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_a_document_alone_has_no_table(make_rating):
    assert draw_claims(make_rating(), open_console(None), 80) == []


def test_copies_are_said_to_be_one_voice():
    [rating, _] = reliability.rate([SEEDS / "musing.txt"] * 2)
    shown = "\n".join(line.plain for line in draw_claims(rating, open_console(None), 80))
    assert "1 independent voice" in shown
    assert "nothing to compare with" in shown
