"""What docs/examples.md shows of other tools, where showing is not enough: they are run, and run again."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from reliability.cli import main

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
LEAST = 0.3


def file_block(name):
    """Return the block that the page puts into a file."""
    return re.search(rf"<!-- file: {re.escape(name)} -->\n```\w+\n(.*?)```", PAGE, flags=re.DOTALL)[1]


@pytest.fixture
def folder(tmp_path):
    """A folder with the example documents and with the command on the path."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    command = tmp_path / "bin" / "reliability"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reliability "$@"\n')
    command.chmod(0o755)
    return tmp_path


def run(folder, *command):
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_rates_again_only_what_has_changed(folder):
    (folder / "Makefile").write_text(file_block("Makefile"))
    first = run(folder, "make", "ratings.csv")
    assert first.returncode == 0, first.stderr
    assert len((folder / "ratings.csv").read_text().splitlines()) == 6
    assert run(folder, "make", "--question", "ratings.csv").returncode == 0
    os.utime(folder / "seeds" / "musing.txt")
    assert run(folder, "make", "--question", "ratings.csv").returncode == 1


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_does_not_take_a_table_that_lacks_a_document_for_finished(folder):
    (folder / "Makefile").write_text(file_block("Makefile"))
    (folder / "seeds" / "photo.jpg").write_bytes(bytes(range(256)))
    assert run(folder, "make", "ratings.csv").returncode == 2
    assert not (folder / "ratings.csv").exists()


@pytest.mark.skipif(not shutil.which("snakemake"), reason="snakemake is not installed")
def test_snakemake_rates_each_document_once(folder):
    (folder / "Snakefile").write_text(file_block("Snakefile"))
    first = run(folder, "snakemake", "--cores", "1")
    assert first.returncode == 0, first.stderr
    assert len((folder / "ratings.jsonl").read_text().splitlines()) == 3
    assert "Nothing to be done" in run(folder, "snakemake", "--cores", "1").stderr


def shipped_hook():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return hook["entry"], hook.get("args", [])


def shown_hook():
    [repository] = yaml.safe_load(file_block(".pre-commit-config.yaml"))["repos"]
    return repository["hooks"][0]["entry"], []


@pytest.mark.parametrize("hook", [shipped_hook(), shown_hook()], ids=["shipped", "shown"])
def test_the_hook_for_pre_commit_lets_through_what_is_sourced_and_nothing_else(hook):
    entry, arguments = hook
    command = [*shlex.split(entry), *arguments]
    assert command.pop(0) == "reliability"
    seeds = ROOT / "seeds"
    good = CliRunner().invoke(main, [*command, str(seeds / "trade-press.html"), str(seeds / "second-hand.txt")])
    assert (good.exit_code, good.output) == (0, "")
    bad = CliRunner().invoke(main, [*command, str(seeds / "trade-press.html"), str(seeds / "musing.txt")])
    assert bad.exit_code == 1
    assert re.search(rf"musing\.txt: speculative: score 0\.\d+ is below {LEAST}\n", bad.output)


def test_the_hook_takes_the_files_that_the_command_reads():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in ("a.txt", "sources/b.md", "c.markdown", "d.html", "e.htm", "f.pdf"):
        assert re.search(hook["files"], name)
        assert not re.search(hook["exclude"], name)
    for name in ("a.py", "b.txt.gz", "c.json"):
        assert not re.search(hook["files"], name)
    assert re.search(hook["exclude"], "sources/README.md")


def test_the_page_gives_the_exit_codes_of_the_help():
    for code in re.findall(r"^ {2}(\d+) ", CliRunner().invoke(main, ["--help"]).output, flags=re.MULTILINE):
        assert f"\n| {code} | " in PAGE
