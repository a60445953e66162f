"""The day of a technopark: what happened in its districts, once, to everybody who works there."""

import uuid
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.share import share_result, withdraw_share
from assessments.models import Result, Share
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.jobs import lease as leases
from core.jobs.actions import owe
from core.jobs.models import Job
from core.jobs.run import run
from core.models import Notice
from core.notices.telling import words
from core.scope import acting, acting_as_system
from core.web.wording import SEOUL
from portal.news.day import Day, day_of, tell_technoparks
from portal.news.handlers import DESK_DAY
from portal.reports.models import Report
from programmes.models import Jurisdiction, ListExport
from tests.assessments.test_share import PLANT, result_of
from tests.core.accounts.people import AT, NUMBERS, actor, gyeongnam_tp, hanbit, organisation, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
NEXT = date(2026, 11, 22)
EVENING = datetime(2026, 11, 21, 18, tzinfo=SEOUL)


@pytest.fixture
def park() -> Organisation:
    made = gyeongnam_tp()
    Jurisdiction.objects.create(technopark=made, sigungu=PLANT["sigungu"], valid_from=date(2020, 1, 1))
    return made


def shared(company: Organisation, park: Organisation, at: datetime = EVENING) -> tuple[Share, Any, Result]:
    by, result = actor(person(f"{company.business_number}@x.example", company)), result_of(company)
    with acting(by):
        share = share_result(by=by, at=at, result_id=result.pk, recipient_id=park.pk)
    return share, by, result


def exported(park: Organisation, *results: uuid.UUID, **fields: Any) -> ListExport:
    with acting_as_system():
        return ListExport.objects.create(
            organisation=park, made_by_id=uuid.uuid4(), made_at=AT, reason="수요 조사",
            result_ids=list(results), rows=len(results), companies=1,
            **{"delete_by_on": NEXT + timedelta(days=60), **fields},
        )  # fmt: skip


def day(park: Organisation, since: date = DAY, until: date = NEXT) -> Day:
    with acting_as_system():
        return day_of(park, since=since, until=until)


def test_what_was_shared_that_day_is_named_and_led_to(park: Organisation) -> None:
    _share, _by, result = shared(hanbit(), park)
    found = day(park)
    assert found.shared == ["한빛정밀"]
    submitted = result.submitted_at.astimezone(SEOUL).date()
    assert found.url == f"/regional/?submitted_from={submitted}&submitted_to={submitted}"
    assert Day([], ["한빛정밀"], [], 0, 0, "").url == "/regional/"
    assert day(park, NEXT, NEXT + timedelta(days=1)).is_quiet
    assert day(park, DAY - timedelta(days=1), DAY).is_quiet


def test_a_district_of_another_technopark_is_not_its_news(park: Organisation) -> None:
    shared(hanbit(), park)
    Jurisdiction.objects.all().delete()
    assert day(park).is_quiet


def test_a_withdrawal_says_when_a_file_still_holds_the_rows(park: Organisation) -> None:
    share, by, result = shared(hanbit(), park, AT - timedelta(days=9))
    other = organisation("company", "다산정공", NUMBERS["dasan"])
    second, other_by, gone = shared(other, park, AT - timedelta(days=9))
    exported(park, result.pk, uuid.uuid4())
    exported(park, gone.pk, deleted_at=EVENING)
    for each, who in ((share, by), (second, other_by)):
        with acting(who):
            withdraw_share(by=who, at=EVENING, share_id=each.pk)
    found = day(park)
    assert found.withdrawn == ["다산정공", "한빛정밀"]
    assert found.copies == ["한빛정밀"]
    _title, text, _action = words("desk_day", {"copies": found.copies})
    assert text == "제공을 거둔 기업이 내보낸 파일에 들어 있습니다. 파일에서 지우십시오: 한빛정밀."


def test_what_was_withdrawn_and_shared_again_is_not_withdrawn(park: Organisation) -> None:
    share, by, result = shared(hanbit(), park, AT - timedelta(days=9))
    with acting(by):
        withdraw_share(by=by, at=EVENING, share_id=share.pk)
        share_result(by=by, at=EVENING + timedelta(hours=1), result_id=result.pk, recipient_id=park.pk)
    assert day(park).withdrawn == []


