"""State and note of a result at a technopark: whose they are, never lost, never overwritten unseen."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from assessments.models import Result, Share
from core.accounts.actor import Actor, Place
from core.audit.models import Event
from core.models import Organisation
from core.scope import enter
from programmes.history import events_of
from programmes.models import FormerNote, Review
from programmes.retention import reviews as destroy_reviews
from programmes.views.reviews import joined
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import AT, as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48121", "48123", "48250")


@pytest.fixture
def hanbit(gyeongnam: Organisation) -> Result:
    return shared("한빛정밀", 1, "48123", gyeongnam)


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def send(browser: Client, address: str, data: dict[str, Any], **more: Any) -> Any:
    answer = browser.post(address, data, **more)
    as_portal()
    return answer


def note(browser: Client, given: Result, text: str, version: int = 0, **more: Any) -> Any:
    return send(
        browser, f"/regional/results/{given.pk}/note/", {"note": text, "version": version, **more}, **SCRIPT
    )


def state(browser: Client, given: Result, to: str, version: int | None = None, **more: Any) -> Any:
    """Set the state as somebody who has seen what is stored, or who saw this version of it."""
    row = Review.objects.filter(result=given).first()
    seen = version if version is not None else row.state_version if row else 0
    return send(browser, f"/regional/results/{given.pk}/state/", {"state": to, "version": seen}, **more)


def names(browser: Client, **query: str) -> list[str]:
    page = browser.get("/regional/", query).content.decode()
    as_portal()
    return re.findall(r'<th scope="row"><input[^>]*> (?:<span.*?</span></span>)?<a[^>]*>([^<]+)', page)


def test_a_note_is_saved_as_typed_with_who_and_when(hanbit: Result, browser: Client) -> None:
    answer = note(browser, hanbit, "  방문 상담 12월 3일\r\n설비 3대 ")
    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.content.decode()
    row = Review.objects.get()
    assert (row.note, row.note_version, row.note_by_id) == (
        "방문 상담 12월 3일\n설비 3대",
        1,
        officer_of(browser),
    )
    page = browser.get(f"/results/{hanbit.pk}/").content.decode()
    assert "방문 상담 12월 3일" in page
    assert "officer@gyeongnam.example" in page
    as_portal()
    assert "방문" not in str(Event.objects.get(verb="review.note-written").data)


def officer_of(browser: Client) -> Any:
    from uuid import UUID

    return UUID(browser.session["_auth_user_id"])


def test_a_stale_note_is_a_conflict_with_both_texts_and_overwrites_nothing(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    note(colleague, hanbit, "전화함")
    answer = note(browser, hanbit, "부재중")
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "전화함" in said
    assert "부재중" in said
    assert "data-mine" in said  # the browser keeps the text until these two are seen
    assert Review.objects.get().note == "전화함"
    chosen = note(browser, hanbit, "부재중", 1, whole="1")
    assert (chosen.status_code, Review.objects.get().note) == (200, "부재중")
    assert 'id="desk-note"' in chosen.content.decode()


def test_the_same_note_sent_again_is_no_conflict(hanbit: Result, browser: Client) -> None:
    assert [note(browser, hanbit, "전화함").status_code for _time in range(2)] == [200, 200]
    assert Review.objects.get().note_version == 1


def test_a_note_without_script_leads_back_and_a_conflict_keeps_the_text(
    hanbit: Result, browser: Client
) -> None:
    address = f"/regional/results/{hanbit.pk}/note/"
    saved = send(browser, address, {"note": "전화함", "version": "0", "in": "tier=basic"})
    assert saved["Location"] == f"/results/{hanbit.pk}/?in=tier%3Dbasic#review"
    stale = send(browser, address, {"note": "부재중", "version": "0"})
    assert stale.status_code == 409
    assert ">부재중</textarea>" in stale.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣"])
def test_any_version_is_answered(hanbit: Result, browser: Client, version: str) -> None:
    data = {"note": "전화함", "version": version}
    assert send(browser, f"/regional/results/{hanbit.pk}/note/", data, **SCRIPT).status_code == 200


def test_a_note_that_is_too_long_says_how_long(hanbit: Result, browser: Client) -> None:
    answer = note(browser, hanbit, "가" * 2_001)
    assert answer.status_code == 422
    assert "2001" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_state_is_set_shown_filtered_and_recorded(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    shared("다산테크", 2, "48250", gyeongnam)
    answer = state(browser, hanbit, "contacted", **SCRIPT)
    assert re.search(r'value="contacted"[^>]*aria-pressed="true"', answer.content.decode())
    assert names(browser, state="contacted") == ["한빛정밀"]
    assert names(browser, state="pending") == names(browser, state="new") == ["다산테크"]
    assert names(browser, state="done") == []
    note(browser, hanbit, "전화함")
    assert (names(browser, note="yes"), names(browser, note="no")) == (["한빛정밀"], ["다산테크"])
    event = Event.objects.get(verb="review.state-set")
    assert event.data == {"from": "new", "to": "contacted"}
    assert state(browser, hanbit, "nonsense").status_code == 422


def test_a_state_set_without_seeing_the_last_one_is_a_conflict_with_both_and_overwrites_nothing(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer", name="이동료"))
    state(colleague, hanbit, "contacted", 0)
    answer = state(browser, hanbit, "done", 0, **SCRIPT)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert Review.objects.get().state == "contacted"
    for words in (
        "그 사이 동료가 이 상태를 바꾸었습니다",
        "이동료",
        "‘완료’ 상태로 바꾸기",
        "‘연락함’ 상태로 두기",
        "data-mine",
    ):
        assert words in said, words
    assert re.search(
        r'id="state-version" name="version" value="1"', said
    )  # both were seen: the next one counts
    assert state(browser, hanbit, "done", 1, **SCRIPT).status_code == 200
    assert (Review.objects.get().state, Review.objects.get().state_version) == ("done", 2)
    assert Event.objects.filter(verb="review.state-set").count() == 2


def test_the_same_state_set_twice_is_no_conflict(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    assert [state(each, hanbit, "done", 0, **SCRIPT).status_code for each in (colleague, browser)] == [
        200,
        200,
    ]
    assert Review.objects.get().state_version == 1


def test_ones_own_other_window_is_not_called_a_colleague(hanbit: Result, browser: Client) -> None:
    state(browser, hanbit, "contacted", 0)
    note(browser, hanbit, "전화함")
    for answer in (state(browser, hanbit, "done", 0, **SCRIPT), note(browser, hanbit, "부재중")):
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "다른 창에서" in said
        assert "동료" not in said


def test_a_conflict_of_states_without_script_shows_both_and_the_choice(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    state(signed_in(person("second@gntp.example", gyeongnam, "officer")), hanbit, "contacted", 0)
    stale = state(browser, hanbit, "done", 0)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "지금 저장된 상태" in page
    assert 'name="version" value="1"' in page
    assert "‘완료’ 상태로 바꾸기" in page


def test_state_and_note_each_say_whether_they_are_saved_and_what_comes_next_stands_below(
    hanbit: Result, browser: Client
) -> None:
    page = browser.get(f"/results/{hanbit.pk}/", {"in": "sort=name"}).content.decode()
    panel = page[page.index('id="review"') :]
    order = ['id="desk-state"', 'id="desk-note"', "desk-onward", "기업 연락처"]
    assert sorted(order, key=panel.index) == order
    for form in ("desk-state", "desk-note"):
        part = panel[panel.index(f'id="{form}"') :]
        line = part[: part.index("</form>")]
        assert "data-save-status" in line
        assert 'data-conflict=""' in line  # said once, where both stand
        assert "지난번에 보내지 못한" in line
    assert f"/regional/next/?sort=name&amp;after={hanbit.pk}" in panel


def test_the_next_one_to_do_is_the_one_after_this_in_the_list(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    second = shared("한새정밀", 2, "48123", gyeongnam)
    third = shared("한솔정밀", 3, "48123", gyeongnam)
    state(browser, second, "done")

    def leads(**more: str) -> str:
        address = browser.get("/regional/next/", {"sort": "name", **more})["Location"]
        as_portal()
        return address

    assert leads() == f"/results/{hanbit.pk}/?in=sort%3Dname"
    assert leads(after=str(hanbit.pk)) == f"/results/{third.pk}/?in=sort%3Dname"
    assert leads(after=str(third.pk)) == f"/results/{hanbit.pk}/?in=sort%3Dname"
    wrapped = "목록에서 이 뒤로는 처리할 결과가 없습니다. 맨 위부터 이어 갑니다."
    assert wrapped in browser.get(f"/results/{hanbit.pk}/").content.decode()
    as_portal()
    assert leads(after="x") == leads()
    waiting = {"state": "pending"}
    assert leads(after=str(second.pk), **waiting) == f"/results/{third.pk}/?in=state%3Dpending%26sort%3Dname"
    assert wrapped not in browser.get(f"/results/{third.pk}/").content.decode()
    as_portal()
    for each in (hanbit, third):
        state(browser, each, "contacted")
    done = leads(sigungu="48123")
    assert done == "/regional/?sigungu=48123&sort=name&state=pending"
    assert "모두 처리하셨습니다" in browser.get(done).content.decode()


def test_another_technopark_and_the_company_see_nothing_of_it(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    note(browser, hanbit, "전화함")
    seoul = technopark("SEOUL", "서울테크노파크", "11350")
    elsewhere = signed_in(officer(seoul))
    assert note(elsewhere, hanbit, "남의 메모", 1).status_code == 404
    assert state(elsewhere, hanbit, "done").status_code == 404
    owner = signed_in(person("owner@hanbit.example", hanbit.organisation))
    page = owner.get(f"/results/{hanbit.pk}/").content.decode()
    assert "전화함" not in page
    assert "desk-note" not in page
    as_portal()
    for place, expected in ((gyeongnam, 1), (seoul, 0), (hanbit.organisation, 0)):
        here = Place(place.pk, place.kind, "officer")
        enter(Actor(user_id=officer_of(browser), places=(here,), place=here, has_second_factor=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM programmes_review")
            assert cursor.fetchone() == (expected,), place.name
        assert Review.objects.count() == expected
        as_portal()


def test_notes_end_with_the_share_and_with_the_result(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    from core.accounts.actor import SYSTEM

    note(browser, hanbit, "전화함")
    assert destroy_reviews(SYSTEM, AT) == 0
    Share.objects.update(withdrawn_at=AT)
    assert note(browser, hanbit, "다시", 1).status_code == 404
    from datetime import timedelta

    assert destroy_reviews(SYSTEM, AT + timedelta(days=29)) == 0
    assert destroy_reviews(SYSTEM, AT + timedelta(days=31)) == 1
    Share.objects.update(withdrawn_at=None)
    note(browser, hanbit, "전화함")
    here = Place(hanbit.organisation_id, "company", "administrator")
    enter(Actor(user_id=officer_of(browser), places=(here,), place=here))
    Result.objects.filter(pk=hanbit.pk).delete()
    as_portal()
    assert not Review.objects.exists()


def test_the_way_back_to_the_filtered_list_is_on_every_page_of_a_result(
    hanbit: Result, browser: Client
) -> None:
    for part in ("", "plan/", "suppliers/", "method/", "answers/", "why/PLAN-1/"):
        page = browser.get(f"/results/{hanbit.pk}/{part}", {"in": "q=한빛&sort=name"}).content.decode()
        assert 'href="/regional/?q=%ED%95%9C%EB%B9%9B&amp;sort=name"' in page, part
        for inner in re.findall(rf'href="(/results/{hanbit.pk}/[^"]*)"', page):
            assert "?in=" in inner or inner.endswith(("/regional/", "/spreadsheet/")), (part, inner)


def test_what_was_done_is_told_with_who_when_and_from_what_to_what(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    state(browser, hanbit, "reading")
    for version, text in enumerate(("전화", "전화함", "전화함, 방문 예정")):
        note(browser, hanbit, text, version)
    seen = {"state": "done", "seen": f"{hanbit.pk}:reading"}
    made = send(colleague, "/regional/states/", seen)
    send(browser, f"{made['Location']}undo/", {})
    answer = state(browser, hanbit, "contacted", **SCRIPT)
    told = answer.content.decode().partition('id="desk-history"')[2].partition("</ol>")[0]
    assert re.findall(r"<b>(.*?)</b>", told) == [
        "보는 중 → 연락함",
        "완료 → 보는 중 (여러 건 변경을 되돌림)",
        "보는 중 → 완료 (여러 건을 함께 바꿈)",
        "메모를 적음",
        "새로 옴 → 보는 중",
    ]
    assert "second@gntp.example" in told
    page = browser.get(f"/results/{hanbit.pk}/").content.decode()
    as_portal()
    assert told.partition(">")[2] in page


def test_another_technopark_is_not_told_what_was_done(hanbit: Result, browser: Client) -> None:
    state(browser, hanbit, "reading")
    elsewhere = technopark("SEOUL", "서울테크노파크", "11350")
    assert len(events_of(hanbit.pk, [elsewhere.pk])) == 0
    assert len(events_of(hanbit.pk, [Review.objects.get().organisation_id])) == 1


def test_two_notes_can_be_stored_together_and_edited(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    note(browser, hanbit, "설비 3대")
    note(colleague, hanbit, "설비 3대\n전화함", 1)
    refused = note(browser, hanbit, "설비 3대\n부재중", 1).content.decode()
    assert "합쳐서 저장하기" in refused
    both = "설비 3대\n전화함\n부재중"
    assert "설비 3대<br>전화함<br>부재중" in refused
    chosen = note(browser, hanbit, both, 2, whole="1").content.decode()
    assert f">{both}</textarea>" in chosen
    assert Review.objects.get().note == both
    plain = send(browser, f"/regional/results/{hanbit.pk}/note/", {"note": "방문함", "version": "1"})
    assert f'name="note" value="{both}\n방문함"' in plain.content.decode()


@pytest.mark.parametrize("mine", ["전화함", "설비 3대\n전화함\n부재중", "", "  전화함  "])
def test_nothing_is_offered_together_where_one_note_holds_the_other(mine: str) -> None:
    assert joined("설비 3대\n전화함", mine) == ""


def test_the_verdict_stands_before_what_the_reader_is_told(hanbit: Result, browser: Client) -> None:
    page = browser.get(f"/results/{hanbit.pk}/").content.decode()
    as_portal()
    assert page.index('href="#review"') < page.index('id="verdict"') < page.index("이 회사가")


def test_what_a_note_said_before_stays_in_the_history_and_nobody_rewrites_it(
    hanbit: Result, gyeongnam: Organisation, browser: Client
) -> None:
    note(browser, hanbit, "전화함")
    note(browser, hanbit, "전화함. 부재중", 1)
    note(signed_in(person("second@gntp.example", gyeongnam, "officer")), hanbit, "방문함", 2)
    assert list(FormerNote.objects.values_list("version", "note")) == [(2, "전화함. 부재중")]
    page = browser.get(f"/results/{hanbit.pk}/").content.decode()
    as_portal()
    assert "이전 메모" in page
    assert "<p>전화함. 부재중</p>" in page
    here = Place(gyeongnam.pk, gyeongnam.kind, "officer")
    enter(Actor(user_id=officer_of(browser), places=(here,), place=here, has_second_factor=True))
    assert FormerNote.objects.update(note="다른 글") == 0
    assert FormerNote.objects.all()._raw_delete("default") == 0
    here = Place(hanbit.organisation_id, "company", "administrator")
    enter(Actor(user_id=officer_of(browser), places=(here,), place=here))
    assert not FormerNote.objects.exists()
    as_portal()
    Review.objects.all().delete()
    assert not FormerNote.objects.exists()
