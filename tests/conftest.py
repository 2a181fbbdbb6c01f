"""What all tests share: one Hypothesis profile, and the folder of texts that are not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[1].parent / "shared"
_ABSENT = "../shared is absent: its texts are not part of the project"

# The same examples in every run, so that a failure in CI is a failure at home; a busy machine is no failure.
settings.register_profile(
    "reliability",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("reliability")


def pytest_addoption(parser):
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files of the seeds anew")
    parser.addoption("--rewrite-pages", action="store_true", help="write what the pages' code blocks print anew")
    parser.addoption("--rewrite-pictures", action="store_true", help="take the pictures under docs/images anew")


def pytest_configure(config):
    config.addinivalue_line("markers", f"needs_shared: skipped where {_ABSENT}")


def pytest_collection_modifyitems(items):
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("needs_shared"):
            item.add_marker(pytest.mark.skip(reason=_ABSENT))


@pytest.fixture
def shared():
    """Return the folder ../shared, or skip the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(_ABSENT)
    return SHARED
