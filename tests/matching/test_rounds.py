"""Several suppliers asked the same, and the next one in the place of one that does not answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import User
from core.models import Notice, Organisation
from core.scope import enter
from core.web import Refused
from matching import actions
from matching.actions.consult import NeedSheet
from matching.actions.consultations import count_late
from matching.actions.rounds import pass_on
from matching.models import Consultation, EnquiryRound, Supplier
from tests.core.accounts.people import actor, hanbit, person, signed_in
from tests.matching.world import AT, banned, hanbit_result, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
NEED = "프레스 3대의 생산 실적을 손으로 적고 있어 실시간으로 모으고 싶습니다."
SHEET = NeedSheet(domains=("MES", "POP"), need=NEED, start="quarter")
LATER = AT + timedelta(days=5)


@pytest.fixture
def company(db: None) -> Organisation:
    return hanbit()


@pytest.fixture
def owner(company: Organisation) -> User:
    return person("owner@hanbit.example", company, name="김민재")


@pytest.fixture
def by(owner: User) -> Actor:
    return actor(owner)


@pytest.fixture
def first(db: None) -> Supplier:
    return mirae()


@pytest.fixture
def others(db: None) -> list[Supplier]:
    return [supplier(name, slug, domains=["MES"]) for name, slug in
            (("한결기업", "hangyeol"), ("가온", "gaon"), ("도담", "dodam"))]  # fmt: skip


def ask(by: Actor, row: Supplier, **more: Any) -> Consultation:
    made = actions.ask_suppliers(by=by, at=AT, supplier_id=row.pk, sheet=SHEET, **more)
    enter(SYSTEM)
    return made


def mornings(days: int = 5) -> int:
    count_late(by=SYSTEM, at=AT + timedelta(days=days))
    asked = pass_on(by=SYSTEM, at=AT + timedelta(days=days))
    enter(SYSTEM)
    return asked


def asked_of() -> list[str]:
    rows = Consultation.objects.order_by("asked_at", "supplier__name")
    return [row.supplier.name for row in rows.select_related("supplier")]


def test_three_are_asked_the_same_and_each_reads_only_what_it_offers(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    made = ask(by, first, also=[others[0].pk, others[1].pk])
    rows = {row.supplier.name: row for row in Consultation.objects.select_related("supplier")}
    assert sorted(rows) == ["가온", "미래시스템", "한결기업"]
    assert rows["미래시스템"].domains == ["MES", "POP"]
    assert rows["가온"].domains == ["MES"]
    assert {row.round_id for row in rows.values()} == {made.round_id}
    assert {row.need for row in rows.values()} == {NEED}


def test_sent_twice_it_is_asked_once(by: Actor, first: Supplier, others: list[Supplier]) -> None:
    one = ask(by, first, also=[others[0].pk], then=[others[1].pk])
    again = ask(by, first, also=[others[0].pk], then=[others[1].pk])
    assert again.pk == one.pk
    assert (Consultation.objects.count(), EnquiryRound.objects.count()) == (2, 1)


def test_all_are_asked_or_none_and_the_one_that_stands_in_the_way_is_named(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    odd = supplier("바른", "bareun", domains=["ERP"])
    with pytest.raises(Refused) as refused:
        ask(by, first, also=[others[0].pk, odd.pk])
    enter(SYSTEM)
    assert "바른" in refused.value.message
    assert not Consultation.objects.exists()
    banned(others[1])
    for more in ({"also": [others[1].pk]}, {"then": [others[1].pk]}):
        with pytest.raises(Refused) as barred:
            ask(by, first, **more)
        enter(SYSTEM)
        assert barred.value.code == "unavailable"


def test_more_than_three_at_once_or_one_twice_is_refused(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    ids = [each.pk for each in others]
    for more in (
        {"also": ids},
        {"also": ids[:1], "then": ids[:1]},
        {"also": [first.pk]},
        {"then": [first.pk]},
    ):
        with pytest.raises(Refused) as refused:
            ask(by, first, **more)
        enter(SYSTEM)
        assert refused.value.code == "too-many-at-once"


def test_the_silent_one_is_replaced_by_the_next_with_the_same_words_and_a_new_clock(
    by: Actor, owner: User, first: Supplier, others: list[Supplier]
) -> None:
    works_for(others[0], "lee@hangyeol.example")
    made = ask(by, first, then=[others[0].pk, others[1].pk])
    assert mornings(2) == 0
    assert mornings(5) == 1
    late = Consultation.objects.get(supplier=others[0])
    assert (late.need, late.domains, late.round_id) == (NEED, ["MES"], made.round_id)
    assert late.due_on > made.due_on
    assert late.asked_by_id == owner.pk
    assert mornings(5) == 0
    codes = set(Notice.objects.filter(user_id=owner.pk).values_list("code", flat=True))
    assert {"consultation-late", "consultation-passed-on"} <= codes
    assert mornings(12) == 1
    assert asked_of() == ["미래시스템", "한결기업", "가온"]
    assert mornings(30) == 0


def test_one_answers_one_is_silent_and_only_the_silent_one_is_replaced(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    desk = works_for(first)
    made = ask(by, first, also=[others[0].pk], then=[others[1].pk])
    actions.answer(by=actor(desk), at=AT, consultation_id=made.pk, body="센서를 달면 두 달이면 됩니다.")
    enter(SYSTEM)
    assert mornings() == 1
    assert set(asked_of()) == {"미래시스템", "한결기업", "가온"}


def test_one_that_declines_is_replaced_the_next_morning(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    made = ask(by, first, then=[others[0].pk])
    actions.decline(
        by=actor(works_for(first)), at=AT, consultation_id=made.pk, reason="올해는 더 맡을 수 없습니다."
    )
    enter(SYSTEM)
    assert mornings(1) == 1


def test_whoever_cannot_be_asked_is_passed_over_and_an_empty_list_is_said(
    by: Actor, owner: User, first: Supplier, others: list[Supplier]
) -> None:
    ask(by, first, then=[each.pk for each in others])
    banned(others[0])
    Supplier.objects.filter(pk=others[1].pk).update(is_accepting=False)
    Supplier.objects.filter(pk=others[2].pk).update(domains=["ERP"])
    assert mornings() == 0
    assert asked_of() == ["미래시스템"]
    assert Notice.objects.filter(user_id=owner.pk, code="consultation-nobody-left").count() == 1
    assert mornings(6) == 0
    assert Notice.objects.filter(user_id=owner.pk, code="consultation-nobody-left").count() == 1


def test_a_closed_enquiry_and_a_list_that_was_dropped_ask_nobody(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    closed = ask(by, first, then=[others[0].pk])
    actions.close(by=by, at=AT, consultation_id=closed.pk)
    enter(SYSTEM)
    assert mornings() == 0
    again = ask(by, first, then=[others[0].pk])
    assert again.round_id is not None
    actions.forget_next(by=by, at=AT, round_id=again.round_id)
    enter(SYSTEM)
    assert mornings() == 0
    assert set(asked_of()) == {"미래시스템"}


def test_a_company_that_nobody_works_for_any_more_asks_nobody(
    by: Actor, owner: User, first: Supplier, others: list[Supplier]
) -> None:
    ask(by, first, then=[others[0].pk])
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert mornings() == 0


def test_a_supplier_never_learns_whom_else_the_company_asks(
    by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    desk = works_for(first)
    made = ask(by, first, also=[others[0].pk], then=[others[1].pk])
    enter(actor(desk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matching_enquiryround")
        assert cursor.fetchone() == (0,)
    enter(SYSTEM)
    page = opened(signed_in(desk, second_factor=False), f"/suppliers/consultations/{made.pk}/")
    assert "한결기업" not in page
    assert "가온" not in page


def opened(browser: Client, path: str) -> str:
    answer = browser.get(path, headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_the_form_offers_those_compared_and_says_what_was_chosen_wrongly(
    owner: User, first: Supplier, others: list[Supplier]
) -> None:
    browser = signed_in(owner, second_factor=False)
    beside = "also_supplier=hangyeol&also_supplier=gaon&also_supplier=nobody"
    page = opened(browser, f"/suppliers/mirae-system/ask/?{beside}")
    chosen = re.findall(r'name="also" value="([^"]+)"[^>]* checked', page)
    assert set(chosen) == {str(others[0].pk), str(others[1].pk)}
    typed = {"domains": ["MES"], "need": NEED, "start": "quarter", "also_supplier": ["hangyeol", "gaon"]}
    both = {"also": [str(others[0].pk)], "then": [str(others[0].pk)]}
    wrong = browser.post("/suppliers/mirae-system/ask/", typed | both, headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert wrong.status_code == 422
    assert "한쪽에만" in wrong.content.decode()
    assert NEED in wrong.content.decode()
    fine = typed | {"also": [str(others[0].pk)], "then": [str(others[1].pk)]}
    sent = browser.post("/suppliers/mirae-system/ask/", fine)
    enter(SYSTEM)
    thread = opened(browser, sent["Location"])
    assert "한결기업" in thread
    assert "차례로 물을 곳: 가온" in thread
    forgotten = re.search(r'action="(/suppliers/consultations/rounds/[^"]+)"', thread)
    assert forgotten is not None
    browser.post(forgotten[1])
    enter(SYSTEM)
    assert "차례로 물을 곳" not in opened(browser, sent["Location"])


def test_the_comparison_leads_to_asking_all_of_them(
    owner: User, company: Organisation, first: Supplier, others: list[Supplier]
) -> None:
    query = "supplier=mirae-system&supplier=hangyeol&supplier=gaon"
    page = opened(signed_in(owner, second_factor=False), f"/suppliers/compare/?{query}")
    assert "/suppliers/mirae-system/ask/?also_supplier=hangyeol&amp;also_supplier=gaon" in page
    policy()
    made = actions.recommend(by=SYSTEM, at=AT, result=hanbit_result(company))
    assert made is not None
    page = opened(
        signed_in(owner, second_factor=False), f"/suppliers/mirae-system/ask/?result={made.result_id}"
    )
    assert "한결기업" in page
    assert "함께 문의하기" not in opened(Client(), f"/suppliers/compare/?{query}")


def test_who_has_an_open_enquiry_already_is_not_asked_together_with_the_others(
    owner: User, by: Actor, first: Supplier, others: list[Supplier]
) -> None:
    browser = signed_in(owner, second_factor=False)
    query = "supplier=mirae-system&supplier=hangyeol&supplier=gaon"
    ask(by, first)
    assert "/suppliers/hangyeol/ask/?also_supplier=gaon" in opened(browser, f"/suppliers/compare/?{query}")
