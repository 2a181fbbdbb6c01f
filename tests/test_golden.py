"""What is read in the example documents, word for word; `pytest --rewrite-golden` writes it anew."""

import json
from collections import Counter
from pathlib import Path

import pytest

import reliability

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.stem != "README")


def reading(path):
    [rating] = reliability.rate([path])
    return {
        "level": rating.level,
        "score": round(rating.score, 2),
        "signals": {name: value if value is None else round(value, 2) for name, value in rating.signals.items()},
        "flags": list(rating.flags),
        "evidence": dict(sorted(Counter(f"{e.signal} {e.kind} {e.voice}" for e in rating.evidence).items())),
        "sources": [[e.kind, e.text] for e in rating.evidence if e.signal == "sourcing" and e.kind != "quotation"],
        "furniture": [rating.document.text[start:end].strip() for start, end in rating.furniture],
    }


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_example_is_read_as_it_was(path, request):
    golden = GOLDEN / f"{path.name}.json"
    found = reading(path)
    if request.config.getoption("--rewrite-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))
