"""Every line of `./run bench` runs: with a handful of rows, in a database of its own; no time is judged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.lines import LINES
from tests.databases import database

pytestmark = pytest.mark.slow


def test_every_line_of_the_measurements_runs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick"]
    # What was collected by an earlier run may lack a file that a page of today asks for.
    surroundings = {"SECRET_KEY": "tests-only", "STATIC_ROOT": str(tmp_path / "static")}
    with database(f"{os.environ.get('IEUM_TEST_DB', 'test_ieum')}_bench") as addresses:
        done = subprocess.run(
            command,
            env=os.environ | addresses | surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "BROKEN" not in done.stdout
    assert done.stdout.count("\n") > len(LINES)
