"""List pages cost the same number of queries with one, three and very many rows."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone

from assessments.models import Result
from core.consents.document import sharing_with
from core.models import Consent, Job, JobState, Membership, MembershipState, Notice, Organisation, User
from core.scope import acting_as_system
from matching.models import Supplier
from portal.reports.models import Report
from tests.bench.client import Client, portal, queries
from tests.bench.people import browser_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FEW, MANY, identity

OWNERS = ("owner-one", "owner-three", "owner-many")
PARKS = (*(f"officer-{code}" for code in FEW), f"officer-{MANY}")
Counted = Callable[[], int]


def run(scale: Scale) -> list[Row]:
    """A line for each list: the difference between the most and the fewest queries, which is to be none."""
    rows = []
    for name, path in (
        ("my diagnostics", "/assessments/"),
        ("my results", "/results/"),
        ("API: sessions", "/api/v1/sessions/?page_size=200"),
        ("API: results", "/api/v1/results/?page_size=200"),
    ):
        rows.append(_row(name, scale, [cost(browser_of(owner), path) for owner in OWNERS]))
    for name, path in (
        ("regional list", "/regional/?rows=200"),
        ("API: regional results", "/api/v1/regional-results/?page_size=200"),
    ):
        rows.append(_row(name, scale, [cost(browser_of(officer), path) for officer in PARKS]))
    visitor = Client(portal())
    for name, path in (
        ("supplier search", "/suppliers/?"),
        ("API: suppliers", "/api/v1/suppliers/?page_size=200&"),
    ):
        rows.append(_row(name, scale, [cost(visitor, path + each) for each in found_by()]))
    for name, path, make in (
        ("inbox", "/inbox/", notices),
        ("reports", "/reports/", reports),
        ("API: reports", "/api/v1/reports/?page_size=200", reports),
        ("consents", "/consents/", consents),
        ("members", f"/organisations/{identity('company', 'many')}/", members),
    ):
        costs = []
        for count in (1, 3, scale.many):
            browser = browser_of("owner-many")
            with undone():
                make(count)
                costs.append(cost(browser, path))
        rows.append(_row(name, scale, costs))
    return rows


def _row(name: str, scale: Scale, costs: list[int]) -> Row:
    return Row(
        act=f"  {name}: queries more with {scale.many:,} rows than with 1 or 3",
        figure=max(costs) - min(costs),
        limit=0,
        unit="",
        queries=max(costs),
        note=", ".join(map(str, costs)),
    )


def cost(browser: Client, path: str) -> int:
    """The queries of a page that was opened before."""
    browser.get(path)
    with queries() as found:
        browser.get(path)
    return len(found)


def found_by() -> list[str]:
    """Searches that find one supplier, a few, and many."""
    name = Supplier.objects.listed().order_by("slug").values_list("name", flat=True)[0]
    return [urlencode({"q": words}) for words in (name, name[:2], "")]


@contextmanager
def undone() -> Iterator[None]:
    """A transaction around requests of this process that leaves nothing behind."""
    for signal in (request_started, request_finished):  # each would end a connection with an open transaction
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def notices(count: int) -> None:
    """Notices of owner-many."""
    Notice.objects.bulk_create(
        Notice(
            user_id=identity("user", "owner-many"),
            code="report_ready",
            params={"number": str(number)},
            url="/reports/",
        )
        for number in range(count)
    )


def reports(count: int) -> None:
    """Reports of that many results of owner-many."""
    now = timezone.now()
    with acting_as_system():
        results = list(
            Result.objects.filter(organisation_id=identity("company", "many")).order_by("id")[:count]
        )
        jobs = Job.objects.bulk_create(
            Job(
                kind="report",
                dedupe_key=f"bench:{result.pk}",
                state=JobState.DONE.value,
                not_before=now,
                finished_at=now,
            )
            for result in results
        )
        Report.objects.bulk_create(
            Report(
                result=result,
                job=job,
                language="ko",
                template_version="bench",
                number=f"IE-2026-{number:05d}-BENCH",
                tier=result.tier,
                content={},
                content_sha256="0" * 64,
                file_sha256="0" * 64,
                size_bytes=1,
                pages=1,
                created_at=now,
                published_at=now,
            )
            for number, (result, job) in enumerate(zip(results, jobs, strict=True))
        )


def consents(count: int) -> None:
    """Consents of owner-many's company, each to share a result with a technopark."""
    park = Organisation.objects.get(kind="technopark", code=MANY)
    text = sharing_with("technopark")
    Consent.objects.bulk_create(
        Consent(
            document=text.code,
            version=text.version,
            wording=text.frozen(park.name),
            user_id=identity("user", "owner-many"),
            organisation_id=identity("company", "many"),
            recipient=park,
            subject_kind="result",
            subject_id=uuid.uuid4(),
            given_at=timezone.now(),
        )
        for _ in range(count)
    )


def members(count: int) -> None:
    """More members of owner-many's company."""
    users = User.objects.bulk_create(
        User(email=f"member{number}@bench.example", name=f"사람 {number}", password="!")
        for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(
            organisation_id=identity("company", "many"),
            user=user,
            role="member",
            state=MembershipState.ACTIVE.value,
            started_at=timezone.now(),
        )
        for user in users
    )
