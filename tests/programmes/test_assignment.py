"""Who serves which district: changed by the ministry, with dates, never twice on one day."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.accounts.actor import SYSTEM, VISITOR
from core.audit.models import Event
from core.models import Organisation
from core.web import Refused
from programmes.actions import assign_district
from programmes.models import Handover, Jurisdiction
from programmes.queries import technopark_of, today
from tests.core.accounts.people import AT, actor, ministry, person, signed_in
from tests.programmes.world import as_portal, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
URL = "/regional/jurisdictions/assign/check/"


@pytest.fixture
def parks() -> tuple[Organisation, Organisation]:
    return technopark("GYEONGNAM", "경남테크노파크", "48123"), technopark("SEOUL", "서울테크노파크", "11350")


def assign(park: Organisation, sigungu: str, day: date) -> Handover:
    return assign_district(by=SYSTEM, at=AT, technopark_id=park.pk, sigungu=sigungu, valid_from=day)


def seen_in(answer: Any) -> str:
    """The state of the district that a check page carries to its confirmation."""
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', answer.content.decode())
    assert found, answer.content.decode()[:2000]
    return found[1]


def test_the_one_before_ends_the_day_before(parks: tuple[Organisation, Organisation]) -> None:
    gyeongnam, seoul = parks
    day = today() + timedelta(days=10)
    assign(seoul, "48123", day)
    assert technopark_of("48123", day - timedelta(days=1)) == gyeongnam
    assert technopark_of("48123", day) == seoul
    assert Event.objects.get(verb="jurisdiction.assigned").data["before"] == "GYEONGNAM"


def test_a_planned_assignment_is_replaced(parks: tuple[Organisation, Organisation]) -> None:
    gyeongnam, seoul = parks
    jeju = technopark("JEJU", "제주테크노파크")
    assign(seoul, "48123", today() + timedelta(days=20))
    assign(jeju, "48123", today() + timedelta(days=10))
    day = today()
    found = [technopark_of("48123", day + timedelta(days=n)) for n in (9, 10, 20, 400)]
    assert found == [gyeongnam, jeju, jeju, jeju]


def test_former_codes_go_with_their_district() -> None:
    gwangju = technopark("GWANGJU", "광주테크노파크", "12210", "29110")
    jeonnam = technopark("JEONNAM", "전남테크노파크")
    assign(jeonnam, "12210", today())
    assert technopark_of("29110") == technopark_of("12210") == jeonnam
    assert technopark_of("29110", today() - timedelta(days=1)) == gwangju


def test_a_district_nobody_serves_can_be_given(parks: tuple[Organisation, Organisation]) -> None:
    assign(parks[0], "48250", today())
    assert technopark_of("48250") == parks[0]


@pytest.mark.parametrize(
    ("sigungu", "days", "to_itself", "code"),
    [
        ("48123", 1, True, "same-technopark"),
        ("48123", -20_000, False, "too-early"),
        ("99999", 1, False, "unknown-district"),
        ("48", 1, False, "unknown-district"),
        ("29110", 1, False, "unknown-district"),
    ],
)
def test_what_cannot_be_is_refused(
    parks: tuple[Organisation, Organisation], sigungu: str, days: int, to_itself: bool, code: str
) -> None:
    before = list(Jurisdiction.objects.order_by("pk").values())
    park = parks[0 if to_itself else 1]
    with pytest.raises(Refused) as refused:
        assign(park, sigungu, today() + timedelta(days=days))
    assert refused.value.code == code
    assert list(Jurisdiction.objects.order_by("pk").values()) == before


def test_only_the_ministry_assigns(parks: tuple[Organisation, Organisation]) -> None:
    for by in (VISITOR, actor(person("officer@gntp.example", parks[0], "officer"))):
        with pytest.raises(Refused) as refused:
            assign_district(by=by, at=AT, technopark_id=parks[1].pk, sigungu="48123", valid_from=today())
        assert refused.value.status == 403


def test_the_database_refuses_two_technoparks_on_one_day(parks: tuple[Organisation, Organisation]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Jurisdiction.objects.create(
            technopark=parks[1], sigungu="48123", valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 1)
        )


def test_the_pages_of_the_ministry(parks: tuple[Organisation, Organisation]) -> None:
    browser = signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))
    assert "경남테크노파크" in browser.get("/regional/jurisdictions/").content.decode()
    assert "창원시 성산구" in browser.get("/regional/jurisdictions/GYEONGNAM/").content.decode()
    assert browser.get("/regional/jurisdictions/NONE/").status_code == 404
    day = timezone.localdate() + timedelta(days=3)
    form = {"sigungu": "48123", "technopark": parks[1].pk, "valid_from": day, "reason": "행정구역 개편"}
    receipt = browser.post(URL, form | {"seen": seen_in(browser.get(URL, form))})["Location"]
    as_portal()
    made = Handover.objects.get()
    assert receipt == f"/regional/jurisdictions/handovers/{made.pk}/"
    shown = browser.get(receipt).content.decode()
    assert "행정구역 개편" in shown
    assert "예정" in shown
    assert "예정" in browser.get("/regional/jurisdictions/SEOUL/").content.decode()
    assert "서울테크노파크" in browser.get("/regional/jurisdictions/handovers/").content.decode()
    assert browser.get(f"/regional/jurisdictions/handovers/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"sigungu": "99999"},
        {"sigungu": "\0"},
        {"technopark": "not-a-uuid"},
        {"technopark": "\0"},
        {"valid_from": "어제"},
        {"valid_from": "0001-01-01"},
        {"valid_from": "9999-12-31"},
        {"valid_from": "2000-01-01"},
        {"reason": ""},
        {"reason": "네"},
        {"reason": "가" * 501},
    ],
)
def test_a_wrong_form_keeps_what_was_typed(
    parks: tuple[Organisation, Organisation], change: dict[str, str]
) -> None:
    browser = signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))
    form = {"sigungu": "48123", "technopark": str(parks[1].pk), "valid_from": "2027-01-01"}
    form["reason"] = "행정구역 개편"
    for answer in (browser.get(URL, form | change), browser.post(URL, form | change)):
        assert answer.status_code == 422
        assert "오류" in answer.content.decode()
    as_portal()
    assert ("sigungu" in change) or 'value="48123" selected' in answer.content.decode()
    assert technopark_of("48123", date(2030, 1, 1)) == parks[0]


def test_loading_again_keeps_what_an_administrator_changed() -> None:
    call_command("load_jurisdictions", verbosity=0)
    assert Organisation.objects.filter(kind="technopark").count() == 19
    number = Jurisdiction.objects.count()
    jeju = Organisation.objects.get(code="JEJU")
    assign(jeju, "48123", today())
    call_command("load_jurisdictions", verbosity=0)
    assert technopark_of("48123") == jeju
    assert Jurisdiction.objects.count() == number + 1
