"""Where the published numbers are, and the published frameworks described as documents."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assessments.scoring import Framework, load

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
VECTORS = Path(os.environ.get("IEUM_VECTORS") or ROOT.parent / "shared" / "vectors")


def vector(name: str) -> Any:
    """One file of published numbers; the test is skipped where the folder is absent."""
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"no published numbers at {path}")
    return json.loads(path.read_text("utf-8"))


@cache
def framework(code: str) -> Framework:
    """A published framework, from its document beside the tests."""
    path = HERE / "frameworks" / f"{code}.yaml"
    return load(path.read_text("utf-8"), name=path.name)
