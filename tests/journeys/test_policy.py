"""The content security policy, asked of a real browser on the pages that libraries wrote."""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from house.places import ROOT
from tests.browser.chromium import DESK
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.journey
STAFF = "staff@ministry.example"
_MAKE_STAFF = f"""
import django; django.setup()
from core.accounts.demo import make_person
from tests.browser.sessions import session_of
make_person("{STAFF}", "느린 거북이 네 마리 2026", "운영자", is_staff=True, is_superuser=True)
print(session_of("{STAFF}"))
"""
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
"""What a page does when it is loaded is done: what was blocked of it is known."""


def _visitor(browser: Browser, portal: Portal, email: str = "") -> Visitor:
    who = Visitor(browser, portal, None, DESK, email)
    who.context.add_init_script(VIOLATIONS)
    return who


def _broken(who: Visitor) -> list[str]:
    who.page.wait_for_load_state()
    who.page.evaluate(SETTLED)
    return [*who.page.evaluate("window.violations"), *who.watch.problems]


def test_the_api_is_described_and_tried_out_under_the_policy(browser: Browser, portal: Portal) -> None:
    who = _visitor(browser, portal)
    who.page.goto("/api/#/v1/v1_suppliers_list")  # a long list is drawn as far as one looks
    operation = who.page.locator("#operations-suppliers-v1_suppliers_list, [id$=suppliers_list]").first
    operation.wait_for()
    operation.get_by_text("Try it out").click()
    operation.get_by_text("Execute").click()
    operation.locator(".live-responses-table").wait_for()
    # The page's own library warns of every address with an underscore.
    assert [each for each in _broken(who) if "escaping deep link" not in each] == []


def test_the_administration_works_under_the_policy(browser: Browser, portal: Portal) -> None:
    made = subprocess.run(
        [sys.executable, "-c", _MAKE_STAFF], cwd=ROOT, env=portal.environment, check=True, capture_output=True
    )
    portal.people[STAFF] = {"session": made.stdout.decode().split()[-1], "secret": ""}
    who = _visitor(browser, portal, STAFF)
    who.page.goto("/admin/")
    models = who.page.locator("#content-main th a").evaluate_all("links => links.map(each => each.href)")
    assert len(models) >= 5
    faults = _broken(who)
    for url in models:
        who.page.goto(url)
        faults += _broken(who)
        first = who.page.locator("#result_list th a").first
        if first.count():
            first.click()
            faults += _broken(who)
    assert faults == []
