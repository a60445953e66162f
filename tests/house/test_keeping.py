"""A real PostgreSQL, killed in every way that a machine can think of."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from house import proc
from house.locks import is_free
from house.person import for_postgres
from house.places import ROOT, Places
from house.postgres.door import Door, Open
from house.postgres.placement import socket_directory
from house.words import Stop


@pytest.fixture
def places() -> Iterator[Places]:
    """A state directory that PostgreSQL's user can reach, gone afterwards with all that runs in it."""
    var = Path(tempfile.mkdtemp(prefix="ieum-house-"))
    var.chmod(0o755)
    made = Places(root=ROOT, var=var)
    yield made
    door = Door(made, purpose="test")
    state = door.look()
    if state:
        os.kill(state.keeper, signal.SIGTERM)
    door.close()
    for left in (var, made.outside, *made.socket_directories()):
        shutil.rmtree(left, ignore_errors=True)


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def ask(server: Open, question: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def as_owner(server: Open, *statements: str) -> None:
    with psycopg.connect(server.owner_url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_it_runs_while_somebody_needs_it_and_then_no_longer(places) -> None:
    with Door(places, purpose="test") as server:
        with Door(places, purpose="test") as same:
            assert same.server == server.server
        assert proc.started(server.server) is not None, "the first user still needs it"
    assert proc.started(server.server) is None
    assert is_free(places.running / "keeper.lock")


def test_the_application_owns_nothing_and_the_owner_is_no_superuser(places) -> None:
    with Door(places, purpose="test") as server:
        as_owner(server, "CREATE TABLE thing (id serial PRIMARY KEY, name text)")
        mighty = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'ieum%' AND (rolsuper OR rolbypassrls)"
        assert ask(server, mighty) is None
        assert ask(server, "INSERT INTO thing (name) VALUES ('가') RETURNING id") == 1
        assert ask(server, "SELECT current_user::text") == "ieum_app"
        with psycopg.connect(server.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("ALTER TABLE thing ADD COLUMN more text")
        with psycopg.connect(server.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")


def test_hangul_trigrams_and_extensions_are_there_in_new_databases_too(places) -> None:
    with Door(places, purpose="test") as server:
        as_owner(server, "CREATE DATABASE another")
        with psycopg.connect(server.owner_url.replace("/ieum?", "/another?")) as connection:
            found = connection.execute(
                "SELECT array_agg(extname::text ORDER BY 1) FROM pg_extension"
            ).fetchone()
            trigrams = connection.execute("SELECT cardinality(show_trgm('가나다'))").fetchone()
    assert found is not None
    assert set(found[0]) >= {"btree_gin", "pg_trgm", "unaccent"}
    assert trigrams == (4,)


def test_after_kill_9_of_the_server_it_comes_back_with_what_was_committed(places) -> None:
    with Door(places, purpose="demo") as server:
        as_owner(server, "CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(server.server, signal.SIGKILL)
        door = Door(places, purpose="demo")
        until(lambda: (now := door.look()) and now.server != server.server)
        assert ask(server, "SELECT number FROM kept") == 7


def test_after_kill_9_of_the_keeper_its_server_follows_and_the_next_user_starts_both(places) -> None:
    with Door(places, purpose="test") as server:
        os.kill(server.keeper, signal.SIGKILL)
        until(lambda: proc.started(server.server) is None)
        again = Door(places, purpose="test").ensure()
        assert again.keeper != server.keeper
        assert ask(again, "SELECT 1") == 1


def test_a_user_who_is_killed_keeps_nothing_running(places) -> None:
    script = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from house.places import Places
from house.postgres.door import Door
with Door(Places(root=Path({str(ROOT)!r}), var=Path({str(places.var)!r})), purpose="test") as server:
    print(server.server, flush=True)
    time.sleep(60)
"""
    user = subprocess.Popen(["python3", "-c", script], stdout=subprocess.PIPE, text=True)
    assert user.stdout is not None
    server = int(user.stdout.readline())
    user.kill()
    user.wait()
    until(lambda: proc.started(server) is None)


def test_files_that_a_crash_left_behind_do_not_stop_the_next_start(places) -> None:
    with Door(places, purpose="test") as server:
        stale = (server.data / "postmaster.pid").read_text().splitlines()
    stale[0] = str(os.getpid())  # the number belongs to another program by now
    (server.data / "postmaster.pid").write_text("\n".join(stale) + "\n")
    socket = socket_directory(places, for_postgres(server.data))
    assert socket == server.socket
    (server.socket / ".s.PGSQL.5432").touch()
    (server.socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with Door(places, purpose="test") as again:
        assert ask(again, "SELECT 1") == 1


def test_a_database_that_disappeared_is_not_taken_for_a_new_portal(places) -> None:
    places.prepare()
    (places.var / "postgres-lies-at").write_text("/var/tmp/ieum-nowhere/postgres\n")
    with pytest.raises(Stop, match="not there any more"), Door(places, purpose="test"):
        pass


def test_data_of_another_version_stops_the_start_with_an_explanation(places) -> None:
    places.prepare()
    data = places.var / "postgres"
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("9\n")
    if os.geteuid() == 0:
        shutil.chown(data, "nobody")
    with pytest.raises(Stop, match="made by PostgreSQL 9"), Door(places, purpose="test"):
        pass
    assert (data / "PG_VERSION").read_text() == "9\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a user to drop to")
def test_a_checkout_that_only_root_may_enter_works(places) -> None:
    places.var.chmod(0o700)
    with Door(places, purpose="test") as server:
        assert server.data == places.outside / "postgres"
        assert server.data.stat().st_uid != 0
        assert ask(server, "SELECT 1") == 1
    with Door(places, purpose="test") as again:
        assert again.data == server.data


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can play another user")
def test_a_socket_directory_of_somebody_else_is_not_used(places, monkeypatch) -> None:
    first, *_ = places.socket_directories()
    first.mkdir(mode=0o777)
    os.chown(first, 54321, 54321)
    places.prepare()
    assert socket_directory(places, for_postgres(places.var / "postgres")) != first
