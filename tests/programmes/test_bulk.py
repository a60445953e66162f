"""One state for many results: checked first, each row accounted for, taken back."""

import re
from typing import Any

import pytest
from django.test import Client

from assessments.models import Result, Share
from core.audit.models import Event
from core.models import Organisation
from programmes.models import BulkChange, Review
from tests.core.accounts.people import signed_in
from tests.programmes.world import AT, as_portal, many, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48121", "48123")


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def send(browser: Client, address: str, data: dict[str, Any]) -> Any:
    answer = browser.post(address, data)
    as_portal()
    return answer


def checked(browser: Client, rows: list[Result], state: str, **more: str) -> str:
    data = {"row": [str(each.pk) for each in rows], "state": state, "scope": "chosen", **more}
    answer = send(browser, "/regional/states/check/", data)
    assert answer.status_code == 200
    return str(answer.content.decode())


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found.group(1)


def states() -> dict[str, str]:
    rows = Review.objects.select_related("result__organisation")
    return {each.result.organisation.name: each.state for each in rows}


def test_the_check_says_how_many_which_and_what_is_left_out(gyeongnam: Organisation, browser: Client) -> None:
    rows = [shared(name, n, "48123", gyeongnam) for n, name in enumerate(("가온", "나래", "다솜"))]
    send(browser, f"/regional/results/{rows[2].pk}/state/", {"state": "done"})
    foreign = shared("남의정밀", 9, "11350", gyeongnam)
    page = checked(browser, [*rows, foreign], "done")
    assert "결과 2건을 ‘완료’ 상태로 바꿉니다" in page
    assert "이미 이 상태" in page
    assert "더는 목록에 없음" in page
    assert "남의정밀" not in page
    assert "보내지 않습니다" in page
    assert states() == {"다솜": "done"}


def test_a_change_is_made_as_checked_and_undone_but_for_what_changed_since(
    gyeongnam: Organisation, browser: Client
) -> None:
    rows = [shared(name, n, "48123", gyeongnam) for n, name in enumerate(("가온", "나래", "다솜"))]
    send(browser, f"/regional/results/{rows[0].pk}/state/", {"state": "reading"})
    seen = seen_in(checked(browser, rows, "done"))
    send(browser, f"/regional/results/{rows[1].pk}/state/", {"state": "contacted"})  # a colleague, meanwhile
    made = send(browser, "/regional/states/", {"state": "done", "seen": seen, "query": "sort=name"})
    assert states() == {"가온": "done", "나래": "contacted", "다솜": "done"}
    receipt = browser.get(made["Location"]).content.decode()
    as_portal()
    assert "2건이 이제 ‘완료’" in receipt
    assert "그 사이 다른 사람이 바꿈" in receipt
    assert 'href="/regional/?sort=name"' in receipt
    send(browser, f"/regional/results/{rows[2].pk}/state/", {"state": "new"})
    undone = send(browser, f"{made['Location']}undo/", {})
    assert states() == {"가온": "reading", "나래": "contacted", "다솜": "new"}
    assert "1건이 바꾸기 전 상태로" in browser.get(undone["Location"]).content.decode()
    as_portal()
    assert send(browser, f"{made['Location']}undo/", {}).status_code == 409
    assert {each.verb for each in Event.objects.filter(subject_kind="bulk_change")} == {
        "reviews.changed",
        "reviews.undone",
    }


def test_all_of_the_filtered_list_can_be_changed(gyeongnam: Organisation, browser: Client) -> None:
    many(60, gyeongnam)
    shared("한빛정밀", 1, "48121", gyeongnam)
    data = {"scope": "all", "state": "done", "query": "sigungu=48123"}
    page = send(browser, "/regional/states/check/", data).content.decode()
    assert "결과 60건을" in page
    send(browser, "/regional/states/", {"state": "done", "seen": seen_in(page)})
    assert Review.objects.filter(state="done").count() == 60
    assert "한빛정밀" not in states()


def test_nothing_chosen_or_an_unknown_state_leads_back_with_words(
    gyeongnam: Organisation, browser: Client
) -> None:
    row = shared("한빛정밀", 1, "48123", gyeongnam)
    for data, words in (
        ({"state": "done", "scope": "chosen"}, "먼저 줄을 고르십시오"),
        ({"state": "x", "row": str(row.pk), "scope": "chosen"}, "상태를 하나"),
        ({"state": "done", "row": "\x00nonsense"}, "먼저 줄을 고르십시오"),
    ):
        answer = browser.post("/regional/states/check/", {**data, "query": "sort=name"}, follow=True)
        as_portal()
        assert answer.redirect_chain == [("/regional/?sort=name", 302)]
        assert words in answer.content.decode()
    nothing = send(browser, "/regional/states/", {"state": "done", "seen": "x:y"})
    assert nothing.status_code == 409
    assert not BulkChange.objects.exists()


def test_a_withdrawn_result_is_left_out_and_another_technopark_finds_no_receipt(
    gyeongnam: Organisation, browser: Client
) -> None:
    kept, gone = shared("가온", 1, "48123", gyeongnam), shared("나래", 2, "48123", gyeongnam)
    seen = seen_in(checked(browser, [kept, gone], "done"))
    Share.objects.filter(result=gone).update(withdrawn_at=AT)
    made = send(browser, "/regional/states/", {"state": "done", "seen": seen})
    assert states() == {"가온": "done"}
    assert "나래" not in browser.get(made["Location"]).content.decode()
    as_portal()
    elsewhere = signed_in(officer(technopark("SEOUL", "서울테크노파크", "11350")))
    assert elsewhere.get(made["Location"]).status_code == 404
    as_portal()
    assert send(elsewhere, f"{made['Location']}undo/", {}).status_code == 404
    assert states() == {"가온": "done"}
