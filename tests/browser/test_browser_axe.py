"""What axe-core says of the page: nothing serious."""

import json

import pytest

CHECK = """const done = arguments[0];
axe.run(document, {resultTypes: ["violations", "passes"]}).then((found) => done({
    violations: found.violations.map((one) => [one.impact, one.id, one.nodes.map((node) => node.html).slice(0, 3)]),
    passes: found.passes.length,
}));"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("state", ["closed", "open"])
def test_axe_finds_nothing_serious(browser, page, axe, scheme, width, state, record_property):
    browser.look(width=width, scheme=scheme)
    browser.open(page)
    if state == "open":
        browser.run("document.querySelectorAll('details').forEach((details) => (details.open = true))")
        browser.run("document.querySelector('.text mark[data-n]').focus()")
        browser.run("document.querySelector('.ratings thead button').click()")
        browser.settle(200)
    browser.driver.set_script_timeout(120)
    browser.run(axe)
    found = browser.driver.execute_async_script(CHECK)
    record_property("axe", json.dumps({"passes": found["passes"], "violations": found["violations"]}))
    assert found["passes"] > 20
    assert [one for one in found["violations"] if one[0] in {"serious", "critical"}] == []
