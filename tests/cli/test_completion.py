"""The scripts that `reliability completion` prints work in the shells that they are for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reliability.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    """A folder with the command on the path, and a document."""
    command = tmp_path / "bin" / "reliability"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reliability "$@"\n')
    command.chmod(0o755)
    (tmp_path / "story.txt").write_text("It rained.")
    return tmp_path


def run(home, shell, *arguments):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    environment = os.environ | {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
    }
    done = subprocess.run(
        [shell, *arguments], cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


def bash(home, *words):
    """Return what bash offers for the last of the words, once the script was read as ~/.bashrc would."""
    line = " ".join(words)
    script = f"""
    eval "$(reliability completion bash)"
    compopt() {{ printf 'option %s\\n' "$2"; }}
    COMP_WORDS=({line}{" ''" if words[-1] == "" else ""}); COMP_CWORD={len(words) - 1}
    $(complete -p reliability | sed 's/.*-F \\([^ ]*\\).*/\\1/') reliability
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return run(home, "bash", "--norc", "-c", script)


def test_bash_completes_commands_options_values_and_files(home):
    assert bash(home, "reliability", "sc") == ["score"]
    assert {"score", "evaluate", "completion"} <= set(bash(home, "reliability", ""))
    assert bash(home, "reliability", "score", "--exp") == ["--explain"]
    assert bash(home, "reliability", "score", "--format", "js") == ["json", "jsonl"]
    assert bash(home, "reliability", "model", "in") == ["info"]
    assert bash(home, "reliability", "score", "sto") == ["option", "default"], "files are left to bash"
    assert bash(home, "reliability", "evaluate", "my") == ["option", "default"]


def test_fish_completes_commands_options_and_files(home):
    folder = home / ".config" / "fish" / "completions"
    folder.mkdir(parents=True)
    run(home, "fish", "-c", "reliability completion fish > ~/.config/fish/completions/reliability.fish")
    assert "score" in run(home, "fish", "-c", 'complete -C "reliability sc"')
    assert "--explain" in run(home, "fish", "-c", 'complete -C "reliability score --exp"')
    assert "story.txt" in run(home, "fish", "-c", 'complete -C "reliability score sto"')


def test_zsh_takes_the_script_for_the_command(home):
    script = 'autoload -Uz compinit; compinit -u; eval "$(reliability completion zsh)"; print ${_comps[reliability]}'
    assert run(home, "zsh", "-f", "-c", script) == ["_reliability_completion"]
    asked = "_RELIABILITY_COMPLETE=zsh_complete COMP_WORDS='reliability sc' COMP_CWORD=1 reliability"
    assert "score" in run(home, "zsh", "-f", "-c", asked)


def test_the_help_shows_these_very_lines():
    shown = CliRunner().invoke(main, ["completion", "--help"]).output
    for line in (
        'eval "$(reliability completion bash)"',
        'eval "$(reliability completion zsh)"',
        "reliability completion fish > ~/.config/fish/completions/reliability.fish",
    ):
        assert f" {line}\n" in shown
