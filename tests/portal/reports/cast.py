"""Hanbit with a submitted result, Dasan beside it, and the technoparks."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal

from assessments.models import FrameworkVersion, Result, Session
from core.accounts.actor import Actor, Place
from core.models import Organisation, User
from portal.reports.actions import order_report
from portal.reports.composition import Edition
from portal.reports.content import ReportContent
from portal.reports.models import Report
from portal.reports.sample import sample_content

AT = datetime(2026, 11, 21, 5, 3, tzinfo=UTC)


def organisation(name: str, kind: str = "company") -> Organisation:
    """A company unless said otherwise."""
    return Organisation.objects.create(kind=kind, name=name, sigungu="48123")


def actor(place: Organisation, email: str = "") -> Actor:
    """A member of an organisation, working there."""
    user = User.objects.create_user(email or f"{uuid.uuid4().hex[:8]}@example.com", "a-long-password")
    here = Place(place.pk, place.kind, "member", place.name)
    return Actor(user_id=user.pk, places=(here,), place=here)


def result(of: Organisation) -> Result:
    """A submitted result; needs the scope of the system."""
    framework, _new = FrameworkVersion.objects.get_or_create(
        code="kr-smart-factory", version="t", defaults={"document": {}, "source": "", "checksum": "0" * 64}
    )
    common = {"sigungu": "48123", "industry": "303", "size": "small", "plant_name": "창원 제1공장"}
    session = Session.objects.create(
        framework=framework,
        organisation=of,
        state="submitted",
        started_at=AT,
        changed_at=AT,
        submitted_at=AT,
        **common,
    )
    return Result.objects.create(
        session=session,
        organisation=of,
        framework=framework,
        score=Decimal(326),
        low=Decimal(305),
        high=Decimal(374),
        coverage=Decimal("0.92"),
        level=2,
        tier="basic",
        outcome={},
        answers={},
        answers_version=1,
        engine="1",
        submitted_at=AT,
        **common,
    )


def content(language: str = "ko") -> ReportContent:
    """What a report says."""
    return sample_content(language)


def ordered(of: Organisation, by: Actor, language: str = "ko") -> Report:
    """An ordered report of a new result."""
    return order_report(result_id=result(of).pk, edition=Edition(content(language), None), by=by, at=AT)
