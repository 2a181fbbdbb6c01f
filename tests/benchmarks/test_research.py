"""A folder of sources becomes three files that say what to cite, the same bytes each time."""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

import pytest
import research

ROOT = Path(__file__).parents[2]
FILES = {"ratings.csv", "summary.md", "report.html"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "deep" / "build"
    assert research.main([str(ROOT / "seeds"), "--out", str(out)]) == 0
    return out


def verdicts(out):
    with (out / "ratings.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["verdict"] for row in csv.DictReader(file)}


def test_sourced_reports_are_to_be_cited_and_unsourced_claims_avoided(written):
    assert verdicts(written) == {
        "trade-press.html": "cite",
        "second-hand.txt": "check first",
        "chatty-blog.md": "check first",
        "musing.txt": "avoid",
        "flat-claim.txt": "avoid",
    }


def test_the_summary_says_why_and_who_contradicts_whom(written):
    summary = (written / "summary.md").read_text(encoding="utf-8")
    cite, avoid = summary.index("## Cite"), summary.index("## Avoid")
    assert cite < summary.index("**trade-press.html**") < avoid < summary.index("**flat-claim.txt**", avoid)
    assert "there is nobody to ask and nothing to look up" in summary[avoid:]
    told = summary[summary.index("## Who contradicts whom") :]
    assert "The partnership between Microsoft and OpenAI has been formally ended." in told
    assert "says the opposite" in told


def test_the_same_documents_give_the_same_bytes_wherever_they_lie(written, tmp_path):
    elsewhere = tmp_path / "another name"
    shutil.copytree(ROOT / "seeds", elsewhere)
    assert research.main([str(elsewhere), "--out", str(tmp_path / "out")]) == 0
    names = {path.name for path in written.iterdir()}
    assert names == FILES
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (written / name).read_bytes(), name


def test_what_cannot_be_rated_is_named_and_costs_the_others_nothing(tmp_path, capsys):
    sources = tmp_path / "sources"
    sources.mkdir()
    shutil.copy(ROOT / "seeds" / "musing.txt", sources)
    (sources / "empty.txt").write_text("  \n", encoding="utf-8")
    assert research.main([str(sources), "--out", str(tmp_path / "out")]) == 0
    assert "empty.txt" in capsys.readouterr().err
    summary = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "empty.txt" in summary[summary.index("## Not rated") :]
    assert list(verdicts(tmp_path / "out")) == ["musing.txt"]


def test_nothing_to_rate_writes_nothing(tmp_path, capsys):
    (tmp_path / "sources").mkdir()
    assert research.main([str(tmp_path / "sources"), "--out", str(tmp_path / "out")]) == 1
    assert "nothing is written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["sources", "sources/build"])
def test_output_among_the_sources_is_refused(tmp_path, out, capsys):
    (tmp_path / "sources").mkdir()
    with pytest.raises(SystemExit) as stopped:
        research.main([str(tmp_path / "sources"), "--out", str(tmp_path / out)])
    assert stopped.value.code == 2
    assert "would be read as a source" in capsys.readouterr().err


def test_words_of_a_document_stay_words():
    shown = research.plain("<b>*a*</b>\n# [x](http://y)\x1b[2J | `c`")
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert shown.startswith("\\<b\\>\\*a\\*")
    assert len(research.plain("word " * 500)) < 260


def test_the_page_on_research_shows_what_is_written():
    sys.path.append(str(ROOT / "docs"))
    try:
        import write_research
    finally:
        sys.path.remove(str(ROOT / "docs"))
    kept = (ROOT / "docs" / "research.md").read_text(encoding="utf-8")
    assert write_research.page(kept) == kept, "run `make docs`"
