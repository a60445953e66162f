"""Which user PostgreSQL runs as: it refuses to run as root, and the machine gets no new user from us."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from house.words import Stop

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Person:
    """A user of this machine."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def may_pass(self, path: Path) -> bool:
        """Whether this user may reach `path`: every directory above it lets them through."""
        return all(self._has(parent, stat.S_IXUSR) for parent in path.resolve().parents if parent.exists())

    def may_run(self, program: Path) -> bool:
        """Whether this user may start the program."""
        real = program.resolve()
        return self.may_pass(real) and self._has(real, stat.S_IXUSR)

    def _has(self, path: Path, owner_bit: int) -> bool:
        try:
            found = path.stat()
        except OSError:
            return False
        if found.st_uid == self.uid:
            return bool(found.st_mode & owner_bit)
        if found.st_gid == self.gid:
            return bool(found.st_mode & (owner_bit >> 3))
        return bool(found.st_mode & (owner_bit >> 6))


def me() -> Person:
    """The user of this process; a number without a name when the machine does not know it."""
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Person(name=str(uid), uid=uid, gid=os.getegid())
    return Person(name=entry.pw_name, uid=uid, gid=entry.pw_gid)


def for_postgres(data: Path) -> Person:
    """The user PostgreSQL runs as for this data directory.

    A plain user runs it themselves. Root hands it to the owner of the data, or, when there is none yet, to
    the first of `postgres` and `nobody` that the machine has.

    Raises:
        Stop: the data belongs to somebody else, or no unprivileged user exists.
    """
    mine = me()
    owner = data.stat().st_uid if data.exists() else None
    if mine.uid != 0:
        if owner not in (None, mine.uid):
            raise Stop(
                f"The database in {data} belongs to another user ({owner}), since the portal was started as "
                "that user (or as root) before.\n"
                "Start it as that user, or set IEUM_VAR to a folder of your own."
            )
        return mine
    if owner:
        return _by_number(owner)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Person(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise Stop(
        "PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`.\n"
        "Start the portal as a plain user, or set DATABASE_URL to a PostgreSQL server."
    )


def _by_number(uid: int) -> Person:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Stop(f"The database belongs to user number {uid}, whom this machine does not know.") from None
    return Person(name=entry.pw_name, uid=uid, gid=entry.pw_gid)
