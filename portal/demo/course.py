"""Hanbit's way over two years: two older results of its plant, two investments, a confirmed project."""

import uuid
from datetime import date, timedelta

from assessments.actions.investments import InvestmentFacts, add_investment
from assessments.demo import DemoResult, bulk_results
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import Actor
from core.accounts.middleware import places_of
from core.models import User
from core.scope import acting, acting_as_system
from core.web.wording import SEOUL
from matching.models import Confirmation, TrackRecord
from matching.workflow import Step

YEAR = timedelta(days=365)
LOWERED = {2: ("PRC", "SYS", "STR", "PRF"), 1: ("SYS", "PRF1")}
"""What stood a level lower so many years ago; the older result lacks what the younger lacks as well."""


def walk(
    last: Result, version: FrameworkVersion, owner: User, ids: dict[int, tuple[uuid.UUID, uuid.UUID]]
) -> bool:
    """Make the way to Hanbit's `last` result; False where it stands already.

    `ids` names session and result of so many years ago.
    """
    with acting_as_system():
        if Result.objects.filter(pk=ids[1][1]).exists():
            return False
        bulk_results(version, [_older(last, years, *ids[years]) for years in (2, 1)])
        _built(last)
    by = Actor(user_id=owner.pk, places=places_of(owner.pk), place=places_of(owner.pk)[0])
    for facts in _spent(last):
        with acting(by):
            add_investment(facts=facts, by=by, at=last.submitted_at)
    return True


def _older(last: Result, years: int, session: uuid.UUID, result: uuid.UUID) -> DemoResult:
    return DemoResult(
        organisation_id=last.organisation_id,
        session_id=session,
        result_id=result,
        sigungu=last.sigungu,
        industry=last.industry,
        size=last.size,
        employees=None,
        average_sales_won=None,
        answers={item: _level(item, value, years) for item, value in last.answers.items()},
        at=last.submitted_at - years * YEAR,
        plant_name=last.plant_name,
    )


def _level(item: str, value: str, years: int) -> str:
    """The answer so many years ago: lower by one for each year in which its area was raised."""
    if not value.isdigit():
        return value
    steps = sum(item.startswith(LOWERED[year]) for year in range(1, years + 1))
    return str(max(int(value) - steps, 0))


def _built(last: Result) -> None:
    """A project that counts, of the year before the last result, was one at Hanbit."""
    day = last.submitted_at.astimezone(SEOUL).date()
    known = TrackRecord.objects.confirmed().filter(
        sido=last.sigungu[:2],
        finished_on__gt=day - YEAR,
        finished_on__lt=day - timedelta(days=60),
        confirmations__isnull=True,
    )
    record = known.order_by("-finished_on", "pk").first()
    if record is None or record.customer_confirmed_at is None:
        return
    Confirmation.objects.create(
        supplier_id=record.supplier_id,
        record=record,
        organisation_id=last.organisation_id,
        state=Step.CHECKED.value,
        asked_at=record.customer_confirmed_at - timedelta(days=2),
        answered_at=record.customer_confirmed_at,
        expires_at=record.customer_confirmed_at + timedelta(days=12),
        ended_at=record.checked_at,
    )


def _spent(last: Result) -> tuple[InvestmentFacts, ...]:
    day = last.submitted_at.astimezone(SEOUL).date()
    return (
        InvestmentFacts(
            plant_id=last.plant_id,
            spent_on=_months_before(day, 18),
            domain="MES",
            words="2개 라인의 실적을 단말기로 입력",
            supplier_name="미래시스템",
            amount_won=120_000_000,
            grant_pct=50,
            programme="스마트공장 구축 지원(기초)",
        ),
        InvestmentFacts(
            plant_id=last.plant_id,
            spent_on=_months_before(day, 5),
            words="프레스 4대에 진동 센서",
            amount_band="UNDER_50M",
            grant_pct=0,
        ),
    )


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
