"""Companies ask suppliers: who may, who reads it, the clock, what it counts, what is refused."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone, translation

from assessments.models import Share
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import User
from core.audit.models import Event
from core.models import Consent, Notice, Organisation
from core.notices.telling import words
from core.scope import enter
from core.web import Refused
from matching import actions
from matching.actions.consult import BY_COMPANY, NeedSheet
from matching.actions.consultations import count_late, remind
from matching.consultation import MOVES, State
from matching.models import Consultation, Message, Recommendation, Supplier
from matching.queries.consultations import consultations_of, waiting_count
from matching.queries.profiles import supplier_pool
from matching.retention import consultations as purge
from tests.core.accounts.people import NUMBERS, actor, hanbit, organisation, person, signed_in
from tests.matching.world import AT, banned, hanbit_result, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
NEED = "프레스 3대의 생산 실적을 손으로 적고 있어 실시간으로 모으고 싶습니다."
SHEET = NeedSheet(domains=("MES",), need=NEED, start="quarter")
TYPED = {"domains": ["MES"], "need": NEED, "start": "quarter"}
SATURDAY = AT  # 21 November 2026, 14:03 in Seoul
DUE = date(2026, 11, 25)


@pytest.fixture
def owner(db: None) -> User:
    return person("owner@hanbit.example", hanbit(), name="김민재", phone="055-111-2222")


@pytest.fixture
def asked_of(db: None) -> Supplier:
    return mirae(requests_received=20, requests_answered_in_time=12)


def browser(user: User) -> Client:
    client = signed_in(user, second_factor=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


def ask(by: Actor, row: Supplier, at: datetime = SATURDAY, **more: object) -> Consultation:
    return actions.ask_supplier(by=by, at=at, supplier_id=row.pk, sheet=SHEET, **more)  # type: ignore[arg-type]


def counted(row: Supplier) -> tuple[int, int]:
    row.refresh_from_db()
    return row.requests_received, row.requests_answered_in_time


def test_a_question_is_due_after_three_korean_working_days(owner: User, asked_of: Supplier) -> None:
    assert ask(actor(owner), asked_of).due_on == DUE


def test_the_whole_way_from_the_profile_to_the_answer_and_the_end(owner: User, asked_of: Supplier) -> None:
    company, desk = browser(owner), browser(works_for(asked_of))
    assert "/suppliers/mirae-system/ask/" in company.get("/suppliers/mirae-system/").content.decode()
    assert company.get("/suppliers/mirae-system/ask/").status_code == 200
    url = company.post("/suppliers/mirae-system/ask/", TYPED).headers["Location"]
    listed = desk.get("/suppliers/consultations/").content.decode()
    assert "한빛정밀" in listed
    assert "새 문의" in listed
    page = desk.get(url).content.decode()
    assert NEED in page
    assert "owner@hanbit.example" not in page
    assert "055-111-2222" not in page
    assert "김민재" not in page
    assert "hello@mirae.example" not in company.get(url).content.decode()
    answered = desk.post(f"{url}answer/", {"body": "설비 종류를 알려 주시면 방문하겠습니다."})
    assert answered.status_code == 302
    assert "owner@hanbit.example" in desk.get(url).content.decode()
    assert "hello@mirae.example" in company.get(url).content.decode()
    assert company.post(f"{url}write/", {"body": "프레스 3대입니다."}).status_code == 302
    assert "프레스 3대입니다." in desk.get(url).content.decode()
    assert company.post(f"{url}close/").status_code == 302
    assert desk.post(f"{url}write/", {"body": "한 가지 더 묻겠습니다."}).status_code == 409
    for reader in (company, desk):
        page = reader.get(url).content.decode()
        assert "프레스 3대입니다." in page
    assert "owner@hanbit.example" not in desk.get(url).content.decode()


def test_the_thread_says_who_can_read_it(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    page = browser(owner).get(f"/suppliers/consultations/{row.pk}/").content.decode()
    assert "한빛정밀" in page
    assert "테크노파크, 부처, 다른 공급기업은 볼 수 없습니다" in page


def test_nobody_else_knows_that_it_exists(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    dasan = person("owner@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"]))
    rival = works_for(supplier("온누리", "onnuri"), "sales@onnuri.example")
    for stranger in (dasan, rival):
        client = browser(stranger)
        assert client.get(f"/suppliers/consultations/{row.pk}/").status_code == 404
        assert client.post(f"/suppliers/consultations/{row.pk}/write/", {"body": "x"}).status_code == 404
        assert "한빛정밀" not in client.get("/suppliers/consultations/").content.decode()


def test_postgresql_hides_it_from_others_without_the_scope(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    actions.answer(
        by=actor(works_for(asked_of)), at=AT, consultation_id=row.pk, body="방문하겠습니다. 좋습니다."
    )
    rival = actor(works_for(supplier("온누리", "onnuri"), "sales@onnuri.example"))
    enter(rival)
    assert not Consultation.objects.exists()
    assert not Message.objects.exists()
    enter(actor(owner))
    assert Consultation.objects.count() == 1
    assert Message.objects.count() == 1


def test_an_answer_in_time_counts_once(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    assert counted(asked_of) == (20, 12)
    desk = actor(works_for(asked_of))
    last_minute = datetime(2026, 11, 25, 14, 59, tzinfo=UTC)
    actions.answer(by=desk, at=last_minute, consultation_id=row.pk, body="방문해서 보겠습니다.")
    assert counted(asked_of) == (21, 13)
    with pytest.raises(Refused):
        actions.answer(by=desk, at=last_minute, consultation_id=row.pk, body="방문해서 보겠습니다.")
    assert counted(asked_of) == (21, 13)


def test_an_answer_a_minute_after_the_day_is_late(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    late = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    actions.answer(
        by=actor(works_for(asked_of)), at=late, consultation_id=row.pk, body="늦어서 죄송합니다. 가능합니다."
    )
    assert counted(asked_of) == (21, 12)


def test_declining_with_a_reason_counts_like_an_answer(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    desk = browser(works_for(asked_of))
    url = f"/suppliers/consultations/{row.pk}/"
    assert desk.post(f"{url}decline/", {"reason": "짧음"}).status_code == 422
    assert desk.post(f"{url}decline/", {"reason": "올해는 인력이 모두 배정되었습니다."}).status_code == 302
    enter(SYSTEM)
    row.refresh_from_db()
    assert row.state == "declined"
    page = browser(owner).get(url).content.decode()
    assert "올해는 인력이 모두 배정되었습니다." in page
    assert "hello@mirae.example" not in page


def test_silence_counts_once_and_the_company_is_told(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    on_the_day = datetime(2026, 11, 25, 3, tzinfo=UTC)
    enter(SYSTEM)
    assert count_late(by=SYSTEM, at=on_the_day) == 0
    assert count_late(by=SYSTEM, at=on_the_day + timedelta(days=1)) == 1
    assert count_late(by=SYSTEM, at=on_the_day + timedelta(days=2)) == 0
    assert counted(asked_of) == (21, 12)
    assert Notice.objects.filter(user_id=owner.pk, code="consultation-late").count() == 1
    actions.answer(
        by=actor(works_for(asked_of)),
        at=on_the_day + timedelta(days=3),
        consultation_id=row.pk,
        body="늦었지만 답합니다. 가능합니다.",
    )
    assert counted(asked_of) == (21, 12)


def test_the_supplier_is_reminded_on_the_last_day(owner: User, asked_of: Supplier) -> None:
    worker = works_for(asked_of)
    ask(actor(owner), asked_of)
    assert remind(by=SYSTEM, at=datetime(2026, 11, 24, 3, tzinfo=UTC)) == 0
    assert remind(by=SYSTEM, at=datetime(2026, 11, 25, 3, tzinfo=UTC)) == 1
    assert Notice.objects.filter(user_id=worker.pk, code="consultation-due").count() == 1


def test_a_question_closed_before_its_day_counts_nothing(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    for _twice in range(2):
        actions.close(by=actor(owner), at=AT + timedelta(hours=1), consultation_id=row.pk)
    assert counted(asked_of) == (20, 12)


def test_the_next_ranking_reads_the_new_counts(owner: User, asked_of: Supplier) -> None:
    before = supplier_pool().profiles[str(asked_of.pk)].response
    row = ask(actor(owner), asked_of)
    actions.answer(by=actor(works_for(asked_of)), at=AT, consultation_id=row.pk, body="방문해서 보겠습니다.")
    after = supplier_pool().profiles[str(asked_of.pk)].response
    assert (before.good, before.total, after.good, after.total) == (12, 20, 13, 21)


def test_a_stored_ranking_replays_the_same_after_an_answer(owner: User, asked_of: Supplier) -> None:
    policy()
    result = hanbit_result(Organisation.objects.get(business_number=NUMBERS["hanbit"]))
    stored = actions.recommend(by=SYSTEM, at=AT, result=result)
    assert stored is not None
    row = ask(actor(owner), asked_of)
    actions.answer(by=actor(works_for(asked_of)), at=AT, consultation_id=row.pk, body="방문해서 보겠습니다.")
    again = Recommendation.objects.get(pk=stored.pk)
    assert actions.replayed(again).checksum == again.checksum == stored.checksum


def test_the_same_form_sent_twice_is_one_question(owner: User, asked_of: Supplier) -> None:
    client = browser(owner)
    first, second = (client.post("/suppliers/mirae-system/ask/", TYPED) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    enter(SYSTEM)
    assert Consultation.objects.count() == 1
    assert Notice.objects.filter(code="consultation-asked").count() == 0  # nobody works there yet


def test_another_question_to_the_same_supplier_leads_to_the_open_one(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    client = browser(owner)
    typed = {**TYPED, "need": "다른 내용입니다. 품질 데이터를 모으고 싶습니다."}
    assert client.post("/suppliers/mirae-system/ask/", typed).status_code == 409
    opened = client.get("/suppliers/mirae-system/ask/")
    assert opened.headers["Location"] == f"/suppliers/consultations/{row.pk}/"


def test_a_banned_supplier_is_neither_shown_nor_asked(owner: User, asked_of: Supplier) -> None:
    banned(asked_of)
    client = browser(owner)
    assert client.get("/suppliers/mirae-system/ask/").status_code == 404
    refused = client.post("/suppliers/mirae-system/ask/", TYPED)
    assert refused.status_code == 409
    assert "지금 문의를 받지 않습니다" in refused.content.decode()
    enter(SYSTEM)
    assert not Consultation.objects.exists()


def test_a_ban_stops_what_is_open(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    worker = works_for(asked_of)
    actions.answer(by=actor(worker), at=AT, consultation_id=row.pk, body="방문해서 보겠습니다.")
    banned(asked_of)
    url = f"/suppliers/consultations/{row.pk}/"
    page = browser(owner).get(url).content.decode()
    assert "hello@mirae.example" not in page
    assert "/suppliers/mirae-system/" not in page
    for writer in (owner, worker):
        assert browser(writer).post(f"{url}write/", {"body": "계속하고 싶습니다."}).status_code == 409


def test_a_supplier_that_takes_no_work_refuses(owner: User) -> None:
    row = mirae(is_accepting=False)
    assert "/mirae-system/ask/" not in browser(owner).get("/suppliers/mirae-system/").content.decode()
    with pytest.raises(Refused) as refused:
        ask(actor(owner), row)
    assert refused.value.code == "unavailable"


def test_a_profile_that_is_not_public_cannot_be_asked(owner: User) -> None:
    row = supplier("온누리", "onnuri", is_published=False)
    assert browser(owner).post("/suppliers/onnuri/ask/", TYPED).status_code == 404
    with pytest.raises(Http404):
        ask(actor(owner), row)


def test_ones_own_company_is_not_asked(owner: User) -> None:
    twin = organisation("supplier", "한빛정밀", NUMBERS["hanbit"], sigungu="48121")
    with pytest.raises(Refused) as refused:
        ask(actor(owner), supplier("한빛정밀", "hanbit", organisation=twin))
    assert refused.value.code == "own"


def test_a_company_asks_so_many_suppliers_a_day(owner: User) -> None:
    for number in range(BY_COMPANY.most):
        ask(actor(owner), supplier(f"공급{number}", f"supplier-{number}"))
    with pytest.raises(Refused) as refused, transaction.atomic():
        ask(actor(owner), supplier("공급 끝", "supplier-last"))
    assert refused.value.code == "too-many"
    assert refused.value.status == 429


def test_an_address_that_is_not_confirmed_asks_nobody(asked_of: Supplier) -> None:
    user = person("new@hanbit.example", hanbit())
    user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refused:
        ask(actor(user), asked_of)
    assert refused.value.code == "unverified"


def test_the_result_is_shown_only_with_the_tick(owner: User, asked_of: Supplier) -> None:
    result = hanbit_result(Organisation.objects.get(business_number=NUMBERS["hanbit"]))
    desk, client = browser(works_for(asked_of)), browser(owner)
    sheet = client.get(f"/suppliers/mirae-system/ask/?result={result.pk}").content.decode()
    assert "is_shared" in sheet
    url = client.post("/suppliers/mirae-system/ask/", {**TYPED, "result": str(result.pk)}).headers["Location"]
    enter(SYSTEM)
    assert not Share.objects.exists()
    assert str(result.pk) not in desk.get(url).content.decode()
    assert desk.get(f"/results/{result.pk}/").status_code == 404


def test_with_the_tick_it_is_shared_on_a_consent_that_names_the_supplier(
    owner: User, asked_of: Supplier
) -> None:
    result = hanbit_result(Organisation.objects.get(business_number=NUMBERS["hanbit"]))
    desk, client = browser(works_for(asked_of)), browser(owner)
    typed = {**TYPED, "result": str(result.pk), "is_shared": "on"}
    url = client.post("/suppliers/mirae-system/ask/", typed).headers["Location"]
    enter(SYSTEM)
    consent = Consent.objects.get(subject_id=result.pk)
    assert consent.recipient_id == asked_of.organisation_id
    assert str(result.pk) in desk.get(url).content.decode()
    assert desk.get(f"/results/{result.pk}/").status_code == 200


def test_a_foreign_result_is_not_attached(owner: User, asked_of: Supplier) -> None:
    dasan = organisation("company", "다산테크", NUMBERS["dasan"], sigungu="11350")
    foreign = hanbit_result(dasan)
    with pytest.raises(Http404):
        ask(actor(owner), asked_of, result_id=foreign.pk, is_shared=True)
    assert not Share.objects.exists()


def test_what_was_typed_stays_when_something_is_missing(owner: User, asked_of: Supplier) -> None:
    answer = browser(owner).post("/suppliers/mirae-system/ask/", {"need": NEED, "start": "soon"})
    assert answer.status_code == 422
    assert NEED in answer.content.decode()
    assert "기술 분야를 하나 이상 고르십시오" in answer.content.decode()


def test_a_technology_the_supplier_does_not_offer_is_refused(owner: User, asked_of: Supplier) -> None:
    typed = {**TYPED, "domains": ["FEMS"]}
    assert browser(owner).post("/suppliers/mirae-system/ask/", typed).status_code == 422


def test_suppliers_and_visitors_ask_nobody(asked_of: Supplier) -> None:
    rival = browser(works_for(supplier("온누리", "onnuri"), "sales@onnuri.example"))
    assert rival.get("/suppliers/mirae-system/ask/").status_code == 403
    assert Client().get("/suppliers/mirae-system/ask/").status_code == 302


def test_one_side_cannot_do_what_is_the_others(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    with pytest.raises(Refused) as refused:
        actions.answer(by=actor(owner), at=AT, consultation_id=row.pk, body="저희가 스스로 답합니다.")
    assert refused.value.status == 403
    with pytest.raises(Refused):
        actions.close(by=actor(works_for(asked_of)), at=AT, consultation_id=row.pk)


def test_the_same_message_twice_is_one(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    for _twice in range(2):
        actions.write_message(by=actor(owner), at=AT, consultation_id=row.pk, body="도면이 있습니다.")
    assert Message.objects.filter(consultation=row).count() == 1


def test_every_step_leaves_an_event_and_a_notice(owner: User, asked_of: Supplier) -> None:
    worker = works_for(asked_of)
    row = ask(actor(owner), asked_of)
    actions.answer(by=actor(worker), at=AT, consultation_id=row.pk, body="방문해서 보겠습니다.")
    actions.close(by=actor(owner), at=AT, consultation_id=row.pk)
    verbs = Event.objects.filter(subject_id=str(row.pk)).order_by("at", "pk").values_list("verb", flat=True)
    assert set(verbs) == {"consultation.asked", "consultation.answered", "consultation.closed"}
    told = set(Notice.objects.filter(about__contains=str(row.pk)).values_list("user_id", "code"))
    assert told == {
        (worker.pk, "consultation-asked"),
        (owner.pk, "consultation-answered"),
        (worker.pk, "consultation-closed"),
    }
    asked = Notice.objects.get(user_id=worker.pk, code="consultation-asked")
    assert asked.settled_at is not None


@pytest.mark.parametrize(
    ("here", "there"),
    [(here, there) for here in State for there in State if here != there and there not in MOVES[here]],
)
def test_postgresql_refuses_every_other_move(
    owner: User, asked_of: Supplier, here: State, there: State
) -> None:
    row = ask(actor(owner), asked_of)
    Consultation.objects.filter(pk=row.pk).update(replied_at=AT)
    for step in {State.CLOSED: [State.CLOSED]}.get(here, [] if here is State.ASKED else [here]):
        Consultation.objects.filter(pk=row.pk).update(state=step.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=row.pk).update(state=there.value)


def test_postgresql_changes_no_message(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    made = actions.write_message(by=actor(owner), at=AT, consultation_id=row.pk, body="도면이 있습니다.")
    with pytest.raises(Exception, match="append"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE matching_message SET body = 'x' WHERE id = %s", [made.pk])


def test_it_is_destroyed_three_years_after_the_last_word(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    assert purge(SYSTEM, AT + timedelta(days=1095)) == 0
    assert purge(SYSTEM, AT + timedelta(days=1097)) == 1
    assert not Consultation.objects.filter(pk=row.pk).exists()


def test_an_unknown_one_is_not_found(owner: User) -> None:
    assert browser(owner).get(f"/suppliers/consultations/{uuid.uuid4()}/").status_code == 404


def test_messages_in_a_row_are_one_notice_and_one_mail_until_it_is_read(
    owner: User, asked_of: Supplier
) -> None:
    worker = works_for(asked_of)
    row = ask(actor(owner), asked_of)
    actions.answer(by=actor(worker), at=AT, consultation_id=row.pk, body="방문해서 보겠습니다.")
    mine = Notice.objects.filter(user_id=worker.pk, code="consultation-message")
    sent = len(mail.outbox)

    def write(number: int) -> None:
        body = f"{number}번 설비입니다.\n둘째 줄"
        actions.write_message(by=actor(owner), at=AT, consultation_id=row.pk, body=body)

    for number in range(5):
        write(number)
    only = mine.get()
    assert len(mail.outbox) == sent + 1
    assert "“0번 설비입니다.”" in mail.outbox[-1].body
    with translation.override("ko"):
        assert words(only.code, only.params)[1] == "읽지 않은 글이 5개 있습니다. 마지막 글: “4번 설비입니다.”"
    browser(worker).get(f"/suppliers/consultations/{row.pk}/")
    enter(SYSTEM)
    assert not mine.unread().exists()
    assert Notice.objects.filter(user_id=owner.pk, code="consultation-answered").get().settled_at
    write(5)
    assert (mine.count(), len(mail.outbox)) == (2, sent + 2)


def test_a_visitor_is_led_through_the_sign_in_to_the_need_sheet(owner: User, asked_of: Supplier) -> None:
    url = "/suppliers/mirae-system/ask/"
    assert f'href="{url}"' in Client().get("/suppliers/mirae-system/").content.decode()
    assert Client().get(url)["Location"].endswith(f"?next={url}")
    for user in (works_for(asked_of), person("lee@tp.example", organisation("technopark", "경남TP"))):
        assert url not in browser(user).get("/suppliers/mirae-system/").content.decode()


def test_the_menu_counts_what_waits_and_the_overdue_stand_first(owner: User, asked_of: Supplier) -> None:
    worker = works_for(asked_of)
    dasan = person("owner@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"]))
    old, new = ask(actor(owner), asked_of), ask(actor(dasan), asked_of, at=SATURDAY + timedelta(days=1))
    today = timezone.localdate()
    Consultation.objects.filter(pk=old.pk).update(due_on=today - timedelta(days=1))
    Consultation.objects.filter(pk=new.pk).update(due_on=today + timedelta(days=1))
    assert [each.pk for each in consultations_of(actor(worker))] == [old.pk, new.pk]
    assert (waiting_count(actor(worker)), waiting_count(actor(owner))) == (2, 0)
    actions.answer(by=actor(worker), at=AT, consultation_id=old.pk, body="방문해서 보겠습니다.")
    assert waiting_count(actor(worker)) == 1
    assert [each.pk for each in consultations_of(actor(worker))] == [new.pk, old.pk]


def test_a_closed_enquiry_says_when_it_was_closed(owner: User, asked_of: Supplier) -> None:
    row = ask(actor(owner), asked_of)
    worker = works_for(asked_of)
    actions.answer(by=actor(worker), at=AT + timedelta(hours=1), consultation_id=row.pk, body=NEED)
    actions.close(by=actor(owner), at=AT + timedelta(days=2), consultation_id=row.pk)
    page = browser(worker).get(f"/suppliers/consultations/{row.pk}/").content.decode()
    assert "11. 23.(월) 14:03에 종료했습니다." in page
    assert "11. 21.(토) 15:03에 답변했습니다." in page
    assert "11. 23.(월) 종료" in browser(worker).get("/suppliers/consultations/").content.decode()
