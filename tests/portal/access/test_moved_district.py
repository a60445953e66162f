"""A district that moved to another technopark: the former one has lost its results by every door."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from assessments.models import Result, Share
from core.accounts.actor import Actor, Place
from core.jobs.models import Job
from core.models import Organisation
from core.scope import enter
from matching.models import MatchingPolicy, PoolSnapshot, Recommendation
from portal.reports.models import Report
from portal.results.queries import readable
from programmes.models import Jurisdiction
from tests.core.accounts.people import signed_in
from tests.programmes.world import AT, as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123")


@pytest.fixture
def seoul() -> Organisation:
    return technopark("SEOUL", "서울테크노파크", "11350")


def _report(of: Result) -> Report:
    job = Job.objects.create(kind="report", dedupe_key=uuid.uuid4().hex, not_before=AT, state="done")
    return Report.objects.create(
        result=of,
        job=job,
        language="ko",
        template_version="t",
        number="IE-2026-7K3M9-QXD2A",
        content={},
        content_sha256="0" * 64,
        file_sha256="1" * 64,
        size_bytes=8,
        pages=12,
        created_at=AT,
        published_at=AT,
    )


def _recommendation(of: Result) -> Recommendation:
    policy = MatchingPolicy.objects.create(code="t", document={}, checksum="0" * 64, effective_from=AT)
    pool = PoolSnapshot.objects.create(checksum="0" * 64, members=b"")
    return Recommendation.objects.create(
        result=of, policy=policy, engine="1", need={}, pool=pool, ranking={}, checksum="0" * 64, created_at=AT
    )


def _moved(to: Organisation) -> None:
    """From today on; until yesterday the district was with whom it was."""
    Jurisdiction.objects.filter(sigungu="48123").update(valid_to=date(2026, 1, 31))
    Jurisdiction.objects.create(technopark=to, sigungu="48123", valid_from=date(2026, 2, 1))


def _by(park: Organisation) -> Actor:
    place = Place(park.pk, "technopark", "officer")
    return Actor(user_id=uuid.uuid4(), places=(place,), place=place, has_second_factor=True)


def _doors(hanbit: Result, report: Report, made: Recommendation) -> dict[str, str]:
    return {
        "result page": f"/results/{hanbit.pk}/",
        "why page": f"/results/{hanbit.pk}/why/TOTAL/",
        "report page": f"/reports/{report.pk}/",
        "report file": f"/reports/{report.pk}/file/",
        "recommendation page": f"/suppliers/recommendations/{made.pk}/",
        "result api": f"/api/v1/results/{hanbit.pk}/",
        "regional api": f"/api/v1/regional-results/{hanbit.pk}/",
        "report api": f"/api/v1/reports/{report.pk}/",
        "report file api": f"/api/v1/reports/{report.pk}/file/",
        "recommendation api": f"/api/v1/recommendations/{made.pk}/",
    }


LISTS = ("results", "regional-results", "reports", "recommendations")


def test_the_former_technopark_is_refused_at_every_door(gyeongnam: Organisation, seoul: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    doors = _doors(hanbit, _report(hanbit), _recommendation(hanbit))
    browser = signed_in(officer(gyeongnam))
    assert {name: browser.get(f"/api/v1/{name}/").json()["count"] for name in LISTS} == dict.fromkeys(
        LISTS, 1
    )
    as_portal()
    _moved(seoul)
    assert {name: browser.get(f"/api/v1/{name}/").json()["count"] for name in LISTS} == dict.fromkeys(
        LISTS, 0
    )
    assert {name: browser.get(url).status_code for name, url in doors.items()} == dict.fromkeys(doors, 404)
    for url in ("/regional/", "/reports/"):
        assert "한빛정밀" not in browser.get(url).content.decode()
    assert _ordered(browser, hanbit).status_code == 404
    assert "한빛정밀" not in browser.post("/regional/export/", {"reason": "설명회 초대"}).content.decode()


def _counts(browser: Client) -> dict[str, int]:
    return {name: browser.get(f"/api/v1/{name}/").json()["count"] for name in LISTS}


def _ordered(browser: Client, hanbit: Result) -> HttpResponse:
    answer: HttpResponse = browser.post(
        "/api/v1/reports/", {"result": str(hanbit.pk), "language": "ko"}, content_type="application/json"
    )
    return answer


READERS: dict[str, Callable[[Actor], int]] = {
    "results": lambda by: Result.objects.visible_to(by).count(),
    "readable results": lambda by: readable(by).count(),
    "reports": lambda by: Report.objects.visible_to(by).count(),
    "recommendations": lambda by: Recommendation.objects.visible_to(by).count(),
}


@pytest.mark.parametrize("reader", READERS)
def test_the_querysets_alone_follow_the_jurisdiction(
    reader: str, gyeongnam: Organisation, seoul: Organisation
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam, seoul)
    _report(hanbit)
    _recommendation(hanbit)
    # The portal itself asks, so PostgreSQL's wall is down: only the queryset decides.
    assert (READERS[reader](_by(gyeongnam)), READERS[reader](_by(seoul))) == (1, 0)
    _moved(seoul)
    assert (READERS[reader](_by(gyeongnam)), READERS[reader](_by(seoul))) == (0, 1)


WALLED = ("assessments_result", "portal_report", "matching_recommendation")


@pytest.mark.parametrize("table", WALLED)
def test_the_wall_in_the_database_alone_follows_the_jurisdiction(
    table: str, gyeongnam: Organisation, seoul: Organisation
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    _report(hanbit)
    _recommendation(hanbit)
    assert _rows(table, gyeongnam) == 1
    _moved(seoul)
    assert _rows(table, gyeongnam) == 0


def _rows(table: str, park: Organisation) -> int:
    enter(_by(park))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        row = cursor.fetchone()
    as_portal()
    assert row is not None
    return int(row[0])


def test_a_jurisdiction_that_has_not_begun_opens_nothing(seoul: Organisation) -> None:
    busan = technopark("BUSAN", "부산테크노파크")
    Jurisdiction.objects.create(
        technopark=busan, sigungu="48123", valid_from=date(2999, 1, 1), valid_to=date(2999, 12, 31)
    )
    shared("한빛정밀", 1, "48123", busan)
    assert Result.objects.visible_to(_by(busan)).count() == 0
    assert _rows("assessments_result", busan) == 0


def test_suppliers_and_the_company_itself_are_not_asked_for_a_district() -> None:
    supplier = Organisation.objects.create(kind="supplier", name="미래자동화")
    hanbit = shared("한빛정밀", 1, "48123", supplier)
    for holder in (supplier, hanbit.organisation):
        place = Place(holder.pk, holder.kind, "administrator")
        by = Actor(user_id=uuid.uuid4(), places=(place,), place=place)
        assert Result.objects.visible_to(by).count() == 1
        enter(by)
        assert (Result.objects.count(), Share.objects.count()) == (1, 1)
        as_portal()
