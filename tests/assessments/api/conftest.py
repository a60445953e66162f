"""The two companies that call the API."""

import pytest

from assessments.models import FrameworkVersion
from core.accounts.actor import Actor
from tests.assessments.api.caller import Caller
from tests.assessments.world import company, member


@pytest.fixture
def owner(frameworks: dict[str, FrameworkVersion]) -> Actor:
    """The owner of Hanbit."""
    return member(company())


@pytest.fixture
def hanbit(owner: Actor) -> Caller:
    """A program of Hanbit."""
    return Caller(owner)


@pytest.fixture
def dasan(frameworks: dict[str, FrameworkVersion]) -> Caller:
    """A program of another company."""
    return Caller(member(company("다산테크", "2208162517"), "owner@dasan.example"))
