"""Enquiries of the demonstration: one that is new, one answered, one declined, one overdue.

Those that are over are among the enquiries that the supplier's profile counts from the beginning; the new
ones are counted once they are answered or overdue.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import working_days
from core.models import Organisation, User
from core.web.wording import SEOUL
from matching.actions.consult import WORKING_DAYS
from matching.consultation import Side, State
from matching.models import Consultation, Message, Proposal, Supplier

_PRESS = (
    "프레스 3대와 검사 공정의 실적을 지금은 손으로 적습니다. 하루가 지나야 수량을 알 수 있어"
    " 납기를 자주 놓칩니다. 작업자가 현장에서 바로 입력하고 사무실에서 볼 수 있으면 합니다."
)
_QUALITY = (
    "고객사가 로트별 검사 기록을 요구합니다. 지금은 엑셀 파일을 찾아 붙여 보내는데 한 건에 반나절이 걸립니다."
)
_ENERGY = "가열로 두 기의 전기 사용량을 설비별로 나누어 보고 싶습니다. 계측기는 설치되어 있습니다."
_TRACE = "도금 라인의 투입부터 출하까지 이력을 한 번에 조회하고 싶습니다. 바코드 프린터는 이미 있습니다."


@dataclass(frozen=True, slots=True)
class _Enquiry:
    asks: Organisation
    state: State
    need: str
    start: str
    days_ago: int
    said: tuple[tuple[Side, str], ...] = ()


def ask(companies: list[Organisation], mirae: Supplier, other: Supplier, at: datetime) -> int:
    """Enquiries of four companies, the first of them Hanbit, to Mirae, and Hanbit's to another supplier.

    How many were made; none where the supplier was asked before.
    """
    if len(companies) < 4 or Consultation.objects.filter(supplier=mirae).exists():
        return 0
    rows = [_make(each, mirae, at) for each in _to_mirae(companies) if _is_in_numbers(each, mirae)]
    rows.append(_make(_Enquiry(companies[0], State.ASKED, _QUALITY, "half_year", 0), other, at))
    return len(rows)


def _to_mirae(companies: list[Organisation]) -> Iterator[_Enquiry]:
    yield _Enquiry(companies[1], State.ASKED, _QUALITY, "soon", 0)
    yield _Enquiry(companies[3], State.ASKED, _ENERGY, "later", 12)
    yield _Enquiry(
        companies[2],
        State.DECLINED,
        _TRACE,
        "soon",
        20,
        (
            (
                Side.SUPPLIER,
                "도금 라인은 저희가 해 본 적이 없습니다. 표면처리 실적이 있는 곳을 찾아보시기를 권합니다.",
            ),
        ),
    )
    yield _Enquiry(
        companies[0],
        State.ANSWERED,
        _PRESS,
        "quarter",
        9,
        (
            (
                Side.SUPPLIER,
                "프레스 공정은 여러 번 구축해 보았습니다. 설비 제어기 모델과 하루 작업 지시 건수를 알려"
                " 주시면 방문 전에 범위를 정리해 보내겠습니다.",
            ),
            (
                Side.COMPANY,
                "제어기는 두 대가 같은 모델이고 한 대는 구형입니다. 작업 지시는 하루 30건쯤입니다.",
            ),
        ),
    )


def _is_in_numbers(each: _Enquiry, mirae: Supplier) -> bool:
    """Whether the profile's numbers leave room for it; without them only what is not counted yet."""
    return each.days_ago == 0 or (mirae.requests_received > 2 and mirae.requests_answered_in_time > 1)


def _make(each: _Enquiry, supplier: Supplier, at: datetime) -> Consultation:
    asked = at - timedelta(days=each.days_ago)
    times = [asked + timedelta(hours=5 * (number + 1)) for number in range(len(each.said))]
    asker, seller = _person(each.asks), _person(supplier.organisation)
    row = Consultation.objects.create(
        organisation=each.asks,
        supplier=supplier,
        recipient_id=supplier.organisation_id,
        state=each.state.value,
        domains=supplier.domains[:2],
        need=each.need,
        start=each.start,
        asked_at=asked,
        asked_by_id=asker,
        due_on=working_days.after(asked.astimezone(SEOUL).date(), WORKING_DAYS),
        replied_at=times[0] if times else None,
        replied_by_id=seller if times else None,
        changed_at=times[-1] if times else asked,
        is_counted=each.days_ago > 0,
    )
    Message.objects.bulk_create(
        Message(
            consultation=row,
            side=side.value,
            body=body,
            written_at=when,
            written_by_id=asker if side is Side.COMPANY else seller,
        )
        for when, (side, body) in zip(times, each.said, strict=True)
    )
    if each.state is State.ANSWERED:
        _propose(row, at)
    return row


def _propose(row: Consultation, at: datetime) -> None:
    day = at.astimezone(SEOUL).date()
    Proposal.objects.create(
        consultation=row,
        version=1,
        what=(
            "프레스 3대의 제어기를 연결하고 검사대에 단말 2대를 두어 실적을 실시간으로 모읍니다."
            " 생산 현황 화면과 일일 보고를 포함하며, 구형 제어기의 통신 카드 값은 포함하지 않습니다."
        ),
        least_won=84_000_000,
        most_won=105_000_000,
        months=4,
        begin_on=day + timedelta(days=45),
        after_care="1년 무상, 그 뒤 해마다 구축비의 10%. 장애 신고 다음 날까지 방문합니다.",
        assumptions="프레스를 하루에 한 대씩 세울 수 있어야 합니다.",
        valid_to=day + timedelta(days=30),
        sent_at=row.changed_at + timedelta(hours=20),
    )


def _person(place: Organisation) -> uuid.UUID | None:
    found: User | None = User.objects.filter(memberships__organisation=place).order_by("joined_at").first()
    return found.pk if found else None
