"""Suppliers propose, the company puts the proposals beside each other and chooses one, or none."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import User
from core.audit.models import Event
from core.models import Notice
from core.scope import enter
from core.web import Refused
from matching import actions
from matching.actions.consult import NeedSheet
from matching.actions.proposals import PROPOSALS, Offer
from matching.actions.rounds import pass_on
from matching.consultation import Side
from matching.models import Consultation, EnquiryRound, Proposal, Supplier
from matching.proposing import MOVES, Standing, may_move
from matching.queries.proposals import beside, price_text
from tests.core.accounts.people import NUMBERS, actor, hanbit, organisation, person, signed_in
from tests.matching.world import AT, banned, costs, mirae, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
NEED = "프레스 3대의 생산 실적을 손으로 적고 있어 실시간으로 모으고 싶습니다."
SHEET = NeedSheet(domains=("MES",), need=NEED, start="quarter")
FAR = timezone.localdate() + timedelta(days=200)
OFFER = Offer(
    what="프레스 3대의 제어기를 연결해 실적을 실시간으로 모읍니다.",
    least_won=80_000_000,
    most_won=120_000_000,
    months=4,
    begin_on=FAR,
    after_care="1년 무상, 다음 날 방문",
    assumptions="제어기에 통신 카드가 있어야 합니다.",
    valid_to=FAR,
)
TYPED = {
    "what": OFFER.what,
    "least_won": "8,000",
    "most_won": "1억 2,000만 원",
    "months": "4",
    "begin_on": FAR.isoformat(),
    "after_care": OFFER.after_care,
    "assumptions": OFFER.assumptions,
    "valid_to": FAR.isoformat(),
}


@pytest.fixture
def owner(db: None) -> User:
    return person("owner@hanbit.example", hanbit(), name="김민재")


@pytest.fixture
def by(owner: User) -> Actor:
    return actor(owner)


@pytest.fixture
def first(db: None) -> Supplier:
    return mirae()


@pytest.fixture
def desk(first: Supplier) -> Actor:
    return actor(works_for(first))


@pytest.fixture
def other(db: None) -> Supplier:
    return supplier("한결기업", "hangyeol", domains=["MES"])


@pytest.fixture
def rival(other: Supplier) -> Actor:
    return actor(works_for(other, "lee@hangyeol.example"))


def browser(by: Actor) -> Client:
    client = signed_in(User.objects.get(pk=by.user_id), second_factor=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


def asked(by: Actor, row: Supplier, *also: Supplier, then: tuple[Supplier, ...] = ()) -> Consultation:
    made = actions.ask_suppliers(
        by=by, at=AT, supplier_id=row.pk, sheet=SHEET,
        also=[each.pk for each in also], then=[each.pk for each in then],
    )  # fmt: skip
    enter(SYSTEM)
    return made


def answered(desk: Actor) -> Consultation:
    row = Consultation.objects.get(recipient_id__in=desk.organisation_ids)
    actions.answer(by=desk, at=AT, consultation_id=row.pk, body="두 달이면 됩니다. 방문하겠습니다.")
    enter(SYSTEM)
    return row


def sent(desk: Actor, row: Consultation, offer: Offer = OFFER, at: datetime = AT) -> Proposal:
    made = actions.send_proposal(by=desk, at=at, consultation_id=row.pk, offer=offer)
    enter(SYSTEM)
    return made


def chosen(by: Actor, made: Proposal, at: datetime = AT) -> Proposal:
    try:
        return actions.choose_proposal(by=by, at=at, proposal_id=made.pk)
    finally:
        enter(SYSTEM)


def code_of(call: pytest.ExceptionInfo[Refused]) -> str:
    enter(SYSTEM)
    return str(call.value.code)


def told(who: Actor) -> set[str]:
    return set(Notice.objects.filter(user_id=who.user_id).values_list("code", flat=True))


def state_of(row: Proposal | Consultation) -> str:
    row.refresh_from_db()
    return row.state


def test_the_whole_way_on_the_pages_from_the_answer_to_the_choice(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    asked(by, first, other)
    row, second = answered(desk), answered(rival)
    company, seller = browser(by), browser(desk)
    url = f"/suppliers/consultations/{row.pk}/"
    assert "제안 쓰기" in seller.get(url).content.decode()
    assert seller.get(f"{url}propose/").status_code == 200
    gone = seller.post(f"{url}propose/", TYPED)
    assert gone.headers["Location"] == url
    enter(SYSTEM)
    made = Proposal.objects.get()
    assert (made.least_won, made.most_won, made.months) == (80_000_000, 120_000_000, 4)
    sent(rival, second, replace(OFFER, least_won=70_000_000, most_won=70_000_000))
    page = company.get(f"{url}proposals/").content.decode()
    for word in ("8,000만 원 ~ 1억 2,000만 원", "7,000만 원", "미래시스템", "한결기업", "4개월", "1년 무상"):
        assert word in page
    assert page.index("미래시스템") < page.index("한결기업")
    check = company.get(f"/suppliers/proposals/{made.pk}/choose/").content.decode()
    assert "한결기업" in check
    done = company.post(f"/suppliers/proposals/{made.pk}/choose/", follow=True).content.decode()
    assert "미래시스템의 제안을 고르셨습니다" in done
    enter(SYSTEM)
    assert state_of(made) == "chosen"
    assert state_of(second) == "closed"
    assert "proposal-chosen" in told(desk)
    assert "proposal-other-chosen" in told(rival)
    rivals = browser(rival).get(f"/suppliers/consultations/{second.pk}/").content.decode()
    assert "미래시스템" not in rivals


def test_the_lowest_price_is_not_marked_as_the_best(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    asked(by, first, other)
    row, second = answered(desk), answered(rival)
    sent(desk, row)
    sent(rival, second, replace(OFFER, least_won=10_000, most_won=10_000))
    page = browser(by).get(f"/suppliers/consultations/{row.pk}/proposals/").content.decode()
    cells = re.findall(r"<td([^>]*)>\s*(?:8,000만 원|1만 원)", page)
    assert len(cells) == 2
    assert {each.split('"')[0] for each in cells} == {" data-label="}
    assert "최저" not in page


def test_a_new_version_replaces_the_one_before_and_both_stay_readable(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    one = sent(desk, row)
    two = sent(desk, row, replace(OFFER, months=5, what="두 번째 제안입니다. 검사 공정도 연결합니다."))
    assert (one.version, two.version) == (1, 2)
    assert (state_of(one), state_of(two)) == ("replaced", "sent")
    assert {"proposal-sent", "proposal-replaced"} <= told(by)
    for reader in (by, desk):
        page = browser(reader).get(f"/suppliers/consultations/{row.pk}/").content.decode()
        assert OFFER.what in page
        assert "두 번째 제안입니다" in page
    with pytest.raises(Refused) as refused:
        chosen(by, one)
    assert code_of(refused) == "replaced"
    assert state_of(two) == "sent"


def test_the_same_offer_again_is_the_same_version_and_tells_nobody_twice(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    assert sent(desk, row).pk == sent(desk, row).pk
    assert Proposal.objects.count() == 1
    assert Notice.objects.filter(user_id=by.user_id, code="proposal-sent").count() == 1
    assert not Notice.objects.filter(code="proposal-replaced").exists()


def test_a_proposal_needs_an_answered_enquiry_and_the_supplier(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    row = asked(by, first)
    with pytest.raises(Refused) as early:
        sent(desk, row)
    assert code_of(early) == "moved"
    answered(desk)
    with pytest.raises(Refused) as company:
        sent(by, row)
    assert code_of(company) == "not-yours"
    made = sent(desk, row)
    with pytest.raises(Refused) as supplier_side:
        chosen(desk, made)
    assert code_of(supplier_side) == "not-yours"
    with pytest.raises(Refused) as none:
        actions.choose_none(by=desk, at=AT, consultation_id=row.pk, reason="예산이 줄었습니다. 죄송합니다.")
    assert code_of(none) == "not-yours"
    actions.close(by=by, at=AT, consultation_id=row.pk)
    enter(SYSTEM)
    for late in (lambda: chosen(by, made), lambda: sent(desk, row, replace(OFFER, months=9))):
        with pytest.raises(Refused) as closed:
            late()
        assert code_of(closed) == "moved"
    assert state_of(made) == "sent"
    assert "문의 종료" in browser(by).get(f"/suppliers/consultations/{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"least_won": 0}, "price"),
        ({"least_won": 9_999}, "price"),
        ({"least_won": 9_999, "most_won": 9_999}, "price"),
        ({"least_won": 120_000_001}, "price"),
        ({"most_won": 100_000_000_001}, "price"),
        ({"months": 0}, "months"),
        ({"months": 61}, "months"),
        ({"begin_on": date(2026, 11, 20)}, "begin"),
        ({"begin_on": date(2029, 12, 1)}, "begin"),
        ({"valid_to": date(2026, 11, 20)}, "valid"),
        ({"valid_to": date(2027, 11, 23)}, "valid"),
    ],
)
def test_numbers_and_days_that_cannot_be_are_refused_with_the_field(
    by: Actor, desk: Actor, first: Supplier, changed: dict[str, object], code: str
) -> None:
    asked(by, first)
    row = answered(desk)
    near = replace(OFFER, begin_on=date(2026, 11, 21), valid_to=date(2026, 11, 21))
    with pytest.raises(Refused) as refused:
        sent(desk, row, replace(near, **changed))  # type: ignore[arg-type]
    assert code_of(refused) == code
    assert refused.value.field in changed or code == "price"
    assert not Proposal.objects.exists()
    assert sent(desk, row, near).version == 1


def test_it_can_be_chosen_to_the_last_minute_of_its_day_in_seoul_and_then_be_sent_anew(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    made = sent(desk, row, replace(OFFER, begin_on=date(2026, 12, 1), valid_to=date(2026, 11, 30)))
    with pytest.raises(Refused) as over:
        chosen(by, made, datetime(2026, 11, 30, 15, 0, tzinfo=UTC))
    assert code_of(over) == "expired"
    assert chosen(by, made, datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)).state == "chosen"


def test_an_expired_proposal_is_marked_and_offers_no_choice(by: Actor, desk: Actor, first: Supplier) -> None:
    asked(by, first)
    row = answered(desk)
    made = Proposal.objects.create(
        consultation=row, version=1, what=OFFER.what, least_won=10_000, most_won=10_000, months=1,
        begin_on=date(2026, 1, 1), after_care="1년", valid_to=timezone.localdate() - timedelta(days=1),
        sent_at=AT,
    )  # fmt: skip
    for path in (f"consultations/{row.pk}/", f"consultations/{row.pk}/proposals/"):
        page = browser(by).get(f"/suppliers/{path}").content.decode()
        assert "유효기간 지남" in page
        assert f"{made.pk}/choose" not in page
    gone = browser(by).get(f"/suppliers/proposals/{made.pk}/choose/")
    assert gone.headers["Location"].endswith(f"{row.pk}/proposals/")


def test_choosing_closes_the_other_enquiries_and_asks_nobody_else(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    third, fourth = supplier("가온", "gaon"), supplier("도담", "dodam")
    asked(by, first, other, third, then=(fourth,))
    row, second = answered(desk), answered(rival)
    made, lost = sent(desk, row), sent(rival, second)
    chosen(by, made)
    assert state_of(lost) == "not_chosen"
    assert lost.reason == ""
    states = dict(Consultation.objects.values_list("supplier__name", "state"))
    assert states == {"미래시스템": "answered", "한결기업": "closed", "가온": "closed"}
    assert EnquiryRound.objects.get().next_ids == []
    assert pass_on(by=SYSTEM, at=AT + timedelta(days=9)) == 0
    enter(SYSTEM)
    with pytest.raises(Refused) as again:
        chosen(by, lost)
    assert code_of(again) == "moved"
    assert chosen(by, made).pk == made.pk
    assert Notice.objects.filter(user_id=desk.user_id, code="proposal-chosen").count() == 1
    with pytest.raises(Refused) as changed:
        sent(desk, row, replace(OFFER, months=9))
    assert code_of(changed) == "moved"


def test_choosing_none_is_told_with_the_reason_and_something_else_can_be_proposed(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    asked(by, first, other)
    row, second = answered(desk), answered(rival)
    made, lost = sent(desk, row), sent(rival, second)
    client, url = browser(by), f"/suppliers/consultations/{row.pk}/proposals/none/"
    assert "한결기업" in client.get(url).content.decode()
    short = client.post(url, {"reason": "예산"})
    assert short.status_code == 422
    assert client.post(url, {"reason": "올해 예산이 줄어 내년에 다시 정합니다."}).status_code == 302
    enter(SYSTEM)
    assert {state_of(made), state_of(lost)} == {"not_chosen"}
    assert "proposal-none-chosen" in told(desk) & told(rival)
    assert "올해 예산이 줄어" in browser(desk).get(f"/suppliers/consultations/{row.pk}/").content.decode()
    assert client.post(url, {"reason": "올해 예산이 줄어 내년에 다시 정합니다."}).status_code == 409
    enter(SYSTEM)
    better = sent(desk, row, replace(OFFER, most_won=90_000_000))
    assert better.version == 2
    assert chosen(by, better).state == "chosen"


def test_nobody_else_reads_it_not_even_a_supplier_asked_the_same(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    asked(by, first, other)
    row, _second = answered(desk), answered(rival)
    made = sent(desk, row)
    dasan = actor(person("owner@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"])))
    for stranger in (rival, dasan):
        enter(stranger)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM matching_proposal")
            assert cursor.fetchone() == (0,)
        enter(SYSTEM)
        with pytest.raises(Http404):
            chosen(stranger, made)
        assert beside(row.pk, stranger) is None
        assert browser(stranger).get(f"/api/v1/proposals/{made.pk}/").status_code == 404
        enter(SYSTEM)
    assert browser(dasan).get(f"/suppliers/consultations/{row.pk}/proposals/").status_code == 404
    assert browser(dasan).get(f"/suppliers/proposals/{made.pk}/choose/").status_code == 404


def test_a_barred_supplier_sends_nothing_is_not_chosen_not_shown_and_not_told(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    asked(by, first, other)
    row, second = answered(desk), answered(rival)
    made, fine = sent(desk, row), sent(rival, second)
    banned(first)
    before = Notice.objects.filter(user_id=desk.user_id).count()
    mails = len(mail.outbox)
    with pytest.raises(Refused) as sending:
        sent(desk, row, replace(OFFER, months=9))
    assert code_of(sending) == "unavailable"
    with pytest.raises(Refused) as choosing:
        chosen(by, made)
    assert code_of(choosing) == "unavailable"
    company, seller = browser(by), browser(desk)
    url = f"/suppliers/consultations/{row.pk}/"
    page = company.get(f"/suppliers/consultations/{second.pk}/proposals/").content.decode()
    assert "미래시스템" not in page
    assert "지금 참여할 수 없는 공급기업 1곳" in page
    assert OFFER.what not in company.get(url).content.decode()
    assert f"{made.pk}/choose" not in company.get(url).content.decode()
    refused = company.get(f"/suppliers/proposals/{made.pk}/choose/")
    assert refused.status_code == 302
    assert [each["id"] for each in company.get("/api/v1/proposals/").json()["results"]] == [str(fine.pk)]
    assert company.get(f"/api/v1/proposals/{made.pk}/").status_code == 404
    assert company.post(f"/api/v1/proposals/{made.pk}/choose/").status_code == 409
    assert seller.get(f"{url}propose/").status_code == 302
    assert seller.post(f"{url}propose/", TYPED | {"months": "9"}).status_code == 409
    enter(SYSTEM)
    actions.choose_none(by=by, at=AT, consultation_id=second.pk, reason="올해 예산이 줄어 내년에 정합니다.")
    enter(SYSTEM)
    other_one = sent(rival, second, replace(OFFER, months=7))
    chosen(by, other_one)
    assert Notice.objects.filter(user_id=desk.user_id).count() == before
    assert not [each for each in mail.outbox[mails:] if "kim@mirae.example" in each.to]
    assert state_of(row) == "closed"


def test_postgresql_refuses_other_moves_and_any_change_of_what_was_sent(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    sent(desk, row)
    made = sent(desk, row, replace(OFFER, months=6))
    for change in (
        {"most_won": 1_000_000_000},
        {"what": "다른 내용"},
        {"valid_to": date(2030, 1, 1)},
        {"version": 9},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=made.pk).update(**change)
    for here in Standing:
        for there in Standing:
            allowed = here is there or there in MOVES[here]
            decided = AT if there in (Standing.CHOSEN, Standing.NOT_CHOSEN) else None
            with transaction.atomic():
                Proposal.objects.filter(consultation=row).delete()
                fresh = Proposal.objects.create(
                    consultation=row, version=1, what="t", least_won=10_000, most_won=10_000, months=1,
                    begin_on=FAR, after_care="t", valid_to=FAR, sent_at=AT, state=here.value,
                    decided_at=AT if here in (Standing.CHOSEN, Standing.NOT_CHOSEN) else None,
                )  # fmt: skip
            try:
                with transaction.atomic():
                    Proposal.objects.filter(pk=fresh.pk).update(state=there.value, decided_at=decided)
                assert allowed, (here, there)
            except IntegrityError:
                assert not allowed, (here, there)


SQL = {
    "choose": """UPDATE matching_proposal SET state = 'chosen', decided_at = now(),
        decided_by_id = nullif(current_setting('ieum.user'), '')::uuid WHERE id = %(id)s""",
    "not": """UPDATE matching_proposal SET state = 'not_chosen', decided_at = now(), reason = '비쌉니다',
        decided_by_id = nullif(current_setting('ieum.user'), '')::uuid WHERE id = %(id)s""",
    "choose in another name": """UPDATE matching_proposal SET state = 'chosen', decided_at = now(),
        decided_by_id = %(owner)s WHERE id = %(id)s""",
    "replace": "UPDATE matching_proposal SET state = 'replaced' WHERE id = %(id)s",
    "reason alone": "UPDATE matching_proposal SET reason = '다른 말' WHERE id = %(id)s",
    "delete": "DELETE FROM matching_proposal WHERE id = %(id)s",
}
INSERT = """INSERT INTO matching_proposal (id, consultation_id, version, state, what, least_won,
    most_won, months,
    begin_on, after_care, assumptions, valid_to, sent_at, sent_by_id, decided_at, reason)
    SELECT gen_random_uuid(), consultation_id, version + 1, %(state)s, what, 10000, %(most)s, months,
    begin_on, after_care, assumptions, valid_to, sent_at, %(sender)s::uuid, %(decided)s::timestamptz,
    %(reason)s FROM matching_proposal WHERE id = %(id)s"""


def _does(who: Actor, statement: str, **values: Any) -> int | str:
    """How many rows the statement touched as the application's role for this actor, or what refused it."""
    enter(who)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    except IntegrityError:
        return "constraint"
    except ProgrammingError as error:
        return "policy" if "row-level security" in str(error) else str(error)
    finally:
        enter(SYSTEM)