@pytest.mark.parametrize(
    ("last_day", "is_told"),
    [(NEXT + timedelta(days=7), True), (DAY, True), (NEXT, False), (NEXT + timedelta(days=8), False)],
)
def test_a_file_is_told_of_a_week_before_it_is_due_and_when_it_is_over(
    park: Organisation, last_day: date, is_told: bool
) -> None:
    exported(park, uuid.uuid4(), delete_by_on=last_day)
    exported(park, uuid.uuid4(), delete_by_on=last_day, deleted_at=EVENING)
    assert day(park).due == int(is_told)


def test_a_new_report_on_a_shared_result_counts(park: Organisation) -> None:
    _share, _by, result = shared(hanbit(), park, AT - timedelta(days=9))
    job = Job.objects.create(kind="report", dedupe_key="r", not_before=AT)
    with acting_as_system():
        Report.objects.create(
            result=result, job=job, language="ko", template_version="1", number="IE-1", content={},
            content_sha256="0" * 64, file_sha256="1" * 64, created_at=AT, published_at=EVENING,
        )  # fmt: skip
    assert day(park).reports == 1


def test_everybody_there_hears_it_once_in_one_mail(park: Organisation) -> None:
    officers = {person(f"{each}@tp.example", park, "officer").pk for each in ("a", "b")}
    shared(hanbit(), park)
    outbox.outbox.clear()
    with acting_as_system():
        assert tell_technoparks(since=DAY, until=NEXT) == 1
        tell_technoparks(since=DAY, until=NEXT)
    notices = Notice.objects.filter(code="desk_day")
    assert {each.user_id for each in notices} == officers
    assert len(notices) == len(outbox.outbox) == 2
    assert "한빛정밀" in outbox.outbox[0].body


def test_a_quiet_day_is_told_to_nobody(park: Organisation) -> None:
    person("a@tp.example", park, "officer")
    with acting_as_system():
        assert tell_technoparks(since=DAY, until=NEXT) == 0
    assert not Notice.objects.exists()


def test_a_missed_round_is_made_up_for_by_the_next(park: Organisation) -> None:
    officer = person("a@tp.example", park, "officer")
    shared(hanbit(), park)
    Notice.objects.all().delete()
    Job.objects.all().delete()
    for number, state in ((20, "done"), (22, "failed")):
        Job.objects.create(
            kind=DESK_DAY, dedupe_key=f"{DESK_DAY}:2026-11-{number}", state=state, not_before=AT,
            payload={"day": f"2026-11-{number}"},
        )  # fmt: skip
    owe(kind=DESK_DAY, dedupe_key=f"{DESK_DAY}:2026-11-23", payload={"day": "2026-11-23"}, by=SYSTEM, at=AT)
    (lease,) = leases.offer(window=4)
    assert run(lease) == "done"
    assert Notice.objects.get().user_id == officer.pk


def test_a_day_costs_the_same_queries_however_much_happened(park: Organisation) -> None:
    costs = []
    for number, company in enumerate((hanbit(), organisation("company", "다산정공", NUMBERS["dasan"]))):
        _share, _by, result = shared(company, park)
        exported(park, result.pk, delete_by_on=DAY)
        with acting_as_system(), CaptureQueriesContext(connection) as seen:
            found = day_of(park, since=DAY, until=NEXT)
        assert len(found.shared) == number + 1
        costs.append(len(seen))
    assert len(set(costs)) == 1


def test_the_day_counts_companies_and_what_waits(park: Organisation) -> None:
    shared(hanbit(), park)
    shared(organisation("company", "다산정공", NUMBERS["dasan"]), park)
    found = day(park)
    assert found.waiting == 2
    _title, text, _action = words("desk_day", asdict(found))
    assert text == "새로 결과를 제공한 기업 2곳: 다산정공, 한빛정밀. 지금 처리할 결과는 모두 2건입니다."
