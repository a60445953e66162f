"""A contradiction is asked about before submitting, can be explained, and never blocks."""

import pytest
from django.db import connection
from django.test import Client

from assessments.models import FrameworkVersion, HintReply, Session
from core.audit.models import Event
from core.scope import acting, acting_as_system
from tests.assessments.world import begin, company, member, signed_in, visitor

Frameworks = dict[str, FrameworkVersion]
HINT, LOW, HIGH = "no-mes-but-live-results", "SYS1-03", "PRC3-02"
WHY = "설비 두 대만 실적을 보내고 나머지는 손으로 적습니다."


def _answer(browser: Client, session: Session, item: str, choice: str, version: int = 0) -> None:
    sent = {item: choice, f"{item}.version": str(version)}
    assert browser.post(f"/assessments/{session.pk}/answers/{item}/", sent).status_code in {200, 302}


@pytest.fixture
def begun(frameworks: Frameworks) -> tuple[Client, Session]:
    browser = signed_in(member(company()))
    session = begin(browser)
    _answer(browser, session, LOW, "0")
    _answer(browser, session, HIGH, "4")
    return browser, session


def _check(browser: Client, session: Session) -> str:
    return browser.get(f"/assessments/{session.pk}/check/").content.decode()


def _reply(browser: Client, session: Session, reason: str = "", hint: str = HINT) -> int:
    return browser.post(f"/assessments/{session.pk}/check/{hint}/", {"reason": reason}).status_code


def test_both_answers_stand_side_by_side_with_the_way_to_each(begun: tuple[Client, Session]) -> None:
    browser, session = begun
    page = _check(browser, session)
    assert "서로 맞지 않아 보이는 답 1건" in page
    part = page[page.index('id="hints"') : page.index('id="plant"')]
    for item in (LOW, HIGH):
        assert f"#{item}" in part
    assert "설비가 실적을 자동으로 보낸다" in part
    assert "맞습니다" in part
    assert f"/check/{HINT}/" in part


def test_a_reply_is_kept_with_its_reason_until_an_answer_changes(begun: tuple[Client, Session]) -> None:
    browser, session = begun
    assert _reply(browser, session, f" {WHY}\n") == 302
    page = _check(browser, session)
    assert WHY in page
    assert "맞다고 하셨습니다" in page
    with acting_as_system():
        row = HintReply.objects.get()
        assert (row.reason, row.answers) == (WHY, {LOW: "0", HIGH: "4"})
        event = Event.objects.get(verb="session.hint_confirmed")
        assert (event.subject_id, event.data) == (str(session.pk), {"hint": HINT})
    _answer(browser, session, HIGH, "3", 1)
    again = _check(browser, session)
    assert WHY not in again
    assert f"/check/{HINT}/" in again
    _answer(browser, session, LOW, "dont_know", 1)
    assert 'id="hints"' not in _check(browser, session)
    assert _reply(browser, session) == 409


def test_what_is_no_reply_is_refused_and_nothing_is_kept(begun: tuple[Client, Session]) -> None:
    browser, session = begun
    assert _reply(browser, session, "가" * 501) in {409, 422}
    assert _reply(browser, session, hint="no-such-hint") == 409
    with acting_as_system():
        assert not HintReply.objects.exists()


def test_nobody_else_replies_or_reads(begun: tuple[Client, Session]) -> None:
    browser, session = begun
    assert _reply(browser, session, WHY) == 302
    dasan = member(company("다산테크", "2208162517"), "owner@dasan.example")
    assert _reply(signed_in(dasan), session) == 404
    assert _reply(Client(), session) in {302, 403, 404}
    for by in (dasan, visitor()):
        with acting(by), connection.cursor() as cursor:  # the second wall
            cursor.execute("SELECT count(*) FROM assessments_hintreply")
            assert cursor.fetchone() == (0,)
