import csv
import io
import json

import pytest

from reliability.report.records import COLUMNS, to_csv, to_json, to_jsonl


def rows(ratings):
    return list(csv.DictReader(io.StringIO("".join(to_csv(ratings)))))


def test_json_is_one_array(make_rating):
    assert [record["id"] for record in json.loads(to_json([make_rating(id="a"), make_rating(id="b")]))] == ["a", "b"]
    assert json.loads(to_json([])) == []


def test_json_lines_are_one_line_each_whatever_the_text_holds(make_rating):
    text = "a\nb\u2028c\x85d\ud800e\x00f “g” 港"
    (line,) = to_jsonl([make_rating(text, id="x")])
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["text"] == text
    assert "港" in line


def test_what_is_not_a_number_is_null(make_rating):
    (line,) = to_jsonl([make_rating(signals={"hedging": float("nan"), "consensus": None, "sourcing": float("inf")})])
    assert json.loads(line)["signals"] == {"hedging": None, "consensus": None, "sourcing": None}


def test_lines_and_rows_come_as_the_ratings_do(make_rating):
    def endless():
        while True:
            yield make_rating()

    assert next(to_jsonl(endless())).endswith("\n")
    written = to_csv(endless())
    assert (next(written).startswith("id,title"), next(written).count("\n")) == (True, 1)


def test_csv_has_the_columns_of_its_heading(make_rating):
    (row,) = rows([make_rating(id="a", title="T", flags=("unsourced", "too-short"), contributions={"hedging": -0.07})])
    assert tuple(row) == COLUMNS
    assert row == {
        "id": "a",
        "title": "T",
        "level": "partly sourced",
        "score": "0.53",
        "low": "0.4",
        "high": "0.67",
        "p_1": "0.04",
        "p_2": "0.21",
        "p_3": "0.48",
        "p_4": "0.22",
        "p_5": "0.05",
        "hedging": "0.44",
        "specificity": "0.6",
        "sourcing": "0.55",
        "consensus": "",
        "contributions": "hedging:-0.07",
        "flags": "unsourced;too-short",
    }


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(make_rating, start):
    (row,) = rows([make_rating(id="a", title=f'{start}HYPERLINK("http://x")')])
    assert row["title"].startswith("'")


@pytest.mark.parametrize("number", ["-12", "+3.5", "42"])
def test_numbers_are_left_alone(make_rating, number):
    assert rows([make_rating(id=number)])[0]["id"] == number


def test_negative_numbers_of_our_own_are_left_alone(make_rating):
    assert rows([make_rating(interval=(-0.1, 0.2))])[0]["low"] == "-0.1"


def test_csv_survives_commas_quotes_lines_and_what_cannot_be_encoded(make_rating):
    written = "".join(to_csv([make_rating(id="a", title='x, "y"\nz\ud800')]))
    written.encode("utf-8")
    assert next(csv.DictReader(io.StringIO(written)))["title"] == 'x, "y"\nz?'
