"""Submitting a complete diagnostic: scored, recommended, stored, in one request."""

import uuid
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from assessments.documents import framework_of
from assessments.models import Answer, FrameworkVersion, Session
from core.accounts.models import Membership
from core.scope import acting_as_system
from matching.models import PoolVersion, Supplier
from tests.bench.client import queries
from tests.bench.measure import p50, p95, timed
from tests.bench.people import browser_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FRAMEWORK, identity


def run(scale: Scale) -> list[Row]:
    """The 95th percentile of the request, the queries, and the first submission after a supplier changed."""
    person = browser_of("person2")
    drafts = iter(complete_drafts("person2", scale.submits + 12))

    def submit() -> None:
        person.post(f"/assessments/{next(drafts)}/submit/", {}, status=302)

    timed(submit, 2)
    counts = set()
    for _ in range(3):
        with queries() as found:
            submit()
        counts.add(len(found))
    times = timed(submit, scale.submits)
    after = []
    for _ in range(5):
        _change_a_supplier()
        after += timed(submit, 1)
    return [
        Row(
            act="submit, score, recommend",
            figure=p95(times),
            limit=150,
            unit="ms p95",
            p50=p50(times),
            p95=p95(times),
            queries=max(counts),
            most_queries=min(counts),
        ),
        Row(
            act="  the first one after a supplier changed",
            figure=p50(after),
            limit=None,
            unit="ms",
            p50=p50(after),
            note="the process reads that supplier again and rebuilds its columns",
        ),
    ]


def complete_drafts(name: str, count: int) -> list[uuid.UUID]:
    """Drafts of that person's company in which every question is answered."""
    now = timezone.now()
    with acting_as_system():
        version = FrameworkVersion.objects.published().filter(code=FRAMEWORK).latest("published_at")
        items = list(framework_of(version).items.values())
        place = Membership.objects.get(user_id=identity("user", name))
        sessions = Session.objects.bulk_create(
            Session(
                framework=version,
                organisation_id=place.organisation_id,
                sigungu="48123",
                industry="292",
                size="SMALL",
                answers_version=len(items),
                started_at=now - timedelta(minutes=40),
                changed_at=now,
            )
            for _ in range(count)
        )
        Answer.objects.bulk_create(
            (
                Answer(
                    session=session,
                    item=item.code,
                    choices=[item.choices[(number + place) % 4].code],
                    answered_at=now,
                )
                for number, session in enumerate(sessions)
                for place, item in enumerate(items)
            ),
            batch_size=5_000,
        )
        return [session.pk for session in sessions]


def _change_a_supplier() -> None:
    with acting_as_system():
        supplier = Supplier.objects.public().order_by("changed_at", "pk").first()
        Supplier.objects.filter(pk=supplier.pk).update(version=F("version") + 1, changed_at=timezone.now())
        PoolVersion.objects.update(value=F("value") + 1)
