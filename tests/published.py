"""Frameworks to test with: each document is read once in a process, and published as often as tests ask."""

from datetime import datetime
from functools import cache

import pytest

from assessments.actions import frameworks, publish_framework
from assessments.models import FrameworkVersion
from assessments.scoring import Framework, load
from core.accounts.actor import SYSTEM


@cache
def _read(source: str, name: str) -> Framework:
    return load(source, name=name)


def published(source: str, name: str, at: datetime) -> FrameworkVersion:
    """The published version of a YAML document that continues no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frameworks, "load", lambda text, *, name, older: _read(text, name))
        return publish_framework(source=source, name=name, by=SYSTEM, at=at)[0]
