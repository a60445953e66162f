"""What an answer was: kept by the database, shown per question, brought back."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from assessments import actions
from assessments.models import Answer, FormerAnswer, FrameworkVersion, Session
from core.accounts.actor import Actor
from core.scope import acting, acting_as_system
from tests.assessments.test_pages import costs
from tests.assessments.world import AT, FULL, PLANT, begin, company, member, signed_in, stored, visitor

Frameworks = dict[str, FrameworkVersion]
ITEM = "STR1-01"


def _save(browser: Client, session: Session, choice: str, version: int, **more: str) -> int:
    return browser.post(
        f"/assessments/{session.pk}/answers/{ITEM}/",
        {ITEM: choice, f"{ITEM}.version": str(version), f"{ITEM}.comment": "", **more},
        headers={"HX-Request": "true"},
    ).status_code


def _url(session: Session) -> str:
    return f"/assessments/{session.pk}/answers/{ITEM}/history/"


def _words(response: object) -> str:
    body = response.content.decode().split("<main")[1].split("</main>")[0]  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def _kept(session: Session) -> list[tuple[int, list[str], str, str]]:
    with acting_as_system():
        rows = FormerAnswer.objects.filter(session_id=session.pk).order_by("version")
        return list(rows.values_list("version", "choices", "comment", "origin"))


def test_a_change_keeps_what_was_before_and_a_first_answer_keeps_nothing(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    assert _save(browser, session, "1", 0, **{f"{ITEM}.comment": "설비 세 대"}) == 200
    assert _kept(session) == []
    assert _save(browser, session, "3", 1) == 200
    assert _kept(session) == [(1, ["1"], "설비 세 대", "")]


def test_the_history_says_who_changed_what_from_what_to_what(frameworks: Frameworks) -> None:
    hanbit = company()
    owner, colleague = member(hanbit), member(hanbit, "line@hanbit.example")
    mine, theirs = signed_in(owner), signed_in(colleague)
    session = begin(mine)
    _save(mine, session, "1", 0)
    assert _save(theirs, session, "2", 0) == 409
    assert _save(theirs, session, "2", 1, **{f"{ITEM}.origin": "chosen"}) == 200
    said = _words(mine.get(_url(session), headers={"accept-language": "en"}))
    newest, oldest = said.index("line@hanbit.example"), said.index("You ")
    assert newest < oldest
    assert "Chosen between two different answers" in said
    assert said.count("Bring this answer back") == 1
    assert "No answer" in said[oldest:]


def test_an_older_answer_comes_back_with_its_note_and_nothing_is_forgotten(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    _save(browser, session, "1", 0, **{f"{ITEM}.comment": "설비 세 대"})
    _save(browser, session, "4", 1)
    back = browser.post(_url(session), {"version": "1", "seen": "2"})
    assert back.status_code == 302
    assert back["Location"].endswith(f"/modules/STR1/#{ITEM}")
    row = stored(session.pk)[ITEM]
    assert (row.choices, row.comment, row.version, row.origin) == (["1"], "설비 세 대", 3, "undone")
    assert [version for version, *_rest in _kept(session)] == [1, 2]


def test_nothing_is_brought_back_over_a_change_that_was_not_seen(frameworks: Frameworks) -> None:
    browser = Client(headers={"accept-language": "en"})
    session = begin(browser)
    for version, choice in enumerate(("1", "4", "5")):
        _save(browser, session, choice, version)
    refused = browser.post(_url(session), {"version": "1", "seen": "2"})
    assert refused.status_code == 409
    assert "changed in the meantime" in _words(refused)
    assert stored(session.pk)[ITEM].choices == ["5"]


@pytest.mark.parametrize("sent", [{}, {"version": "x", "seen": "1"}, {"version": "9", "seen": "2"}])
def test_a_version_that_never_was_is_not_there(frameworks: Frameworks, sent: dict[str, str]) -> None:
    browser = Client()
    session = begin(browser)
    _save(browser, session, "1", 0)
    _save(browser, session, "2", 1)
    assert browser.post(_url(session), sent).status_code == 404


def test_what_a_page_says_about_the_origin_is_one_of_two_words(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    _save(browser, session, "1", 0, **{f"{ITEM}.origin": "carried"})
    assert stored(session.pk)[ITEM].origin == ""


def test_what_arrived_without_its_reply_is_no_conflict_with_oneself(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    first, second, third = "aaaaaaaa1111", "bbbbbbbb2222", "cccccccc3333"
    assert _save(browser, session, "1", 0, mark=first) == 200
    assert _save(browser, session, "2", 0, mark=second, unsure=first) == 200
    assert _save(browser, session, "3", 0, mark=third, unsure=f"{first},{second}") == 200
    assert [choices for _version, choices, *_rest in _kept(session)] == [["1"], ["2"]]


def test_what_somebody_else_did_in_between_is_a_conflict_all_the_same(frameworks: Frameworks) -> None:
    hanbit = company()
    mine, theirs = signed_in(member(hanbit)), signed_in(member(hanbit, "line@hanbit.example"))
    session = begin(mine)
    first, second = "aaaaaaaa1111", "bbbbbbbb2222"
    _save(mine, session, "1", 0, mark=first)
    _save(theirs, session, "5", 1)
    assert _save(mine, session, "2", 0, mark=second, unsure=first) == 409
    _save(theirs, session, "1", 2, mark="dddddddd4444")
    assert _save(mine, session, "2", 0, mark=second, unsure=first) == 409
    for unsure in ("", ",", "'; --", "DDDDDDDD4444"):
        assert _save(mine, session, "2", 0, mark="\0", unsure=unsure) == 409
    assert stored(session.pk)[ITEM].choices == ["1"]


def test_carried_answers_say_so(frameworks: Frameworks) -> None:
    by = visitor()
    with acting(by):
        first = actions.start(framework_id=frameworks[FULL].pk, plant=PLANT, by=by, at=AT)
        actions.answer(session_id=first.pk, item=ITEM, choice="3", expected_version=0, by=by, at=AT)
        second = actions.start(
            framework_id=frameworks[FULL].pk, plant=PLANT, by=by, at=AT, carry_from=first.pk
        )
    assert stored(second.pk)[ITEM].origin == "carried"


def test_the_history_costs_a_fixed_number_of_queries(frameworks: Frameworks) -> None:
    browser = signed_in(member(company()))
    session = begin(browser)
    _save(browser, session, "1", 0)
    browser.get(_url(session))
    with costs() as short:
        browser.get(_url(session))
    for version, choice in enumerate("2345", start=1):
        _save(browser, session, choice, version)
    with costs() as long:
        browser.get(_url(session))
    assert short.queries == long.queries <= 6, long.statements


def test_nobody_else_reads_a_history(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    _save(browser, session, "1", 0)
    _save(browser, session, "2", 1)
    for other in (Client(), signed_in(member(company()))):
        assert other.get(_url(session)).status_code == 404
    for by, count in ((visitor("x" * 64), 0), (Actor(), 0), (visitor(session.draft_key), 1)):
        with acting(by):
            assert FormerAnswer.objects.filter(session_id=session.pk).count() == count


def _refused(sql: str) -> str:
    with (
        pytest.raises(IntegrityError) as refused,
        acting_as_system(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    return str(refused.value)


def test_the_database_lets_nobody_rewrite_or_remove_a_history(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    _save(browser, session, "1", 0)
    _save(browser, session, "2", 1)
    assert "append-only" in _refused("UPDATE assessments_formeranswer SET comment = 'x'")
    assert "append-only" in _refused("DELETE FROM assessments_formeranswer")
    assert "next version" in _refused("UPDATE assessments_answer SET comment = 'x'")
    assert browser.post(f"/assessments/{session.pk}/discard/").status_code == 302
    assert _kept(session) == []
    with acting_as_system():
        assert not Answer.objects.filter(session_id=session.pk).exists()
