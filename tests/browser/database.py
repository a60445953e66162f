"""A database of the portal's own kind: made and migrated by the owner, used by the application's role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from house.places import ROOT

_GRANTS = """
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app};
"""


def _named(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """The two addresses of a new database, as settings; it is dropped afterwards."""
    owner_url, app_url = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]
    app = urlsplit(app_url).username or ""
    addresses = {"DATABASE_URL": _named(app_url, name), "DATABASE_OWNER_URL": _named(owner_url, name)}

    def drop(connection: psycopg.Connection) -> None:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    with psycopg.connect(_named(owner_url, "postgres"), autocommit=True) as maintenance:
        drop(maintenance)
        maintenance.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, **addresses, "IEUM_AS_OWNER": "on"},
            check=True,
        )
        with psycopg.connect(addresses["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(SQL(_GRANTS).format(app=Identifier(app)))
        yield addresses
    finally:
        with psycopg.connect(_named(owner_url, "postgres"), autocommit=True) as maintenance:
            drop(maintenance)
