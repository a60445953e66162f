"""The note that the demonstration's database is migrated and filled.

It lies in the database's own folder: data that are put aside take it along, and new ones have none.
"""

import hashlib
from pathlib import Path

from house.environment import RUN
from house.mark import Mark
from house.places import ROOT

NAME = "ieum-filled"
SOURCES = tuple(
    ROOT / name
    for name in (
        "core",
        "assessments",
        "integrity",
        "matching",
        "programmes",
        "portal",
        f"requirements/{RUN}",
    )
)


def filled(data: Path, *, secret_key: str) -> Mark:
    """The note in this database. The codes of the second factor come from the secret key."""
    return Mark(data / NAME, SOURCES, hashlib.sha256(secret_key.encode()).hexdigest())


def forget_filled(data: Path) -> None:
    """Look at everything again at the next start: somebody else changes the database."""
    (data / NAME).unlink(missing_ok=True)
