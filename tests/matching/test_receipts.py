"""What a supplier is told: receipts, the next thing to do, and why something is not possible yet."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from core.models import Notice
from core.web import Refused
from matching import actions
from matching.models import Consultation
from matching.queries.completeness import completeness_of
from tests.core.accounts.people import actor, hanbit, organisation, person, signed_in
from tests.matching.world import AT, mirae, record, works_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def test_a_request_to_be_verified_has_a_receipt_with_number_day_and_what_to_expect() -> None:
    row = mirae(verified_at=None, is_published=False)
    seller = works_for(row)
    actions.ask_for_verification(by=actor(seller), at=AT)
    told = Notice.objects.get(user_id=seller.pk, code="supplier-verification-asked")
    assert told.params["number"].startswith("V-261121-")
    assert told.params["expected"] > "2026-11-21"
    assert told.params["number"] in mail.outbox[-1].body


def test_who_has_not_confirmed_the_address_is_asked_to_do_that_first() -> None:
    row = mirae(verified_at=None, is_published=False)
    seller = works_for(row)
    EmailAddress.objects.filter(user=seller).update(verified=False)
    seen = signed_in(seller).get("/suppliers/mine/").content.decode()
    assert "먼저 이메일 주소를 확인하십시오" in seen
    with pytest.raises(Refused) as refused:
        actions.ask_for_verification(by=actor(seller), at=AT)
    assert refused.value.code == "unverified"


def test_without_a_company_the_desk_leads_to_registering_one() -> None:
    answer = signed_in(person("new@mirae.example")).get("/suppliers/mine/")
    assert answer.status_code == 403
    assert "/organisations/new/?next=%2Fsuppliers%2Fmine%2F&amp;kind=supplier" in answer.content.decode()


def test_no_free_place_is_an_entry_and_not_a_missing_one() -> None:
    row = mirae(capacity_open=0)
    assert "capacity" not in {part.code for part in completeness_of(row).missing}


def test_before_the_verification_the_customer_cannot_be_asked_and_the_page_says_why() -> None:
    row = mirae(verified_at=None, is_published=False)
    made = record(row, is_confirmed=False)
    seen = signed_in(works_for(row)).get("/suppliers/mine/").content.decode()
    assert "먼저 기업 확인을 마쳐야 합니다" in seen
    assert f"/suppliers/mine/projects/{made.pk}/customer/" not in seen


def test_the_list_shows_how_an_enquiry_begins_and_an_answer_leads_to_the_next() -> None:
    row = mirae()
    seller = works_for(row)
    rows = [
        Consultation.objects.create(
            organisation=each, supplier=row, recipient=row.organisation, domains=["MES"], start="soon",
            need="프레스 3대의 실적을 모으려 합니다.\n둘째 줄", due_on=AT.date(),
            asked_at=AT, changed_at=AT, state="asked",
        )
        for each in (hanbit(), organisation("company", "다산기계", "1248100998"))
    ]  # fmt: skip
    browser = signed_in(seller)
    seen = browser.get("/suppliers/consultations/").content.decode()
    assert "프레스 3대의 실적을 모으려 합니다." in seen
    assert "둘째 줄" not in seen
    url = f"/suppliers/consultations/{rows[0].pk}/"
    answered = browser.post(f"{url}answer/", {"body": "방문해서 설비를 보고 싶습니다."}, follow=True)
    assert f"/suppliers/consultations/{rows[1].pk}/" in answered.content.decode()
