"""Whom at a company its technopark may ask: as far as the consent went, and no further."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from assessments.models import Result, Share
from core.audit.models import Event
from core.consents.document import document
from core.models import Consent, Organisation
from core.notices.models import Notice
from programmes.contacts import COVERED
from programmes.models import Review
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import AT, as_portal, company, officer, result, share, technopark

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


def asked(browser: Client, given: Result) -> str:
    """What the page says after asking for the contact."""
    page = browser.post(f"/regional/results/{given.pk}/contact/", {"in": "sort=name"}, follow=True)
    as_portal()
    assert page.redirect_chain == [(f"/results/{given.pk}/?in=sort%3Dname#review", 302)]
    return str(page.content.decode())


def test_a_company_whose_consent_covers_no_contact_is_asked_once_in_14_days(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam, items=["진단 점수"])
    page = browser.get(f"/results/{hanbit.pk}/").content.decode()
    as_portal()
    assert "포털에는 이 회사의 대표 번호가 없습니다" in page
    assert "연락처 공유 요청하기" in page
    said = asked(browser, hanbit)
    assert "회사에 요청했습니다" in said
    assert "연락처 공유 요청하기" not in said
    assert "이미 요청했습니다" in asked(browser, hanbit)
    notice = Notice.objects.get(code="contact_asked")
    assert (notice.user_id, notice.url) == (
        Consent.objects.get().user_id,
        f"/results/{hanbit.pk}/share/{gyeongnam.pk}/",
    )
    assert Event.objects.get(verb="contact.asked-for").data == {"told": 1}
    Review.objects.update(contact_asked_at=F("contact_asked_at") - timedelta(days=14))
    asked(browser, hanbit)
    assert Notice.objects.filter(code="contact_asked").count() == 2


def test_a_company_that_agrees_to_the_present_words_is_reached_and_keeps_one_share(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam, items=["진단 점수"])
    former = Consent.objects.get()
    kim = former.user
    assert kim
    owner = signed_in(kim)
    address = f"/results/{hanbit.pk}/share/{gyeongnam.pk}/"
    assert "예전 동의문" in owner.get(address).content.decode()
    as_portal()
    assert owner.post(address, {"agree": "on"}).status_code == 302
    as_portal()
    former.refresh_from_db()
    share = Share.objects.get()
    assert share.withdrawn_at is None
    assert former.withdrawn_at is not None
    assert share.consent != former
    assert panel(browser, hanbit).startswith("김한빛")
    assert "이미" in owner.get(address).content.decode()


def test_nobody_is_asked_where_the_contact_is_known_or_nobody_is_left(
    browser: Client, hanbit: Result, gyeongnam: Organisation
) -> None:
    agree(hanbit, gyeongnam)
    assert "연락처가 이미 결과 옆에 있습니다" in asked(browser, hanbit)
    hanbit.organisation.memberships.update(state="ended", ended_at=AT)
    assert "포털을 쓰는 사람이 없어" in asked(browser, hanbit)
    assert not Notice.objects.filter(code="contact_asked").exists()
    elsewhere = signed_in(officer(technopark("SEOUL", "서울테크노파크", "11350")))
    assert elsewhere.post(f"/regional/results/{hanbit.pk}/contact/").status_code == 404


def test_a_company_that_nobody_works_for_here_is_not_offered_to_be_asked(
    browser: Client, gyeongnam: Organisation, hanbit: Result
) -> None:
    share(hanbit, gyeongnam)
    there = f"/results/{hanbit.pk}/"
    page = browser.get(there).content.decode()
    assert "포털을 쓰는 사람이 없어" in page
    assert f"/regional/results/{hanbit.pk}/contact/" not in page
    person("kim@hanbit.example", hanbit.organisation, "administrator", name="김한빛")
    assert f"/regional/results/{hanbit.pk}/contact/" in browser.get(there).content.decode()
