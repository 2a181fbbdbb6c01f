"""What users get wrong, and what they are told: the name, the cause, the way out, and never a traceback."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from reliability.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one good document and much that is not."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Harbour master Ann Ito said on Monday that it rained.\n")
    Path("nothing.txt").write_text(" \n")
    Path("broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20)
    Path("notes.rtf").write_text(r"{\rtf1 Ann Ito said it rained.}")
    with zipfile.ZipFile("report.docx", "w") as file:
        file.writestr("word/document.xml", "<w:document/>")
    Path("lines.jsonl").write_text('{"body": "It rained."}\n')
    Path("empty").mkdir()
    Path("sub").mkdir()


# What is typed; words that the answer holds.
MISTAKES = [
    ("score missing.txt", "missing.txt: there is no such file; check the spelling"),
    ("score", "Missing argument 'FILE...'"),
    ("scores a.txt", "Did you mean 'score'?"),
    ("a.txt", "To rate a file: reliability score a.txt"),
    ("--explain a.txt", "goes behind the command: reliability score --explain FILE"),
    ("score a.txt --explian", "Did you mean '--explain'?"),
    ("score a.txt --format xml", "'xml' is not one of 'text', 'json', 'jsonl', 'csv'"),
    ("score a.txt --sort", "'--sort' requires an argument"),
    ("score a.txt --explain --format csv", "--explain goes with --format text"),
    ("score a.txt --output sub", "sub: is a folder; name a file in it, such as sub/ratings.txt"),
    ("score a.txt --output none/b.csv", "its folder does not exist; make it first: mkdir -p none"),
    ("score a.txt --output a.txt", "a.txt: is also to be read; choose another output"),
    ("score nothing.txt", "nothing.txt: is empty; give a file that holds text"),
    ("score broken.pdf", "broken.pdf: is damaged and cannot be read as PDF; get it again"),
    ("score photo.jpg", "photo.jpg: is binary, not text; give the text itself"),
    ("score report.docx", "report.docx: is a document of a word processor, which is not read; save it as PDF"),
    ("score notes.rtf", "notes.rtf: is a document of a word processor, which is not read; save it as PDF"),
    ("score empty", "empty: this folder holds no document (.htm .html"),
    ("score *.md", "*.md: no file matches this pattern; check it"),
    ("score https://example.org/a", "is an address, and nothing is fetched; save the page, or: curl -s ADDRESS |"),
    ("score a.txt --model missing.json", "missing.json: no model can be read there"),
    ("score a.txt --model sub", "sub/rating.json: no model can be read there (No such file or directory); give a file"),
    ("score a.txt --model a.txt", 'a.txt: is no model file, or a damaged one; give a file or folder that "reliability'),
    ("score a.txt --min-score 50", "50 is no number from 0 to 1, as scores are"),
    ("score a.txt --min-score half", "half is no number from 0 to 1, as scores are"),
    ("score a.txt --against missing", "missing: there is no such file"),
    ("score a.txt --alone --against sub", "give one of them"),
    ("score a.txt --jobs 4", "--jobs goes with files of records, or with --corpus"),
    ("score lines.jsonl", "name the one that holds the text with --text-field"),
    ("score lines.jsonl --explain", "--explain goes with files of one document"),
    ("evaluate shipped", "Missing argument 'GOLD'"),
    ("evaluate shipped missing.jsonl", "missing.jsonl: cannot be read (No such file or directory)"),
    ("evaluate shipped a.txt", "a.txt: is no JSON lines file"),
    ("train lines.jsonl", "Missing option '--out'"),
    ("retrain a.txt --out sub", "a.txt: is no file of numbers, or a damaged one; training writes numbers.npz"),
    ("train-sentences sub --out sub", "cannot be read (No such file or directory)"),
    ("model info missing", "missing: no model can be read there"),
    ("model show", "No such command 'show'"),
    ("completion tcsh", "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
]


@pytest.mark.parametrize(("typed", "words"), MISTAKES, ids=[typed for typed, _ in MISTAKES])
def test_a_mistake_is_answered_with_what_to_do(folder, typed, words):
    result = CliRunner().invoke(main, typed.split(), prog_name="reliability")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    assert words in result.output
    assert "Errno" not in result.output
    assert "pickle" not in result.output


@pytest.mark.parametrize("typed", ["score missing.txt", "scores a.txt", "score --help", "--version"])
def test_the_module_says_and_does_the_same_as_the_command(folder, typed):
    module = subprocess.run(
        [sys.executable, "-m", "reliability", *typed.split()],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(sys.modules["reliability"].__file__).parents[1])},
    )
    command = CliRunner().invoke(main, typed.split(), prog_name="reliability")
    assert module.stdout.split() == command.stdout.split()
    assert (module.stderr, module.returncode) == (command.stderr, command.exit_code)
