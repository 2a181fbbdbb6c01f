"""The report in Chromium: one browser for all tests, its pages, and what was asked of the network."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import reliability
from reliability.report.page import write_page

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".browser" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --hide-scrollbars""".split()
# Runs before any script of a page, and notes what its policy stopped and what broke.
WATCH = """window.stopped = []; window.broken = [];
addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
addEventListener("error", (event) => broken.push(event.message));"""
_left_out: set[str] = set()


def _lacking(*, axe: bool) -> str:
    """Say what the browser tests need and have not."""
    lacks = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    lacks += ["axe-core"] if axe and not AXE.is_file() else []
    return f"{' and '.join(lacks)} not found: `make browser` fetches what it can" if lacks else ""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.slow)
        if lacking := _lacking(axe="axe" in item.fixturenames):
            item.add_marker(pytest.mark.skip(reason=lacking))
            _left_out.add(lacking)


def pytest_terminal_summary(terminalreporter):
    for lacking in sorted(_left_out):
        terminalreporter.write_line(f"Browser tests left out: {lacking}")


class Browser:
    """Chromium with what these tests ask of it."""

    def __init__(self, driver):
        self.driver = driver

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def look(self, *, width=1280, height=900, scheme="light"):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path, fragment=""):
        """Open a page afresh, and wait until it has been drawn."""
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri() + fragment)
        self.settle()

    def settle(self, milliseconds=0):
        self.driver.execute_async_script(
            """const done = arguments[1];
            setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), arguments[0]);""",
            milliseconds,
        )

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def texts(self, selector):
        """Return the texts of the elements that are shown."""
        return [element.text for element in self.all(selector) if element.is_displayed()]

    def requested(self):
        """Return the addresses asked for since the page was opened, each with what stopped it, if anything."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [one["params"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        failed = [one["params"] for one in messages if one["method"] == "Network.loadingFailed"]
        stopped = {one["requestId"]: one.get("blockedReason", "failed") for one in failed}
        return {one["request"]["url"]: stopped.get(one["requestId"], "") for one in sent}


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in [*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def browser(chromium):
    chromium.look()
    return chromium


@pytest.fixture(scope="session")
def ratings():
    """Return the ratings of the documents in seeds/, best first, by ids that hold no path of this machine."""
    names = sorted(path for path in (ROOT / "seeds").iterdir() if path.stem != "README")
    documents = [replace(reliability.read(path), id=f"seeds/{path.name}") for path in names]
    return sorted(reliability.rate(documents), key=lambda rating: -rating.score)


@pytest.fixture(scope="session")
def page(ratings, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_page(ratings, path)
    return path


@pytest.fixture(scope="session")
def axe():
    return AXE.read_text(encoding="utf-8")
