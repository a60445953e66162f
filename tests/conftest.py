"""The test database: made and migrated by the owner, used by the application's own role."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from core.accounts.actor import SYSTEM
from core.scope import enter
from portal import env
from tests.browser.fixtures import browser as browser
from tests.browser.fixtures import markup as markup
from tests.browser.fixtures import portal as portal

_GRANTS = """
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app};
"""


def _maintenance() -> psycopg.Connection[Any]:
    url = os.environ["DATABASE_OWNER_URL"]
    return psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True)


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: Any) -> Iterator[None]:
    """A fresh database a worker: owner migrates, then every test connects as the application's role."""
    connection = connections["default"]
    settings = connection.settings_dict
    app = dict(settings)
    name = settings["TEST"]["NAME"] + ("" if worker_id == "master" else f"_{worker_id}")
    with _maintenance() as maintenance:
        maintenance.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        maintenance.execute(f'CREATE DATABASE "{name}"')
    owner = env.database("DATABASE_OWNER_URL")
    with django_db_blocker.unblock():
        connection.close()
        settings.update({"USER": owner["USER"], "PASSWORD": owner["PASSWORD"], "NAME": name})
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(_GRANTS.format(app=f'"{app["USER"]}"'))
        connection.close()
        settings.update({"USER": app["USER"], "PASSWORD": app["PASSWORD"]})
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with _maintenance() as maintenance:
        maintenance.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def as_system(db: None) -> None:
    """The test's transaction acts as the portal itself: needed to write rows behind row-level security."""
    enter(SYSTEM)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The xdist worker's name, or `master`."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "master"))
