"""The test database: made and migrated by the owner, used by the application's own role."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.utils import translation
from psycopg.sql import SQL, Identifier
from xdist.remote import Producer

from core.accounts.actor import SYSTEM
from core.scope import enter
from tests.browser.fixtures import browser as browser
from tests.browser.fixtures import markup as markup
from tests.browser.fixtures import portal as portal
from tests.databases import database, forget_migrated
from tests.distribution import Together

_GRANTS = """
GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {app};
GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app};
"""


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: Any) -> Iterator[None]:
    """A fresh database a worker, owned by who migrates; every test connects as the application's role."""
    settings = connections["default"].settings_dict
    name = settings["TEST"]["NAME"] + ("" if worker_id == "master" else f"_{worker_id}")
    with database(name) as addresses:
        with psycopg.connect(addresses["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(SQL(_GRANTS).format(app=Identifier(settings["USER"])))
        with django_db_blocker.unblock():
            connections["default"].close()
        settings["NAME"] = name
        yield
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together | None:
    """With `--dist loadgroup` what shares a portal or a world runs on one worker."""
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Whoever started the run takes away what its databases were copied from."""
    if not hasattr(session.config, "workerinput"):
        forget_migrated()


@pytest.fixture(autouse=True)
def own_language() -> None:
    """A request leaves its language in the thread; the next test begins with the portal's own."""
    translation.deactivate()


@pytest.fixture
def as_system(db: None) -> None:
    """The test's transaction acts as the portal itself: needed to write rows behind row-level security."""
    enter(SYSTEM)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The xdist worker's name, or `master`."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "master"))
