"""One portal, one browser and one HTML checker for everything in a test process that needs them."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium, executable
from tests.browser.markup import Checker, checker
from tests.browser.portal import Portal, running_portal


@pytest.fixture(scope="session")
def portal(
    worker_id: str, markup: Checker | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal, running; the HTML checker starts meanwhile."""
    name = os.environ.get("IEUM_TEST_DB", "test_ieum") + "_journeys"
    name += "" if worker_id == "master" else f"_{worker_id}"
    with running_portal(name, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; without one the journeys are skipped, with the reason.

    One for each module: as long as it runs, Playwright's event loop keeps Django's ORM from this process.
    """
    if not executable():
        pytest.skip("no chromium here: apt-get install chromium, or set IEUM_CHROMIUM")
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def markup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker | None]:
    """The HTML checker, None where it is not installed."""
    with checker(tmp_path_factory.mktemp("markup") / "vnu.log") as running:
        yield running
