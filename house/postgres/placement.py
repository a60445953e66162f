"""Where a cluster's data and socket lie, since the checkout may be closed to PostgreSQL's user."""

import os
import stat
from pathlib import Path

from house.person import Person, for_postgres
from house.places import Places, fits
from house.words import Stop

WRITTEN = "postgres-lies-at"  # holds the path of data that lies outside the state directory


def settle(places: Places) -> tuple[Path, Person]:
    """Where the data lies, or shall lie, and who runs the server on it.

    Inside the state directory where the server's user can reach it; else in a hashed directory outside, which
    is written down, so that a later start can never mistake a missing database for a new portal.

    Raises:
        Stop: a database that existed is gone or out of reach.
    """
    inside = places.var / "postgres"
    written = places.var / WRITTEN
    if written.exists():
        data = Path(written.read_text().strip())
        if not data.exists():
            raise Stop(
                f"The database lay in {data}, and is not there any more.\n"
                f"Bring it back from a backup, or remove {written} to begin with an empty portal."
            )
        return data, for_postgres(data)
    person = for_postgres(inside)
    if person.may_pass(inside):
        return inside, person
    if inside.exists():
        raise Stop(
            f"{person.name} cannot get to their database in {inside}: a directory above is closed.\n"
            f"Let others pass (chmod o+x) through the directories above {places.var}."
        )
    data = places.outside / "postgres"
    person = for_postgres(data)
    written.write_text(f"{data}\n")
    own_directory(places.outside, mode=0o711)
    data.mkdir(mode=0o700, exist_ok=True)
    os.chown(data, person.uid, person.gid)
    return data, person


def socket_directory(places: Places, person: Person) -> Path:
    """A directory for the socket that only `person` may enter, made if needed.

    Raises:
        Stop: every candidate is too long a path or belongs to somebody else.
    """
    candidates = [*places.socket_directories(), places.outside / "socket"]
    for candidate in candidates:
        if candidate.parent == places.outside:
            own_directory(places.outside, mode=0o711)
        reachable = fits(candidate) and person.may_pass(candidate)
        if reachable and own_directory(candidate, mode=0o700, person=person):
            return candidate
    raise Stop(
        "There is no place for PostgreSQL's socket: tried "
        + ", ".join(str(path) for path in candidates)
        + ".\n"
        "Each is too long a path (107 bytes), closed, or belongs to another user. Set TMPDIR to a short path."
    )


def own_directory(path: Path, *, mode: int, person: Person | None = None) -> bool:
    """Make a directory in a place where anybody may write, trusting nothing that another user put there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    uid = person.uid if person else os.geteuid()
    try:
        path.mkdir(mode=mode)
        path.chmod(mode)
        if person and not person.is_me:
            os.chown(path, person.uid, person.gid)
    except FileExistsError:
        pass
    except OSError:
        return False
    found = path.lstat()
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o022
    if not mine and person is None:
        raise Stop(f"{path} belongs to somebody else. Remove it, or set IEUM_VAR to another folder.")
    return mine
