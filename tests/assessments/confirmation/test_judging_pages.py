"""The assessor's list and question: one press a row, undo, search, two windows, and the next case."""

import re

import pytest
from django.test import Client

from assessments import actions
from assessments.documents import framework_of
from assessments.models import Judgement
from core.accounts.actor import SYSTEM
from core.scope import enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import World, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


@pytest.fixture
def browser(hanbit: World) -> Client:
    made.assessing(hanbit)
    return signed_in(hanbit.people["assessor"])


def _page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    enter(SYSTEM)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _sent(browser: Client, url: str, status: int, *, htmx: bool = False, **values: str) -> str:
    answer = browser.post(url, values, headers={"HX-Request": "true"} if htmx else {})
    enter(SYSTEM)
    assert answer.status_code == status
    return str(answer.get("Location", "") or answer.content.decode())


def _desk(hanbit: World) -> tuple[str, str]:
    """The desk and the code of its first question."""
    code = next(iter(framework_of(hanbit.result.framework).items))
    return f"/assessments/verifications/{hanbit.row().verification_id}/", code


def test_one_press_in_the_list_keeps_the_companys_answer_and_one_undoes_it(
    hanbit: World, browser: Client
) -> None:
    desk, code = _desk(hanbit)
    total = len(hanbit.result.answers)
    url = f"{desk}items/{code}/"
    assert f'formaction="{url}"' in _page(browser, desk)
    way = _sent(browser, url, 302, as_claimed="on", **{"from": "list"}, show="open")
    assert way == f"{desk}?show=open&done={code}#row-{code}"
    seen = _page(browser, way.partition("#")[0])
    assert f'id="row-{code}"' in seen
    assert f"모두 {total}문항 = 회사의 답대로 1 + 다르게 0 + 살펴보지 않음 {total - 1}" in seen
    last = str(Judgement.objects.get().pk)
    line = _sent(browser, f"{url}undo/", 200, htmx=True, seen=last, **{"from": "list"})
    assert line.count("<tr") == 1
    assert 'name="as_claimed"' in line
    assert f"= 회사의 답대로 0 + 다르게 0 + 살펴보지 않음 {total}" in line
    assert Judgement.objects.latest("pk").is_taken_back


def test_a_word_of_another_window_is_not_written_over_unseen(hanbit: World, browser: Client) -> None:
    desk, code = _desk(hanbit)
    url, claimed = f"{desk}items/{code}/", str(hanbit.result.answers[code])
    one, other = [each for each in "0123" if each != claimed][:2]
    _sent(browser, url, 302, level=one, reason="현장에서 보았습니다.", seen="0")
    refused = _sent(browser, url, 422, level=other, reason="다른 창에서 본 것입니다.", seen="0")
    assert "그사이 다른 창에서" in refused
    assert "현장에서 보았습니다." in refused
    assert "다른 창에서 본 것입니다." in refused
    assert Judgement.objects.get().choices == [one]
    for unreadable in ("9" * 25, "٣", ""):
        _sent(browser, url, 422, level=other, reason="다른 창에서 본 것입니다.", seen=unreadable)
    stands = re.search(r'name="seen" value="(\d+)"', refused)
    assert stands
    _sent(browser, url, 302, level=other, reason="다른 창에서 본 것입니다.", seen=stands[1])
    assert Judgement.objects.latest("pk").choices == [other]


def test_undoing_brings_back_what_stood_before_and_only_the_last_word(hanbit: World, browser: Client) -> None:
    desk, code = _desk(hanbit)
    url, claimed = f"{desk}items/{code}/", str(hanbit.result.answers[code])
    other = "0" if claimed != "0" else "1"
    _sent(browser, url, 302, level=other, reason="현장에서 보았습니다.")
    following = _page(browser, _sent(browser, url, 302, as_claimed="on"))
    assert "되돌리기" in following
    last = str(Judgement.objects.latest("pk").pk)
    assert _sent(browser, f"{url}undo/", 302, seen=last) == url
    again = Judgement.objects.latest("pk")
    assert (again.choices, again.reason) == ([other], "현장에서 보았습니다.")
    _sent(browser, f"{url}undo/", 302, seen=last)
    assert Judgement.objects.latest("pk") == again


def test_the_list_is_searched_by_initials_by_part_and_by_files(hanbit: World, browser: Client) -> None:
    desk, code = _desk(hanbit)
    framework = framework_of(hanbit.result.framework)
    title = framework.items[code].title.ko
    found = _page(browser, f"{desk}?show=all&q={title[:2]}")
    assert title in found
    assert found.count('id="row-') < len(hanbit.result.answers)
    module = framework.modules[1]
    of_part = _page(browser, f"{desk}?show=all&part={module.code}")
    assert of_part.count('id="row-') == len(
        [each for each in module.children if each.code in hanbit.result.answers]
    )
    assert "이런 문항이 없습니다" in _page(browser, f"{desk}?show=all&files=on") or 'id="row-' not in _page(
        browser, f"{desk}?show=all&files=on"
    )
    assert 'id="row-' not in _page(browser, f"{desk}?q=%00(((")


def test_a_reason_of_one_letter_is_no_reason(hanbit: World, browser: Client) -> None:
    desk, code = _desk(hanbit)
    other = "0" if str(hanbit.result.answers[code]) != "0" else "1"
    refused = _sent(browser, f"{desk}items/{code}/", 422, level=other, reason="ㅋ")
    assert "5자 이상" in refused
    assert not Judgement.objects.exists()


def test_a_finished_verification_says_who_and_when_and_offers_the_next_case(
    hanbit: World, browser: Client
) -> None:
    desk, _code = _desk(hanbit)
    row = hanbit.row().verification_id
    hanbit.do("assessor", actions.finish, verification_id=row, confirms_rest=True)
    seen = _page(browser, desk)
    assert "마친 때" in seen
    assert "다음 건" in seen
    assert f"/assessments/levels/{hanbit.row().pk}/" in seen
    assert f"살펴보지 않고 회사의 답대로 {len(hanbit.result.answers)}" in seen
