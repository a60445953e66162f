"""Nobody loses an answer: whatever dies while a scripted owner answers in a real browser.

Each seed is one owner, one fault, one moment. `./run chaos` runs two hundred; the suite runs every kind once.
"""

import contextlib
import os
import random
import uuid
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.browser.portal import Portal
from tests.chaos import colleague
from tests.chaos.faults import FAULTS, kill_browser
from tests.chaos.ledger import account, faults, stored
from tests.chaos.owner import EMAIL, Owner

pytestmark = pytest.mark.journey
RUNS = int(os.environ.get("IEUM_CHAOS_RUNS") or 10)
FIRST = int(os.environ.get("IEUM_CHAOS_SEED") or 0)


def _person(portal: Portal) -> str:
    with psycopg.connect(portal.environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute("SELECT id FROM core_user WHERE email = %s", [EMAIL]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_what_the_page_called_saved_is_there_and_nothing_else(
    browser: Browser, portal: Portal, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    fault = FAULTS[seed % len(FAULTS)]
    has_colleague = seed % 3 == 2
    owner = Owner(browser, portal, dice, tmp_path / uuid.uuid4().hex if fault is kill_browser else None)
    try:
        moment, acts = dice.randint(1, 5), 6
        for number in range(acts):
            owner.act()
            owner.pause()
            if has_colleague and number == moment - 1:
                colleague.answer(owner)
            if number == moment:
                fault(owner)
        for page in owner.others:
            owner.page, page = page, owner.page
            owner.come_back()
            owner.page.close()
            owner.page = page
        owner.come_back()
        with contextlib.suppress(BrowserError):  # the workers that a fault ended may still be coming up
            owner.page.goto(owner.url)
        owner.come_back()
        rows = stored(portal.environment["DATABASE_OWNER_URL"], owner.session)
        assert rows, "nothing was answered at all"
        found = faults(
            owner.ledger, rows, _person(portal), is_all_here=fault is not kill_browser and not owner.others
        )
        assert not found, "\n".join([f"seed {seed}, {fault.__name__}:", *found, *account(owner.ledger, rows)])
    finally:
        owner.close()
