"""A module imports only from lower layers: who reads the tree from the bottom never has to turn back."""

import ast
from pathlib import Path

import reliability

ROOT = Path(reliability.__file__).parent
LAYERS = [
    {"errors", "limits", "resources", "scale"},
    {"document", "lexicons", "measures", "stored", "wordbook"},
    {"readers", "furniture"},
    {"segmentation", "signals.signal"},
    {"annotation"},
    {"signals.counting"},
    {"stories"},
    {"signals.hedging", "signals.specificity", "signals.sourcing", "signals.consensus", "flags"},
    {"extractor"},
    {"weighting", "ridge"},
    {"classifier"},
    {"model_file", "gold"},
    {"lone"},
    {"fitting"},
    {"evaluation"},
    {"training"},
    {"in_story", "moving", "reasons"},
    {"rated"},
    {"ratings"},
    {"rating"},
    {"report"},
    {"corpus"},
    {"running"},
    {"cli"},
]
# A record that shows itself has to call what shows it: inside the method, so that nothing is loaded for it.
SHOWING = {"rated imports report", "ratings imports report"}
# The front door names everything; the tests' own folder and the entry point stand outside the order.
OUTSIDE = {"", "__main__", "signals"}


def unit(module: str) -> str:
    """The row of the table that a dotted module below the package belongs to."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "signals" else parts[0]


def wrong_imports(source: str, module: str) -> list[str]:
    layer = {name: number for number, row in enumerate(LAYERS) for name in row}
    found = []
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions for node in function.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reliability":
            base = (node.module or "").removeprefix("reliability").lstrip(".")
            targets = [f"{base}.{a.name}" if base in {"", "signals"} else base for a in node.names]
        elif isinstance(node, ast.Import):
            targets = [a.name.removeprefix("reliability.") for a in node.names if a.name.startswith("reliability.")]
        else:
            continue
        units = {unit(target.lstrip(".")) for target in targets} - {unit(module)}
        wrong = [f"{module} imports {u}" for u in sorted(units) if layer.get(u, 99) >= layer[unit(module)]]
        found += [one for one in wrong if one not in SHOWING or id(node) not in inside]
    return found


def test_no_module_imports_from_its_own_layer_or_above():
    wrong = []
    for path in ROOT.rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        if module not in OUTSIDE:
            wrong += wrong_imports(path.read_text(encoding="utf-8"), module)
    assert not wrong


def test_every_module_has_its_place():
    units = {
        unit(".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")) for p in ROOT.rglob("*.py")
    }
    assert units - OUTSIDE - {"__init__"} == {name for row in LAYERS for name in row}


def test_the_check_can_fail():
    assert wrong_imports("from reliability.rating import rate", "document") == ["document imports rating"]
    assert wrong_imports("from reliability.signals import hedging", "signals.sourcing")
    assert wrong_imports("from reliability.report.notebook import show_rating", "rated")
    assert not wrong_imports("def show():\n    from reliability.report.notebook import show_rating", "rated")
    assert wrong_imports("def show():\n    from reliability.report.notebook import show_rating", "document")
