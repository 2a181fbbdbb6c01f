"""What the hostile tests share: the command in this process, and Python in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from reliability.cli import main

ROOT = Path(__file__).parents[2]
# What tests/readers share is found like this where only these tests are run.
sys.path.insert(0, str(ROOT / "tests" / "readers"))


def cli(*arguments):
    """Run `reliability score` here; only a SystemExit may come out."""
    result = CliRunner().invoke(main, ["score", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def run_python(*arguments, **options):
    """Run Python with this package in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    given = {"capture_output": True, "env": environment, "timeout": 300} | options
    return subprocess.run([sys.executable, *map(str, arguments)], check=False, **given)
