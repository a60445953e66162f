"""What ends when the last member of a supplier or a company closes the account."""

from datetime import timedelta

import pytest
from django.core import mail as outbox

from core.accounts.actions.closing import close_account
from core.accounts.actor import SYSTEM
from core.models import Event, Notice, User
from core.scope import acting, acting_as_system
from matching import actions
from matching.actions.consult import NeedSheet
from matching.actions.consultations import count_late
from matching.models import Confirmation, Consultation, Supplier
from matching.queries.consultations import thread_of
from tests.core.accounts.people import AT, PASSWORD, actor, hanbit, person, signed_in
from tests.matching.world import mirae, record, works_for

pytestmark = pytest.mark.django_db
SHEET = NeedSheet(domains=("MES",), need="생산 실적을 실시간으로 모으고 싶습니다.", start="quarter")


def leave(user: User, days: int = 0) -> None:
    with acting(actor(user)):
        close_account(by=actor(user), at=AT + timedelta(days=days), password=PASSWORD)


def under_way(row: Supplier, seller: User, buyer: User) -> None:
    """The company's enquiry, unanswered, and the supplier's request to confirm a project."""
    with acting(actor(buyer)):
        actions.ask_supplier(by=actor(buyer), at=AT, supplier_id=row.pk, sheet=SHEET)
    with acting(actor(seller)):
        made = record(row, is_confirmed=False)
        number = buyer.memberships.get().organisation.business_number
        actions.ask_customer(by=actor(seller), at=AT, record_id=made.pk, business_number=number)


def all_is_over(row: Supplier) -> None:
    """Nothing is open, and no clock runs against the supplier."""
    with acting_as_system():
        assert Consultation.objects.get().state == "closed"
        request = Confirmation.objects.get()
        assert (request.state, request.token_hash) == ("withdrawn", "")
        assert count_late(by=SYSTEM, at=AT + timedelta(days=90)) == 0
        assert (
            not Notice.objects.unread().filter(code__in=["consultation-asked", "project_to_confirm"]).exists()
        )
    row.refresh_from_db()
    assert (row.requests_received, row.requests_answered_in_time) == (0, 0)


@pytest.mark.parametrize("days", [0, 60])
def test_what_a_company_asked_and_was_asked_ends_uncounted_with_its_last_member(days: int) -> None:
    row = mirae()
    seller, buyer = works_for(row), person("owner@hanbit.example", hanbit())
    under_way(row, seller, buyer)
    leave(buyer, days)
    all_is_over(row)
    with acting_as_system():
        assert Notice.objects.filter(user_id=seller.pk, code="consultation-closed").count() == 1


def test_what_a_supplier_asked_and_was_asked_ends_uncounted_with_its_last_member() -> None:
    row = mirae()
    seller, buyer = works_for(row), person("owner@hanbit.example", hanbit())
    under_way(row, seller, buyer)
    leave(seller)
    all_is_over(row)


def test_the_profile_is_hidden_with_the_last_member_and_not_before() -> None:
    row = mirae()
    row.is_published = True
    row.save(update_fields=["is_published"])
    people = [person(f"{each}@mirae.example", row.organisation) for each in ("a", "b")]
    for user, is_public in zip(people, (True, False), strict=True):
        with acting(actor(user)):
            close_account(by=actor(user), at=AT, password=PASSWORD)
        row.refresh_from_db()
        assert row.is_published is is_public
    assert Event.objects.filter(verb="supplier.hidden").count() == 1


def test_whoever_left_the_company_is_no_contact_of_it_any_more() -> None:
    row = mirae()
    seller, buyer = works_for(row), person("owner@hanbit.example", hanbit())
    under_way(row, seller, buyer)
    with acting(actor(seller)):
        asked = Consultation.objects.get()
        actions.answer(by=actor(seller), at=AT, consultation_id=asked.pk, body="방문해서 보겠습니다.")
        known = thread_of(asked.pk, actor(seller))
        assert known is not None
        assert known.contact is not None
        assert known.contact.email == buyer.email
    with acting_as_system():
        buyer.memberships.update(state="ended", ended_at=AT)
    with acting(actor(seller)):
        known = thread_of(asked.pk, actor(seller))
        assert known is not None
        assert known.contact is None


def test_the_other_sides_are_told_when_the_last_member_of_a_supplier_leaves() -> None:
    row = mirae()
    seller, buyer = works_for(row), person("owner@hanbit.example", hanbit())
    under_way(row, seller, buyer)
    with acting(actor(seller)):
        by_mail = record(row, is_confirmed=False)
        actions.ask_customer(by=actor(seller), at=AT, record_id=by_mail.pk, email="boss@daehan.example")
    outbox.outbox.clear()
    leave(seller)
    with acting_as_system():
        told = Notice.objects.filter(user_id=buyer.pk, settled_at__isnull=True)
        assert set(told.values_list("code", flat=True)) == {"consultation-ended", "project_ask_ended"}
    assert ["boss@daehan.example"] in [each.to for each in outbox.outbox]


def test_a_request_to_be_verified_is_taken_back_with_the_last_member() -> None:
    row = mirae(verified_at=None, is_published=False, verification_asked_at=AT)
    leave(works_for(row))
    row.refresh_from_db()
    assert row.verification_asked_at is None


def test_the_page_says_beforehand_what_ends_and_how_to_come_back() -> None:
    row = mirae(verification_asked_at=AT)
    seller, buyer = works_for(row), person("owner@hanbit.example", hanbit())
    under_way(row, seller, buyer)
    seen = signed_in(seller).get("/account/close/").content.decode()
    for line in ("검색과 추천에서 바로", "기업 확인 요청을", "진행 중인 문의 1건", "확인 요청 1건", "1357"):
        assert line in seen
    assert "결과를 열 수 없습니다" not in seen
