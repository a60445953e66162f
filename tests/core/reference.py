"""Published reference tables, on the machines that have them; tests that compare with them skip elsewhere."""

import csv
import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("IEUM_REFERENCE", Path(__file__).parents[3] / "shared" / "reference"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one reference table. Skips the calling test when the table is absent."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"reference table {name} is not on this machine (IEUM_REFERENCE)")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