@pytest.mark.parametrize(
    ("act", "company", "seller"),
    [
        ("choose", 1, "policy"),
        ("not", 1, "policy"),
        ("choose in another name", 1, "policy"),
        ("replace", "policy", 1),
        ("reason alone", "constraint", "constraint"),
        ("delete", 0, 0),
    ],
)
def test_postgresql_lets_each_side_do_only_what_is_its_own(
    by: Actor, desk: Actor, first: Supplier, act: str, company: int | str, seller: int | str
) -> None:
    asked(by, first)
    made = sent(desk, answered(desk))
    for who, expected in ((desk, seller), (by, company)):
        with transaction.atomic():
            assert _does(who, SQL[act], id=made.pk, owner=by.user_id) == expected
            transaction.set_rollback(True)
        enter(SYSTEM)


def test_postgresql_lets_nobody_decide_in_the_name_of_another_one_or_once_the_enquiry_is_closed(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    made = sent(desk, answered(desk))
    assert _does(by, SQL["choose in another name"], id=made.pk, owner=desk.user_id) == "policy"
    Consultation.objects.update(state="closed")
    assert _does(by, SQL["choose"], id=made.pk) == "policy"
    assert _does(desk, SQL["replace"], id=made.pk) == "policy"


def test_postgresql_keeps_what_was_decided_even_from_who_decided_and_from_the_portal_itself(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    made = sent(desk, answered(desk))
    actions.choose_none(
        by=by, at=AT, consultation_id=made.consultation_id, reason="예산이 줄었습니다. 죄송합니다."
    )
    enter(SYSTEM)
    for change in (
        "reason = '다른 말'", "decided_at = now()", "decided_by_id = NULL", "state = 'chosen'",
        "most_won = 20000", "sent_by_id = NULL",
    ):  # fmt: skip
        for who in (by, SYSTEM):
            assert (
                _does(who, f"UPDATE matching_proposal SET {change} WHERE id = %(id)s", id=made.pk)
                == "constraint"
            )


def test_postgresql_takes_a_new_proposal_only_from_the_supplier_undecided_and_at_a_price_that_can_be(
    by: Actor, desk: Actor, rival: Actor, first: Supplier
) -> None:
    asked(by, first)
    made = sent(desk, answered(desk))
    Proposal.objects.filter(pk=made.pk).update(state="replaced")
    born: dict[str, Any] = {
        "id": made.pk, "state": "sent", "most": 20_000, "sender": desk.user_id, "decided": None, "reason": "",
    }  # fmt: skip
    for change, refused in (
        ({"state": "chosen", "decided": AT}, "policy"),
        ({"state": "not_chosen", "decided": AT}, "policy"),
        ({"state": "replaced"}, "policy"),
        ({"reason": "고르겠습니다."}, "policy"),
        ({"sender": by.user_id}, "policy"),
        ({"most": 9_223_372_036_854_775_807}, "constraint"),
        ({"most": 100_000_000_001}, "constraint"),
    ):
        assert _does(desk, INSERT, **(born | change)) == refused, change
    assert _does(by, INSERT, **(born | {"sender": by.user_id})) == "policy"
    assert _does(by, INSERT, **born) == "policy"
    assert _does(rival, INSERT, **born) == 0, "whoever does not see the enquiry copies nothing"
    assert _does(desk, INSERT, **born) == 1


def test_only_the_right_side_moves_a_proposal() -> None:
    assert may_move(Side.SUPPLIER, "sent", Standing.REPLACED)
    assert may_move(Side.COMPANY, "sent", Standing.CHOSEN)
    assert not may_move(Side.SUPPLIER, "sent", Standing.CHOSEN)
    assert not may_move(Side.COMPANY, "chosen", Standing.NOT_CHOSEN)


def test_every_step_is_recorded_without_the_words_of_the_proposal(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    chosen(by, sent(desk, row))
    events = Event.objects.filter(verb__startswith="proposal.").order_by("at", "id")
    assert {each.verb for each in events} == {"proposal.sent", "proposal.chosen"}
    assert {each.subject_id for each in events} == {str(row.pk)}
    assert all("실시간" not in str(each.data) for each in events)


def test_more_proposals_a_day_than_anybody_reads_are_refused(by: Actor, desk: Actor, first: Supplier) -> None:
    asked(by, first)
    row = answered(desk)
    for months in range(1, PROPOSALS.most + 1):
        sent(desk, row, replace(OFFER, months=months))
    with pytest.raises(Refused) as refused:
        sent(desk, row, replace(OFFER, months=50))
    assert code_of(refused) == "too-many"


def test_what_was_typed_wrongly_stays_in_the_form_with_its_reason(
    by: Actor, desk: Actor, first: Supplier
) -> None:
    asked(by, first)
    row = answered(desk)
    client, url = browser(desk), f"/suppliers/consultations/{row.pk}/propose/"
    dearer = client.post(url, TYPED | {"least_won": "20,000"})
    assert dearer.status_code == 422
    page = dearer.content.decode()
    assert "낮은 금액부터" in page
    assert OFFER.what in page
    assert client.post(url, TYPED | {"months": "넉 달"}).status_code == 422
    client.post(url, TYPED)
    again = client.get(url).content.decode()
    assert 'value="8,000"' in again
    assert OFFER.after_care in again


def test_the_api_does_what_the_pages_do(by: Actor, desk: Actor, first: Supplier) -> None:
    asked(by, first)
    row = answered(desk)
    company, seller = browser(by), browser(desk)
    body = {
        "consultation": str(row.pk), "what": OFFER.what, "least_won": 80_000_000, "most_won": 120_000_000,
        "months": 4, "begin_on": FAR.isoformat(), "after_care": "1년", "valid_to": FAR.isoformat(),
    }  # fmt: skip
    assert company.post("/api/v1/proposals/", body, "application/json").status_code == 403
    made = seller.post("/api/v1/proposals/", body, "application/json")
    assert made.status_code == 201, made.content
    assert made.json()["standing"] == "sent"
    key = made.json()["id"]
    assert seller.post(f"/api/v1/proposals/{key}/choose/").status_code == 403
    wrong = seller.post("/api/v1/proposals/", body | {"most_won": 1}, "application/json")
    assert wrong.status_code in (409, 422)
    listed = company.get(f"/api/v1/proposals/?consultation={row.pk}").json()["results"]
    assert [each["id"] for each in listed] == [key]
    assert company.get(f"/api/v1/proposals/?consultation={uuid.uuid4()}").json()["count"] == 0
    none = {"consultation": str(row.pk), "reason": "올해 예산이 줄어 내년에 정합니다."}
    assert company.post("/api/v1/proposals/none/", none, "application/json").json()[0]["id"] == key
    second = seller.post("/api/v1/proposals/", body | {"months": 5}, "application/json").json()
    done = company.post(f"/api/v1/proposals/{second['id']}/choose/")
    assert done.json()["standing"] == "chosen"


def test_a_price_is_said_in_the_units_of_the_country() -> None:
    assert price_text(80_000_000, 120_000_000) == "8,000만 원 ~ 1억 2,000만 원"
    assert price_text(100_000_000, 100_000_000) == "1억 원"


def test_more_suppliers_beside_each_other_cost_no_more_queries(
    by: Actor, desk: Actor, rival: Actor, first: Supplier, other: Supplier
) -> None:
    row = asked(by, first, other)
    answered(desk)
    sent(desk, row)
    with costs() as few:
        beside(row.pk, by)
    second = answered(rival)
    sent(rival, second)
    with costs() as more:
        found = beside(row.pk, by)
    assert found is not None
    assert len(found.columns) == 2
    assert len(few) == len(more)
