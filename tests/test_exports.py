import subprocess
import sys

import pytest

import reliability

PUBLIC = {
    "Document",
    "DocumentError",
    "EmptyDocumentError",
    "Evidence",
    "LEVELS",
    "Limits",
    "ModelError",
    "Rating",
    "Ratings",
    "ReadError",
    "ReliabilityClassifier",
    "ReliabilityError",
    "SignalExtractor",
    "TrainingError",
    "Weighting",
    "load_model",
    "rate",
    "rate_stream",
    "read",
}


def test_exported_names_are_these_and_all_there():
    assert set(reliability.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(reliability, name).__class__ is not None
    assert set(dir(reliability)) == PUBLIC


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'truth'"):
        _ = reliability.truth


def test_names_promised_to_benchmarks_exist():
    from reliability.signals.sourcing import attributions, sentence_support

    assert attributions("") == []
    assert sentence_support("", []) == []


def test_importing_the_package_loads_nothing_heavy():
    code = "import reliability, sys; print([m for m in ('numpy', 'sklearn', 'nltk') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
