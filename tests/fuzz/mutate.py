"""Feed a target with mutated bytes for some minutes; needs the extra "fuzz".

    python tests/fuzz/mutate.py --minutes 10 --target pdf
    python tests/fuzz/mutate.py --minutes 2              # each target, one after the other

Counts are added up in tests/fuzz/counts.json, by target. What breaks a promise is kept in tests/fuzz/findings, where
the fast suite feeds it again. What is learned on the way is kept in --corpus, so that a later run goes on there.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
COUNTS = HERE / "counts.json"
FINDINGS = HERE / "findings"
SEEDS = HERE / "seeds"
# Parsers in Python; only what is instrumented guides the mutations. In compiled ones they are blind.
_GUIDED = ("reliability", "pypdf", "markdown_it", "trafilatura", "csv", "json", "charset_normalizer", "zipfile")
# Seconds and megabytes that no input of this size may take.
_SECONDS, _MEGABYTES, _BYTES = 20, 1500, 32768
_MOST_FINDINGS = 10


def main() -> None:
    """Fuzz what the command line names."""
    options = _options()
    if options.child:
        _fuzz(options.target[0], options.rest)
        return
    for target in options.target or _names():
        found = _run(target, options.minutes, options.corpus / target)
        _count(target, found)
        print(target, json.dumps(found), flush=True)  # noqa: T201  (a script)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--target", action="append", choices=_names(), help="may be given several times")
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir(), "reliability-fuzz"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _names() -> list[str]:
    return sorted(folder.name for folder in SEEDS.iterdir())


def _run(target: str, minutes: float, corpus: Path) -> dict[str, int]:
    """Fuzz in processes of their own, each of which libFuzzer ends at a finding, until the time is up."""
    corpus.mkdir(parents=True, exist_ok=True)
    findings = FINDINGS / target
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    began, inputs, left = time.monotonic(), 0, minutes * 60
    while left >= 1 and len(set(findings.iterdir()) - before) < _MOST_FINDINGS:
        inputs += _once(target, left, corpus, findings)
        left = minutes * 60 - (time.monotonic() - began)
    new = set(findings.iterdir()) - before
    if not any(findings.iterdir()):
        findings.rmdir()
    return {"inputs": inputs, "seconds": round(time.monotonic() - began), "findings": len(new)}


def _once(target: str, seconds: float, corpus: Path, findings: Path) -> int:
    """Return how many inputs a process was fed; what it said of a finding goes to a log beside the corpus."""
    limits = [f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEGABYTES}", f"-max_len={_BYTES}", "-print_final_stats=1"]
    command = [sys.executable, __file__, "--child", "--target", target, "--", str(corpus), str(SEEDS / target)]
    command += [f"-max_total_time={round(seconds)}", f"-artifact_prefix={findings}/", *limits]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    written = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        with (corpus.parent / f"{target}.log").open("a", encoding="utf-8") as log:
            log.write(written[-20_000:])
    runs = re.findall(r"stat::number_of_executed_units: (\d+)", written)
    if not runs:
        raise SystemExit(f"{target}: fed nothing; libFuzzer said:\n{written[-2000:]}")
    return int(runs[-1])


def _count(target: str, found: dict[str, int]) -> None:
    """Add to what earlier runs counted."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
    so_far = counts.get(target, {})
    counts[target] = {name: so_far.get(name, 0) + number for name, number in found.items()}
    counts[target]["last"] = datetime.now(UTC).date().isoformat()
    COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _fuzz(target: str, arguments: list[str]) -> None:
    import atheris

    sys.path.insert(0, str(HERE.parent))
    with atheris.instrument_imports(include=list(_GUIDED)):
        from fuzz.targets import TARGETS

        # Parsers are loaded by the first document that needs them: now, so that they are guided too.
        for name in ("charset_normalizer", "markdown_it", "pypdf", "trafilatura"):
            __import__(name)
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
