"""A finished project counts once its customer confirmed it and an authority checked it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, InternalError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from core.accounts.actor import VISITOR, Actor
from core.accounts.models import Membership, Organisation
from core.models import Event, Notice
from core.scope import acting, acting_as_system, enter
from core.web import Refused
from matching import actions
from matching.actions.asking import ASK_DAYS
from matching.models import Confirmation, Supplier, TrackRecord
from matching.queries.confirmations import asked_of
from matching.queries.profiles import supplier_pool
from matching.workflow import MOVES, OPEN, Act, Step, after
from tests.core.accounts.people import NUMBERS, actor, ministry, organisation, person, signed_in
from tests.matching.test_actions import RECORD
from tests.matching.world import AT, banned, mirae, record, supplier, works_for

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def row() -> Supplier:
    return mirae()


@pytest.fixture
def by(row: Supplier) -> Actor:
    return actor(works_for(row))


@pytest.fixture
def hanbit() -> Organisation:
    made = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    person("owner@hanbit.example", made)
    return made


@pytest.fixture
def customer(hanbit: Organisation) -> Actor:
    return actor(Membership.objects.get(organisation=hanbit).user)  # type: ignore[arg-type]


@pytest.fixture
def park() -> Organisation:
    made = organisation("technopark", "경남테크노파크", code="TP-GN", sigungu="48123")
    person("officer@gntp.example", made, "officer")
    return made


@pytest.fixture
def officer(park: Organisation) -> Actor:
    return actor(Membership.objects.get(organisation=park).user)  # type: ignore[arg-type]


def ask(by: Actor, made: TrackRecord, at: Any = AT, **whom: str) -> Confirmation:
    with acting(by):
        return actions.ask_customer(
            by=by, at=at, record_id=made.pk, **(whom or {"business_number": NUMBERS["hanbit"]})
        )


def ask_by_mail(by: Actor, made: TrackRecord, at: datetime = AT) -> str:
    """The token in the mail."""
    ask(by, made, at, email="buyer@gaon.example")
    found = re.search(r"/suppliers/confirmations/link/([^/]+)/", str(mail.outbox[-1].body))
    assert found
    return found[1]


def confirm(customer: Actor, request: Confirmation, **said: Any) -> None:
    with acting(customer):
        actions.confirm_project(by=customer, at=LATER, request_id=request.pk, **said)


def refused(**_how: Any) -> Any:
    return pytest.raises(Refused)


def told(email: str) -> list[str]:
    with acting_as_system():
        member = Membership.objects.get(user__email=email)
        return list(
            Notice.objects.filter(user_id=str(member.user_id))
            .order_by("created_at")
            .values_list("code", flat=True)
        )


def test_every_step_is_left_only_by_its_own_acts() -> None:
    assert {step for step, _act in MOVES} == OPEN == {Step.ASKED, Step.CONFIRMED}
    for step in Step:
        for act in Act:
            assert after(step, act) == MOVES.get((step, act))
    assert after("checked", Act.RETURN) is None


def test_a_project_confirmed_by_a_company_and_checked_counts_and_verifies_its_technology(
    row: Supplier, by: Actor, customer: Actor, officer: Actor
) -> None:
    made = record(row, is_confirmed=False, domain="POP")
    request = ask(by, made)
    assert told("owner@hanbit.example") == ["project_to_confirm"]
    confirm(customer, request)
    made.refresh_from_db()
    assert (made.customer_confirmed_at, made.checked_at) == (LATER, None)
    assert told("kim@mirae.example") == ["project_confirmed"]
    assert told("officer@gntp.example") == ["project_to_check"]
    assert len(supplier_pool().profiles[str(row.pk)].builds) == 1
    with acting(officer):
        actions.check_project(by=officer, at=LATER, request_id=request.pk)
    row.refresh_from_db()
    made.refresh_from_db()
    assert (row.confirmed_records, row.evidence["POP"], made.customer_name) == (2, "verified", "")
    profile = supplier_pool().profiles[str(row.pk)]
    assert {each.domain for each in profile.builds} == {"MES", "POP"}
    assert profile.domains["POP"].value == "verified"
    assert told("kim@mirae.example") == ["project_confirmed", "project_counts"]
    assert Event.objects.filter(verb="record.checked", subject_id=str(row.pk)).count() == 1
    with acting_as_system():
        assert not Notice.objects.unread().filter(about=f"project:{request.pk}").exists()


def test_a_confirmed_record_can_be_changed_by_nobody(row: Supplier) -> None:
    made = row.track_records.get()
    with pytest.raises((IntegrityError, InternalError), match="append-only"), transaction.atomic():
        TrackRecord.objects.filter(pk=made.pk).update(outcome_ko="달라진 말")


def test_an_address_confirms_by_a_link_that_works_once(row: Supplier, by: Actor, officer: Actor) -> None:
    made = record(row, is_confirmed=False)
    token = ask_by_mail(by, made, timezone.now())
    browser = Client()
    page = browser.get(f"/suppliers/confirmations/link/{token}/")
    assert page.status_code == 200
    assert "불량률이 3.2%에서 1.1%로 줄었습니다." in page.content.decode()
    body = {"answer": "confirm", "publish": "named", "customer": "가온정공", "answered_by": "정가온 부장"}
    short = browser.post(f"/suppliers/confirmations/link/{token}/", {"answer": "confirm"})
    assert short.status_code == 422
    assert browser.post(f"/suppliers/confirmations/link/{token}/", body).status_code == 200
    assert browser.get(f"/suppliers/confirmations/link/{token}/").status_code == 410
    assert browser.post(f"/suppliers/confirmations/link/{token}/", body).status_code == 410
    with acting(officer):
        request = Confirmation.objects.visible_to(officer).get()
        assert (request.state, request.customer, request.token_hash) == ("confirmed", "가온정공", "")
        actions.check_project(by=officer, at=LATER, request_id=request.pk)
    made.refresh_from_db()
    assert made.customer_name == "가온정공"
    assert "고객: 가온정공" in browser.get(f"/suppliers/{row.slug}/").content.decode()


def test_a_link_ends_after_its_days_and_can_be_taken_back(row: Supplier, by: Actor) -> None:
    made = record(row, is_confirmed=False)
    token = ask_by_mail(by, made)
    late = AT + timedelta(days=ASK_DAYS)
    with refused() as no, acting(VISITOR):
        actions.refuse_project(by=VISITOR, at=late, token=token, reason="저희 공장 일이 아닙니다.")
    assert no.value.code == "over"
    assert ask(by, made, late, email="buyer@gaon.example").state == "asked"
    with acting(by):
        actions.withdraw_ask(by=by, at=late, record_id=made.pk)
        assert list(Confirmation.objects.filter(record=made).values_list("state", flat=True)) == [
            "withdrawn",
            "withdrawn",
        ]


def test_a_no_needs_a_reason_which_the_supplier_reads_and_asks_again(
    row: Supplier, by: Actor, customer: Actor
) -> None:
    made = record(row, is_confirmed=False)
    request = ask(by, made)
    with refused() as no, acting(customer):
        actions.refuse_project(by=customer, at=LATER, request_id=request.pk, reason="아님")
    assert no.value.code == "reason-missing"
    with acting(customer):
        actions.refuse_project(
            by=customer, at=LATER, request_id=request.pk, reason="수준은 1에서 2가 아니라 0에서 1입니다."
        )
    shown = signed_in(works_for(row, "lee@mirae.example"), second_factor=False).get("/suppliers/mine/")
    assert "수준은 1에서 2가 아니라 0에서 1입니다." in shown.content.decode()
    with acting(by):
        actions.change_record(by=by, at=LATER, record_id=made.pk, record=RECORD)
    assert ask(by, made, LATER).state == "asked"


def test_while_the_customer_is_asked_the_project_stays_and_is_asked_about_once(
    row: Supplier, by: Actor, hanbit: Organisation
) -> None:
    made = record(row, is_confirmed=False)
    ask(by, made)
    with refused() as twice:
        ask(by, made)
    assert twice.value.code == "asked"
    with refused() as changed, acting(by):
        actions.change_record(by=by, at=LATER, record_id=made.pk, record=RECORD)
    assert changed.value.code == "asked"
    assert told("owner@hanbit.example") == ["project_to_confirm"]


@pytest.mark.parametrize(
    "email",
    [
        "kim@mirae.example",
        "hello@mirae.example",
        "other@MIRAE.example",
        "x@sub.mirae.example",
        "x@\uff4dirae.example",
        "x@mirae\u3002example",
        "x\uff20mirae.example",
        "x@mirae.example.",
    ],
)
def test_nobody_confirms_at_the_suppliers_own_addresses(row: Supplier, by: Actor, email: str) -> None:
    with refused() as no:
        ask(by, record(row, is_confirmed=False), email=email)
    assert (no.value.code, no.value.field) == ("own", "email")
    assert not mail.outbox


@pytest.mark.parametrize(
    "email",
    ["x@[127.0.0.1]", "x@127.0.0.1", "x@[IPv6:::1]", "x@127.1", "x@localhost", "x@gaon..example", "x@", "x"],
)
def test_a_customer_is_asked_at_the_name_of_its_domain_only(row: Supplier, by: Actor, email: str) -> None:
    with refused() as no:
        ask(by, record(row, is_confirmed=False), email=email)
    assert (no.value.code, no.value.field) == ("email-invalid", "email")
    assert not mail.outbox


def test_a_domain_that_only_ends_like_the_suppliers_is_a_customers(row: Supplier, by: Actor) -> None:
    request = ask(by, record(row, is_confirmed=False), email="Buyer@NotMirae.example")
    assert request.email == "buyer@notmirae.example"


def test_nobody_confirms_under_the_suppliers_number_or_through_its_people(
    row: Supplier, by: Actor, hanbit: Organisation
) -> None:
    made = record(row, is_confirmed=False)
    with refused() as own:
        ask(by, made, business_number=row.organisation.business_number)
    assert own.value.code == "own"
    with refused() as nobody:
        ask(by, made, business_number=NUMBERS["dasan"])
    assert nobody.value.code == "not-here"
    Membership.objects.create(organisation=hanbit, user_id=by.user_id, role="member", state="active")
    with refused() as shared:
        ask(by, made)
    assert shared.value.code == "own"


def test_somebody_of_the_supplier_cannot_answer_with_the_link(row: Supplier, by: Actor) -> None:
    token = ask_by_mail(by, record(row, is_confirmed=False))
    with refused() as no, acting(by):
        actions.confirm_project(by=by, at=LATER, token=token, customer="가온정공", answered_by="정가온")
    assert no.value.code == "own"


def test_a_supplier_that_is_not_verified_asks_nobody() -> None:
    row = supplier("새기업", verified_at=None, is_published=False)
    with refused() as no:
        ask(actor(works_for(row, "a@new.example")), record(row, is_confirmed=False), email="b@gaon.example")
    assert no.value.code == "not-verified"


def test_a_supplier_asks_twenty_times_a_day_at_most(row: Supplier, by: Actor) -> None:
    for number in range(20):
        ask(by, record(row, is_confirmed=False), email=f"buyer@gaon{number}.example")
    with refused() as no:
        ask(by, record(row, is_confirmed=False), email="buyer@last.example")
    assert (no.value.code, no.value.status) == ("too-many", 429)
    assert len(mail.outbox) == 20


def test_numbers_are_tried_twenty_times_a_day_whether_they_are_known_or_not(
    row: Supplier, hanbit: Organisation
) -> None:
    made = record(row, is_confirmed=False)
    desk = signed_in(works_for(row), second_factor=False)
    address = f"/suppliers/mine/projects/{made.pk}/customer/"
    for _try in range(20):
        assert desk.post(address, {"business_number": NUMBERS["dasan"], "email": ""}).status_code == 422
    for number in ("dasan", "hanbit"):
        no = desk.post(address, {"business_number": NUMBERS[number], "email": ""})
        assert no.status_code == 429
        assert "20" in no.content.decode()
    with acting_as_system():
        assert not Confirmation.objects.exists()
    assert desk.post(address, {"business_number": "", "email": "buyer@gaon.example"}).status_code == 302


def test_an_authority_returns_with_a_reason_and_the_supplier_may_correct(
    row: Supplier, by: Actor, customer: Actor, officer: Actor
) -> None:
    made = record(row, is_confirmed=False)
    request = ask(by, made)
    confirm(customer, request)
    with acting(officer):
        actions.return_project(
            by=officer, at=LATER, request_id=request.pk, reason="고객 공장의 업종을 다시 확인해 주십시오."
        )
    made.refresh_from_db()
    assert made.customer_confirmed_at is None
    with refused() as decided, acting(officer):
        actions.check_project(by=officer, at=LATER, request_id=request.pk)
    assert decided.value.code == "decided"
    assert ask(by, made, LATER).state == "asked"


def test_a_ban_stops_asking_confirming_and_checking(
    row: Supplier, by: Actor, customer: Actor, officer: Actor
) -> None:
    confirmed, asked, mailed, unasked = (record(row, is_confirmed=False) for _each in range(4))
    to_check, to_confirm = ask(by, confirmed), ask(by, asked)
    token = ask_by_mail(by, mailed, timezone.now())
    confirm(customer, to_check)
    banned(row)
    with refused() as asking:
        ask(by, unasked)
    with refused() as confirming:
        confirm(customer, to_confirm)
    said: dict[str, Any] = {"customer": "가온정공", "answered_by": "정가온"}
    with refused() as by_link, transaction.atomic(), acting(VISITOR):
        actions.confirm_project(by=VISITOR, at=timezone.now(), token=token, **said)
    with refused() as checking, acting(officer):
        actions.check_project(by=officer, at=LATER, request_id=to_check.pk)
    for no in (asking, confirming, by_link, checking):
        assert (no.value.code, no.value.status) == ("unavailable", 409)
    with acting_as_system():
        states = Confirmation.objects.order_by("state").values_list("state", flat=True)
        assert list(states) == ["asked", "asked", "confirmed"]


def test_only_the_authority_of_the_province_decides(row: Supplier, by: Actor, customer: Actor) -> None:
    request = ask(by, record(row, is_confirmed=False))
    seoul = organisation("technopark", "서울테크노파크", code="TP-SE", sigungu="11350")
    stranger = actor(person("officer@seoultp.example", seoul, "officer"))
    programme = actor(person("p@ministry.example", ministry(), "programme_administrator"))
    with acting(programme), pytest.raises(Http404):
        actions.check_project(by=programme, at=AT, request_id=request.pk)
    confirm(customer, request)
    with acting(stranger), pytest.raises(Http404):
        actions.check_project(by=stranger, at=LATER, request_id=request.pk)
    for wrong in (by, customer):
        with refused() as no, acting(wrong):
            actions.check_project(by=wrong, at=LATER, request_id=request.pk)
        assert no.value.status == 403
    with acting(programme):
        actions.check_project(by=programme, at=LATER, request_id=request.pk)


def test_postgresql_shows_a_request_to_nobody_else(row: Supplier, by: Actor, customer: Actor) -> None:
    request = ask(by, record(row, is_confirmed=False))
    outsider = actor(person("x@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"])))
    park = organisation("technopark", "경남테크노파크", code="TP-GN", sigungu="48123")
    officer = actor(person("officer@gntp.example", park, "officer"))
    seen = {}
    for name, who in {"by": by, "customer": customer, "x": outsider, "officer": officer}.items():
        with acting(who):
            seen[name] = Confirmation.objects.filter(pk=request.pk).exists()
    assert seen == {"by": True, "customer": True, "x": False, "officer": False}
    confirm(customer, request)
    with acting(officer):
        assert Confirmation.objects.filter(pk=request.pk).exists()


def test_what_a_project_alone_verified_falls_back_when_it_is_deleted(
    row: Supplier, by: Actor, customer: Actor, officer: Actor
) -> None:
    made = record(row, is_confirmed=False, domain="POP")
    request = ask(by, made)
    confirm(customer, request)
    with acting(officer):
        actions.check_project(by=officer, at=LATER, request_id=request.pk)
    with acting(by):
        after_it = actions.delete_record(by=by, at=LATER, record_id=made.pk)
    assert (after_it.evidence["POP"], after_it.confirmed_records) == ("documented", 1)


def test_the_pages_lead_from_the_desk_over_the_customer_to_the_authority(
    row: Supplier, hanbit: Organisation, park: Organisation
) -> None:
    made = record(row, is_confirmed=False)
    desk = signed_in(works_for(row), second_factor=False)
    company = signed_in(Membership.objects.get(organisation=hanbit).user, second_factor=False)  # type: ignore[arg-type]
    authority = signed_in(Membership.objects.get(organisation=park).user)  # type: ignore[arg-type]
    address = f"/suppliers/mine/projects/{made.pk}/customer/"
    assert address in desk.get("/suppliers/mine/").content.decode()
    assert desk.post(address, {"business_number": "123", "email": ""}).status_code == 422
    assert desk.post(address, {"business_number": "", "email": ""}).status_code == 422
    sent = desk.post(address, {"business_number": NUMBERS["hanbit"], "email": ""})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/suppliers/mine/")
    again = desk.post(address, {"business_number": NUMBERS["hanbit"], "email": ""})
    assert again.headers["Location"] == address
    enter(actor(Membership.objects.get(organisation=hanbit).user))  # type: ignore[arg-type]
    request = Confirmation.objects.get()
    answer = f"/suppliers/confirmations/{request.pk}/"
    assert answer in company.get("/").content.decode()
    assert "한빛정밀" not in Client().get(answer, follow=True).content.decode()
    assert company.post(answer, {"answer": "refuse", "reason": ""}).status_code == 422
    assert company.post(answer, {"answer": "confirm", "publish": "unnamed"}).status_code == 302
    assert company.post(answer, {"answer": "confirm", "publish": "named"}).status_code == 302
    assert "실적" in authority.get("/").content.decode()
    assert f"{answer}check/" in authority.get("/suppliers/confirmations/").content.decode()
    assert authority.get(f"{answer}check/").status_code == 200
    assert authority.post(f"{answer}check/", {"decision": "return", "reason": ""}).status_code == 422
    sent = authority.post(f"{answer}check/", {"decision": "check"})
    assert sent.headers["Location"] == f"/suppliers/confirmations/?decided={request.pk}"
    receipt = authority.get(sent.headers["Location"]).content.decode()
    assert f"{row.name} – 한빛정밀의 {asked_of(request).build.domain}: 이제 실적으로 인정됩니다." in receipt
    assert "다음 실적 확인하기" not in receipt
    made.refresh_from_db()
    assert (made.checked_at is not None, made.customer_name) == (True, "")
    assert f"{answer}check/" in authority.get("/suppliers/confirmations/?state=checked").content.decode()


def test_the_receipt_of_a_decision_offers_the_next_project_to_check(
    row: Supplier, by: Actor, customer: Actor, park: Organisation
) -> None:
    first, second = (ask(by, record(row, is_confirmed=False)) for _each in range(2))
    for each in (first, second):
        confirm(customer, each)
    authority = signed_in(Membership.objects.get(organisation=park).user)  # type: ignore[arg-type]
    address = "/suppliers/confirmations/{}/check/"
    said = {"decision": "return", "reason": "공장이 확인되지 않습니다"}
    receipt = authority.post(address.format(first.pk), said, follow=True).content.decode()
    assert "한빛정밀의" in receipt
    assert "실적을 돌려보냈습니다." in receipt
    offered = receipt.partition("다음 실적 확인하기")[0].rpartition("<a ")[2]
    assert address.format(second.pk) in offered
    assert "돌려보냈" not in authority.get("/suppliers/confirmations/?decided=x").content.decode()


def test_the_last_no_stays_readable_when_it_is_asked_again(row: Supplier, by: Actor, customer: Actor) -> None:
    made, desk = record(row, is_confirmed=False), signed_in(works_for(row, "second@mirae.example"))
    request = ask(by, made, business_number=NUMBERS["hanbit"])
    with acting(customer):
        actions.refuse_project(by=customer, at=AT, request_id=request.pk, reason="계약 금액이 다릅니다.")
    ask(by, made, at=LATER, business_number=NUMBERS["hanbit"])
    for address in (
        "/suppliers/mine/",
        "/suppliers/mine/recommendations/",
        f"/suppliers/mine/projects/{made.pk}/customer/",
    ):
        assert "계약 금액이 다릅니다." in desk.get(address).content.decode(), address
