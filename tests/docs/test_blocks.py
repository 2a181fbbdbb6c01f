"""What the documents show is what the program does: every code block is run, or says why it is not."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from blocks import LANGUAGES, PAGES, REASONS, RECORDS, ROOT, Block, all_blocks, blocks_in, blocks_of, runs
from rewriting import as_typed, rewrite
from sessions import agrees, make_folder, run_python, run_shell


def _runnable() -> list:
    pages = [page for page in PAGES if any(map(runs, blocks_of(page)))]
    names = [str(page.relative_to(ROOT)) for page in pages]
    return [pytest.param(page, id=name) for page, name in zip(pages, names, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("page", _runnable())
def test_what_a_page_shows_is_true(page, tmp_path, request):
    folder = make_folder(tmp_path)
    names = {"__name__": "__main__"}
    wrong, anew = [], []
    for block in blocks_of(page):
        if block.file:
            (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif not runs(block):
            continue
        elif block.language == "python":
            got = run_python(block, names, folder)
            if not agrees(block.output or "", got):
                wrong.append(f"{block.name} prints:\n{got}")
                anew.append((block, got))
        elif found := faults(block, results := run_shell(block, folder)):
            wrong += found
            anew.append((block, as_typed(results)))
    if wrong and request.config.getoption("--rewrite-pages"):
        rewrite(page, anew)
    assert not wrong, "\n".join(["", *wrong, "", "if that is meant: pytest tests/docs --rewrite-pages"])


def faults(block, results):
    """Return what is wrong with a session, in words."""
    following = [command for command, *_ in results[1:]] + [""]
    found = []
    for (command, shown, got, code), then in zip(results, following, strict=True):
        if not agrees(shown, got):
            found.append(f"{block.name}: `{command}` prints:\n{got}")
        if code != 0 and then != "echo $?":
            found.append(f"{block.name}: `{command}` fails with {code}, and the page does not show it")
    return found


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("block", [block for block in all_blocks() if block.needs_shared], ids=lambda block: block.name)
def test_what_a_page_shows_of_the_data_is_true(block, tmp_path, shared):
    assert not faults(block, run_shell(block, make_folder(tmp_path, shared)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_says_what_it_is(page):
    for block in blocks_of(page):
        assert block.language in LANGUAGES, f"{block.name}: {block.language or 'no language'}"
        assert block.language != "output", f"{block.name}: no Python right in front of this output"
        assert bool(block.reason) == (block.language == "sh"), f"{block.name}: a reason goes with sh, and sh with one"
        assert block.reason in {None, *REASONS}, f"{block.name}: {block.reason} is none of the reasons"


READ = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "toml": tomllib.loads,
}


@pytest.mark.parametrize("block", [b for b in all_blocks() if b.language in READ], ids=lambda block: block.name)
def test_data_can_be_read(block):
    assert READ[block.language](block.text)


@pytest.mark.parametrize("block", [b for b in all_blocks() if b.language == "sh"], ids=lambda block: block.name)
def test_commands_that_are_not_run_exist_at_least(block):
    assert unknown_words(block.text) == []


def unknown_words(text: str) -> list[str]:
    """Return what a script names and nobody has: targets of make, commands, their options, files run by Python."""
    from reliability.cli import main

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    unknown = []
    for line in text.replace("\\\n", " ").splitlines():
        words = line.partition("#")[0].split()
        if words[:1] == ["make"]:
            unknown += [word for word in words[1:] if "=" not in word and word not in targets]
        elif words[:1] == ["python"] and words[1] != "-m":
            unknown += [words[1]] * (not (ROOT / words[1]).exists())
        elif words[:1] == ["reliability"]:
            command = main.commands.get(words[1])
            known = {name for option in command.params for name in option.opts} if command else set()
            unknown += [word for word in words[2:] if word.startswith("-") and word != "-" and word not in known]
            unknown += [words[1]] * (command is None)
    return unknown


def test_records_are_where_the_rule_says():
    assert list(RECORDS.glob("0*.md"))
    assert not any(map(runs, (block for page in RECORDS.glob("*.md") for block in blocks_of(page))))


def test_unknown_words_are_found():
    text = "make tea\nmake docs DATA=x\nreliability score a --never\nreliability brew\npython nowhere.py\n"
    assert unknown_words(text) == ["tea", "--never", "brew", "nowhere.py"]


PAGE = ROOT / "README.md"


def test_blocks_are_found_with_what_stands_around_them():
    text = "<!-- not run: CI runs it -->\n```sh\nmake\n```\n\n```python\n1\n```\n```output\n2\n```\ntext\n\n    x\n"
    assert [(b.language, b.reason, b.output, b.line) for b in blocks_in(text, PAGE)] == [
        ("sh", "CI runs it", None, 2),
        ("python", None, "2\n", 6),
        ("(indented)", None, None, 14),
    ]


def test_output_is_compared_to_the_letter_but_for_dots():
    assert agrees("a ... c\n", "a b\nb c  \n\n")
    assert not agrees("a\n", "a\nb\n")
    assert not agrees("", "printed")


def test_a_false_session_is_found(tmp_path):
    folder = make_folder(tmp_path)

    def of(text):
        block = Block(PAGE, 1, "console", text)
        return [fault.partition("`")[2] for fault in faults(block, run_shell(block, folder))]

    assert of("$ echo a\nb\n") == ["echo a` prints:\na\n\n"]
    assert of("$ false\n") == ["false` fails with 1, and the page does not show it"]
    assert of("$ false\n$ echo $?\n1\n$ echo a \\\n  b\na b\n") == []


def test_a_page_is_rewritten_where_it_is_false_and_only_there(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "1. a\n\n    ```python\n    print(1)\n    ```\n    ```output\n    2\n    ```\n\n"
        "```console\n$ echo a\nb\n$ echo a b\na ...\n```\n"
    )
    python, console = blocks_in(page.read_text(), page)
    rewrite(page, [(python, "1\n"), (console, as_typed(run_shell_anywhere(console, tmp_path)))])
    assert [(b.text, b.output) for b in blocks_in(page.read_text(), page)] == [
        ("print(1)\n", "1\n"),
        ("$ echo a\na\n$ echo a b\na ...\n", None),
    ]


def run_shell_anywhere(block, folder):
    (folder / "here").mkdir()
    return run_shell(block, make_folder(folder / "here"))


def test_python_is_run_in_the_folder_of_the_page(tmp_path):
    folder = make_folder(tmp_path)
    block = Block(PAGE, 3, "python", "import os\nprint(os.getcwd() == here, os.path.isdir('seeds'))\n")
    assert run_python(block, {"here": str(folder)}, folder) == "True True\n"
