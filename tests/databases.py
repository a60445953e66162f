"""Databases of the portal's own kind: copies of one that the owner migrates once in a run of tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from house.places import ROOT

_GRANTS = """
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app};
"""


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """Addresses of a new migrated database, as settings; the application may use it. Dropped afterwards."""
    with _maintenance() as maintenance:
        _drop(maintenance, name)
        with _migrated(maintenance) as template:
            _create(maintenance, name, template)
    try:
        yield _addresses(name)
    finally:
        with _maintenance() as maintenance:
            _drop(maintenance, name)


def forget_migrated() -> None:
    """Drop what this run's databases were copied from; nothing happens where there is no server."""
    with suppress(psycopg.OperationalError), _maintenance() as maintenance:
        _drop(maintenance, _template())


def _template() -> str:
    return os.environ.get("IEUM_TEST_DB", "test_ieum") + "_template"


@contextmanager
def _migrated(maintenance: psycopg.Connection[Any]) -> Iterator[str]:
    """The name of this run's migrated database; one process at a time makes or copies it."""
    name, run = _template(), os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    maintenance.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        of = "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = %s"
        if maintenance.execute(of, [name, run]).fetchone() is None:
            _drop(maintenance, name)
            _create(maintenance, name, "template1")
            _migrate(_addresses(name))
            about = SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(run))
            maintenance.execute(about)
        yield name
    finally:
        maintenance.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _migrate(addresses: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **addresses, "IEUM_AS_OWNER": "on"},
        check=True,
    )
    app = urlsplit(addresses["DATABASE_URL"]).username or ""
    with psycopg.connect(addresses["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(SQL(_GRANTS).format(app=Identifier(app)))


def _addresses(name: str) -> dict[str, str]:
    return {key: _named(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}


def _named(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _maintenance() -> psycopg.Connection[Any]:
    return psycopg.connect(_named(os.environ["DATABASE_OWNER_URL"], "postgres"), autocommit=True)


def _create(maintenance: psycopg.Connection[Any], name: str, template: str) -> None:
    create = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    maintenance.execute(create)


def _drop(maintenance: psycopg.Connection[Any], name: str) -> None:
    maintenance.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
