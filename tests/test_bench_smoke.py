"""Every line of `./run bench` runs: with a handful of rows, in a database of its own; no time is judged."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.bench.lines import LINES

pytestmark = pytest.mark.slow


def _maintenance() -> psycopg.Connection[Any]:
    url = urlsplit(os.environ["DATABASE_OWNER_URL"])
    return psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True)


@pytest.fixture
def empty_database() -> Iterator[dict[str, str]]:
    """The addresses of a database that lives as long as the test."""
    name = f"{os.environ.get('IEUM_TEST_DB', 'test_ieum')}_bench"
    with _maintenance() as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {
            key: urlsplit(os.environ[key])._replace(path=f"/{name}").geturl()
            for key in ("DATABASE_URL", "DATABASE_OWNER_URL")
        }
    finally:
        with _maintenance() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_every_line_of_the_measurements_runs(empty_database: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick"]
    # What was collected by an earlier run may lack a file that a page of today asks for.
    surroundings = {"SECRET_KEY": "tests-only", "STATIC_ROOT": str(tmp_path / "static")}
    done = subprocess.run(
        command,
        env=os.environ | empty_database | surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "BROKEN" not in done.stdout
    assert done.stdout.count("\n") > len(LINES)
