"""The built package, installed where nothing else of the project is, rates a file from another folder, offline."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Denies every connection, so that a download at run time would fail here as it would on a plane.
NO_NETWORK = """
import socket
def refuse(*args, **kwargs):
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """An environment with the wheel, and the dependencies lent by this one (but not its copy of the package)."""
    home = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", home], check=True, timeout=300)
    interpreter = home / "bin" / "python"
    subprocess.run([interpreter, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    (site / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return interpreter


@pytest.mark.slow
def test_the_wheel_rates_a_file_from_another_folder_offline(python, tmp_path):
    page = tmp_path / "note.txt"
    page.write_text("Insiders say the ferry line may soon be sold. Nobody knows to whom. " * 6, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    where = "import reliability, sys; print(reliability.__file__)"
    located = subprocess.run([python, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert str(ROOT) not in located.stdout, "the environment must use its own copy"
    command = [python.parent / "reliability", "score", "note.txt", "--format", "jsonl", "--html", "report.html"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    rating = json.loads(result.stdout)
    assert rating["level"] in {"speculative", "weakly sourced"}
    assert rating["id"] == "note.txt"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["note.txt", "report.html"]
    assert "the ferry line" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_wheel_carries_models_lists_and_types(wheel):
    from zipfile import ZipFile

    names = set(ZipFile(wheel).namelist())
    assert {"reliability/models/rating.json", "reliability/models/punkt.json", "reliability/py.typed"} <= names
    assert "reliability/lexicons/hedges.txt" in names
    assert not any(name.startswith(("tests/", "seeds/", "models/")) for name in names)
