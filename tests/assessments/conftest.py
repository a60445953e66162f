"""What tests of the diagnostic start from: the published frameworks, and a small branching one."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assessments.models import FrameworkVersion
from core.accounts.actor import SYSTEM
from core.scope import acting_as_system, enter
from tests.assessments.world import BRANCHING
from tests.published import published

AT = datetime(2026, 11, 21, 14, 3, tzinfo=ZoneInfo("Asia/Seoul"))
FOLDER = Path("assessments/frameworks")


@pytest.fixture
def frameworks(db: None) -> Iterator[dict[str, FrameworkVersion]]:
    """The portal's two frameworks and a small one with conditions and boxes to tick, published."""
    found = {}
    with acting_as_system():
        sources = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
        for name, source in [*sources, ("branching.yaml", BRANCHING)]:
            version = published(source, name, AT)
            found[version.code] = version
    yield found
    enter(SYSTEM)
