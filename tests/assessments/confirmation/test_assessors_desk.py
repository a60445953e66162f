"""What an assessor works with: position, keys, the company's own answer, days, and counts in words."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.clock import report_due_on
from assessments.documents import framework_of
from assessments.models import LevelApplication, Subject, Verification
from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.scope import enter
from core.web.wording import SEOUL, date_text
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import AT, World, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


@pytest.fixture
def browser(hanbit: World) -> Client:
    return signed_in(hanbit.people["assessor"])


def _page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    enter(SYSTEM)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _first(hanbit: World) -> tuple[str, str, str]:
    """The desk, its first question, and what the company answered there."""
    made.assessing(hanbit)
    desk = f"/assessments/verifications/{hanbit.row().verification_id}/"
    code = next(iter(framework_of(hanbit.result.framework).items))
    return desk, f"{desk}items/{code}/", str(hanbit.result.answers[code])


def test_a_question_says_its_place_what_is_left_and_which_answer_is_the_companys(
    hanbit: World, browser: Client
) -> None:
    _desk, item, claimed = _first(hanbit)
    total = len(hanbit.result.answers)
    seen = _page(browser, item)
    assert f"{total}문항 중 1번째" in seen
    assert f"살펴보지 않은 문항 {total}개" in seen
    mine = seen[seen.index(f'value="{claimed}"') :]
    assert seen.count("회사의 답</span>") == 1
    assert mine.index("회사의 답</span>") < mine.index("</label>")
    assert 'data-key="1"' in seen
    assert "js/answering.js" in seen


def test_keeping_one_says_how_and_opens_the_next_for_the_keyboard(hanbit: World, browser: Client) -> None:
    desk, item, _claimed = _first(hanbit)
    assert f'href="{item}"' in _page(browser, desk)
    answer = browser.post(item, {"as_claimed": "on"})
    enter(SYSTEM)
    assert answer.status_code == 302
    following = _page(browser, answer["Location"])
    assert "회사의 답대로." in following
    assert following.count("autofocus") == 1
    assert f"살펴보지 않은 문항 {len(hanbit.result.answers) - 1}개" in following


def test_the_keys_choose_on_every_way_in_beginning_at_the_level_chosen(
    hanbit: World, browser: Client
) -> None:
    _desk, item, claimed = _first(hanbit)
    first = _page(browser, item)
    assert first.count("autofocus") == 1
    assert re.findall(r'<input type="radio" name="level"[^>]*>', first)[0].endswith(" autofocus>")
    browser.post(item, {"as_claimed": "on"})
    enter(SYSTEM)
    again = _page(browser, item)
    assert again.count("autofocus") == 1
    chosen = re.findall(r"<input[^>]* autofocus>", again)[0]
    assert (f'value="{claimed}"' in chosen, "checked" in chosen) == (True, True)
    faulty = browser.post(item, {"level": "", "reason": ""})
    enter(SYSTEM)
    assert "autofocus" not in faulty.content.decode()


def test_a_question_kept_without_a_level_asks_for_one_in_plain_words(hanbit: World, browser: Client) -> None:
    _desk, item, _claimed = _first(hanbit)
    answer = browser.post(item, {"reason": "현장에서 보았습니다."})
    enter(SYSTEM)
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="level_error"' in seen
    assert "확인한 수준을 골라 주십시오." in seen
    assert "선택지가 없습니다" not in seen
    assert "현장에서 보았습니다." in seen


def test_what_one_did_already_is_said_to_be_ones_own_with_the_way_to_it(
    hanbit: World, browser: Client
) -> None:
    case = f"/assessments/levels/{made.reported(hanbit).pk}/"
    desk = f"/assessments/verifications/{hanbit.row().verification_id}/"
    for url, sent, way, said in (
        (f"{case}report/", {"summary": made.SUMMARY, "visited": "on", "sure": "on"}, case, "이미 내셨습니다"),
        (f"{case}visit/", {"visit_on": "2026-11-20"}, case, "이미 내셨습니다"),
        (f"{desk}finish/", {"rest": "on"}, desk, "이미 마친 확인입니다"),
    ):
        answer = browser.post(url, sent)
        enter(SYSTEM)
        seen = answer.content.decode()
        assert answer.status_code == 409
        assert said in seen
        assert f'href="{way}"' in seen
        assert "다른 사람" not in seen


def test_a_finished_question_says_in_words_how_it_was_found(hanbit: World, browser: Client) -> None:
    _desk, item, claimed = _first(hanbit)
    row, code = hanbit.row().verification_id, item.split("/")[-2]
    hanbit.do("assessor", actions.judge, verification_id=row, item=code, value=claimed, reason="")
    hanbit.do("assessor", actions.finish, verification_id=row, confirms_rest=True)
    assert "살펴보고 회사의 답대로 확인한 수준" in _page(browser, item)
    other = next(each for each in hanbit.result.answers if each != code)
    rest = _page(browser, item.replace(code, other))
    assert ("살펴보지 않음</span>" in rest, "회사의 답대로 둔 수준" in rest) == (True, True)


def test_a_day_that_passed_is_said_to_have_passed_wherever_it_stands(hanbit: World, browser: Client) -> None:
    made.assessing(hanbit)
    today = timezone.now().astimezone(SEOUL).date()
    visit = today - timedelta(days=20)
    LevelApplication.objects.update(visit_on=visit)
    over = (today - report_due_on(visit)).days
    case = f"/assessments/levels/{hanbit.row().pk}/"
    listed = _page(browser, "/assessments/levels/")
    assert "20일 지남" in listed
    assert f"{over}일 지남" in listed
    shown = _page(browser, case)
    assert "방문 날짜가 지남" in shown
    assert f"{over}일 지남" in shown
    assert f"{over}일 지남" in _page(browser, "/assessments/verifications/")
    LevelApplication.objects.update(visit_on=None)
    Verification.objects.update(opened_at=AT)
    assert "방문 날짜를 정하지 않음" in _page(browser, "/assessments/levels/")
    assert "방문 날짜가 지남" not in _page(browser, case)


def test_another_day_for_a_visit_that_passed_needs_a_reason_and_keeps_the_first(
    hanbit: World, browser: Client
) -> None:
    case = f"/assessments/levels/{made.assessing(hanbit).pk}/"
    today = timezone.now().astimezone(SEOUL).date()
    first, other = today - timedelta(days=20), today + timedelta(days=3)
    LevelApplication.objects.update(visit_on=first, submitted_at=timezone.now() - timedelta(days=40))
    assert "왜 다른 날로 정합니까?" in _page(browser, case)
    refused = browser.post(f"{case}visit/", {"visit_on": other.isoformat()})
    enter(SYSTEM)
    assert refused.status_code == 422
    assert "이미 지났습니다" in refused.content.decode()
    assert hanbit.row().visit_on == first
    for day in (other, other + timedelta(days=1)):
        sent = {"visit_on": day.isoformat(), "reason": "설비 고장으로 방문을 미루었습니다."}
        assert browser.post(f"{case}visit/", sent).status_code == 302
        enter(SYSTEM)
    row = hanbit.row()
    assert (row.visit_on, row.visit_first_on) == (other + timedelta(days=1), first)
    seen = _page(browser, case)
    assert "처음 정한 날" in seen
    assert date_text(first) in seen
    assert "설비 고장으로" in seen
    events = Event.objects.filter(verb="level_application.visit_put_off")
    assert [each.data for each in events] == [{"first": first.isoformat(), "to": other.isoformat()}]
    declared = {"subject": Subject.VERIFICATION, "is_free": False, "reason": "친척이 일합니다."}
    made.declared(hanbit, "assessor", key=row.verification_id, **declared)
    assert (hanbit.row().visit_on, hanbit.row().visit_first_on) == (None, None)


def test_levels_have_their_numbers_and_the_key_of_a_level_is_its_number(
    hanbit: World, browser: Client
) -> None:
    desk, item, _claimed = _first(hanbit)
    seen = _page(browser, item)
    for choice in framework_of(hanbit.result.framework).items[item.split("/")[-2]].choices:
        assert f"수준 {choice.code} · {choice.label.ko}" in seen
        sent = f'name="level" value="{choice.code}"'
        assert f'data-key="{choice.code}"' in seen[seen.index(sent) :][:80]
    code, claimed = next(
        (each, str(value)) for each, value in hanbit.result.answers.items() if value in "012345"
    )
    other = "1" if claimed != "1" else "0"
    browser.post(f"{desk}items/{code}/", {"level": other, "reason": "현장에서 보았습니다."})
    enter(SYSTEM)
    assert f"{claimed} → {other}" in _page(browser, f"{desk}?show=different")


def test_the_way_back_leads_to_a_form_that_was_refused_or_asked_about_until_one_signs_out(
    hanbit: World, browser: Client
) -> None:
    case = f"/assessments/levels/{made.verified(hanbit).pk}/"
    refused = browser.post(f"{case}report/", {"summary": "짧음"})
    enter(SYSTEM)
    asked = browser.post(f"{case}report/", {"summary": made.SUMMARY, "visited": "on"})
    enter(SYSTEM)
    assert f"신고한 Level {hanbit.result.level} 그대로입니다." in asked.content.decode()
    page = browser.get(case)
    enter(SYSTEM)
    kept = [each["Cache-Control"] for each in (refused, asked, page)]
    assert kept == ["private, no-cache", "private, no-cache", "no-store, private"]
    assert [each.status_code for each in (refused, asked)] == [422, 200]
    assert browser.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
