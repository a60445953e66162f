"""Whom at a company its technopark may ask: as far as the consent went, and no further."""

import pytest
from django.test import Client

from assessments.models import Result, Share
from core.consents.document import document
from core.models import Consent, Organisation
from programmes.contacts import COVERED
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import AT, as_portal, company, officer, result, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123")


@pytest.fixture
def hanbit() -> Result:
    return result(company("한빛정밀", 1))


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def agree(given: Result, park: Organisation, *, items: list[str] | None = None, phone: str = "") -> None:
    """Kim of the company agrees, in the words of today or to these items only."""
    kim = person("kim@hanbit.example", given.organisation, "administrator", name="김한빛", phone=phone)
    wording = document("share_technopark").frozen(park.name)
    if items is not None:
        wording["ko"]["items"] = items
    consent = Consent.objects.create(
        document="share_technopark",
        version="1",
        wording=wording,
        user=kim,
        organisation=given.organisation,
        recipient=park,
        subject_kind="result",
        subject_id=given.pk,
        given_at=AT,
    )
    Share.objects.create(
        result=given, organisation=given.organisation, recipient=park, consent=consent, shared_at=AT
    )


def panel(browser: Client, given: Result) -> str:
    page = browser.get(f"/regional/results/{given.pk}/note/", headers={"HX-Request": "true"})
    assert page.status_code == 200
    context = page.context["desk"].contact
    as_portal()
    return "" if context is None else f"{context.name} {context.email} {context.dialled}"


def test_the_consent_text_of_today_covers_the_contact_of_a_person() -> None:
    assert any(COVERED in item for item in document("share_technopark").texts["ko"].items)


def test_the_person_who_agreed_is_named_with_phone_and_address(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam, phone="055-123-4567")
    assert panel(browser, hanbit) == "김한빛 kim@hanbit.example 0551234567"


def test_a_consent_that_does_not_speak_of_contacts_gives_none(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam, items=["진단 점수"])
    assert panel(browser, hanbit) == ""


def test_once_that_person_has_left_an_administrator_is_named(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam)
    hanbit.organisation.memberships.update(state="ended", ended_at=AT)
    assert panel(browser, hanbit) == ""
    person("member@hanbit.example", hanbit.organisation, "member", name="이직원")
    person("new@hanbit.example", hanbit.organisation, "administrator", name="박대표")
    assert panel(browser, hanbit).startswith("박대표 new@hanbit.example")
