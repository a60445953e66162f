"""The desk of the demonstration's technopark in the middle of its work: states, notes, reports."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import islice

from core.accounts.actor import Actor
from core.accounts.demo import make_person
from core.accounts.models import Membership
from core.accounts.roles import Role
from core.audit.models import AccessRecord
from core.models import Organisation, User
from matching.demo import DemoCompany, company_stream
from portal.demo.accounts import PASSWORD
from portal.reports.actions import order_report
from portal.reports.composition import edition_of
from programmes.models import DeskRow, Review, SavedView, State

PARK = "GYEONGNAM"
SHARED = 130
"""So many companies share a result with it, as many as fill a list of several pages."""
SIFTED = 6_000
"""Among so many further companies those of its districts are looked for."""
REPORTS = 3
REACHED_EVERY = 5
"""Among the results not opened yet, at every fifth company somebody can be asked for its contact."""
NOTES = (
    "12월 3일 방문 상담하기로 함. 프레스 설비 3대의 데이터 수집 방법을 먼저 묻고 싶다고 함.",
    "전화함. 대표가 해외 출장 중이라 다음 주 화요일에 다시 연락하기로 함.",
    "기초 단계 사업 안내 자료를 보냄. 자부담 비율을 검토한 뒤 알려 주기로 함.",
    "품질 담당자와 통화함. 불량 기록을 아직 종이로 하고 있어 교육부터 원함.",
    "공급기업 두 곳의 견적을 받는 중. 12월 중순에 견적 비교를 함께 보기로 함.",
    "올해는 설비 증설 때문에 어렵다고 함. 내년 2월에 다시 연락.",
)
VIEWS = (
    ("기초 단계 처리할 것", "tier=basic&state=pending"),
    ("연락하고 답 기다림", "state=contacted&sort=submitted"),
)
_STATES = (State.CONTACTED, State.DONE, State.NEW, State.READING, State.NEW, State.DONE, State.CONTACTED)
_UNTOUCHED = 40
"""So many of the newest results nobody has opened yet."""


def neighbours(known: Collection[DemoCompany], codes: Collection[str], on: date) -> list[DemoCompany]:
    """All known, and further companies of these districts that share, until the desk has its number."""
    missing = SHARED - sum(each.shares_with_technopark and each.sigungu in codes for each in known)
    stream = islice(company_stream(on=on), len(known), SIFTED)
    found = (each for each in stream if each.shares_with_technopark and each.sigungu in codes)
    return [*known, *islice(found, max(0, missing))]


def work(officer: User, *, by: Actor, at: datetime) -> None:
    """What the officer has done so far; nothing where somebody has worked there already."""
    park = Organisation.objects.get(kind="technopark", code=PARK)
    if Review.objects.filter(organisation=park).exists():
        return
    rows = list(DeskRow.objects.filter(recipient=park).order_by("-submitted_at", "result_id"))
    _reviews(rows[_UNTOUCHED:], park, officer, at)
    _askable(rows[:_UNTOUCHED:REACHED_EVERY])
    SavedView.objects.bulk_create(
        SavedView(organisation=park, user=officer, name=name, query=query, made_at=at + timedelta(seconds=n))
        for n, (name, query) in enumerate(VIEWS)
    )
    for row in rows[_UNTOUCHED : _UNTOUCHED + REPORTS]:
        order(row.result_id, by=by, at=at)


def order(result_id: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """Order the Korean report of a result; the worker makes it as any other."""
    edition = edition_of(result_id=result_id, language="ko", by=by)
    order_report(result_id=result_id, edition=edition, by=by, at=at)


def _askable(rows: list[DeskRow]) -> None:
    """Give each company an administrator who gets what the technopark asks; nobody is added where one is."""
    taken = set(Membership.objects.active().values_list("organisation_id", flat=True))
    companies = dict.fromkeys(row.organisation_id for row in rows)
    for number, organisation_id in enumerate((each for each in companies if each not in taken), 1):
        make_person(
            f"office{number}@company.example",
            PASSWORD,
            "경영지원팀",
            organisation=Organisation.objects.get(pk=organisation_id),
            role=Role.ADMINISTRATOR.value,
        )


def _reviews(rows: list[DeskRow], park: Organisation, officer: User, at: datetime) -> None:
    reviews, looks = [], []
    for number, row in enumerate(rows):
        when = at - timedelta(hours=number * 3 + 2)
        looks.append(
            AccessRecord(
                at=when,
                actor_id=str(officer.pk),
                organisation_id=str(park.pk),
                act="view",
                subject_organisation_id=str(row.organisation_id),
                subject_kind="result",
                subject_id=str(row.result_id),
            )
        )
        state = _STATES[number % len(_STATES)]
        note = NOTES[number // 3 % len(NOTES)] if state is State.CONTACTED else ""
        if state is not State.NEW:
            reviews.append(
                Review(
                    organisation=park,
                    result_id=row.result_id,
                    state=state.value,
                    state_at=when,
                    state_by_id=officer.pk,
                    note=note,
                    note_version=int(bool(note)),
                    note_at=when if note else None,
                    note_by_id=officer.pk if note else None,
                )
            )
    Review.objects.bulk_create(reviews)
    AccessRecord.objects.bulk_create(looks)
