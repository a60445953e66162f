"""One state for many results: checked first, each row accounted for, taken back."""

import re
from typing import Any

import pytest
from django.test import Client

from assessments.models import Result, Share
from core.audit.models import Event
from core.models import Organisation
from programmes.actions.bulk import DRAFTS_MOST
from programmes.models import BulkChange, BulkDraft, Review
from tests.core.accounts.people import person, signed_in
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
    return opened(browser, send(browser, "/regional/states/check/", data))


def opened(browser: Client, answer: Any) -> str:
    """The page that a form leads to."""
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    as_portal()
    assert page.status_code == 200
    return str(page.content.decode())


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
    send(browser, f"/regional/results/{rows[2].pk}/state/", {"state": "new", "version": "1"})
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
    page = opened(browser, send(browser, "/regional/states/check/", data))
    assert "결과 60건을" in page
    send(browser, "/regional/states/", {"state": "done", "seen": seen_in(page)})
    assert Review.objects.filter(state="done").count() == 60
    assert "한빛정밀" not in states()


def test_nothing_chosen_leads_back_with_words(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    for data, words in (
        ({"state": "done", "scope": "chosen"}, "먼저 줄을 고르십시오"),
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


def test_the_check_has_an_address_that_opens_again_and_says_when_the_change_was_made(
    gyeongnam: Organisation, browser: Client
) -> None:
    rows = [shared(name, n, "48123", gyeongnam) for n, name in enumerate(("가온", "나래"))]
    data = {"row": [str(each.pk) for each in rows], "state": "done", "scope": "chosen", "query": "sort=name"}
    check = send(browser, "/regional/states/check/", data)
    for _time in range(2):
        assert "결과 2건을" in opened(browser, check)
    page = opened(browser, check)
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    assert colleague.get(check["Location"]).status_code == 404
    as_portal()
    sent = {"state": "done", "seen": seen_in(page), "query": "sort=name", "draft": draft_in(page)}
    made = send(browser, "/regional/states/", sent)
    again = opened(browser, check)
    assert "이 변경은 이미 했습니다" in again
    assert f'href="{made["Location"]}"' in again
    assert 'name="seen"' not in again
    send(browser, f"{made['Location']}undo/", {})
    assert "결과 2건을" in opened(browser, check)


def draft_in(page: str) -> str:
    found = re.search(r'name="draft" value="([^"]*)"', page)
    assert found
    return found.group(1)


def test_the_oldest_checks_make_room(gyeongnam: Organisation, browser: Client) -> None:
    row = shared("가온", 1, "48123", gyeongnam)
    first = send(browser, "/regional/states/check/", {"row": str(row.pk), "state": "done"})["Location"]
    for _time in range(DRAFTS_MOST):
        send(browser, "/regional/states/check/", {"row": str(row.pk), "state": "done"})
    assert BulkDraft.objects.count() == DRAFTS_MOST
    assert browser.get(first).status_code == 404


def test_the_record_lists_who_changed_how_many_from_what_to_what_and_undoes_it(
    gyeongnam: Organisation, browser: Client
) -> None:
    def record(of: Client) -> str:
        page = of.get("/regional/states/").content.decode()
        as_portal()
        return page

    assert "한 번에 바꾼 상태가 아직 없습니다" in record(browser)
    rows = [shared(name, n, "48123", gyeongnam) for n, name in enumerate(("가온", "나래", "다솜"))]
    send(browser, f"/regional/results/{rows[0].pk}/state/", {"state": "reading"})
    made = send(
        browser, "/regional/states/", {"state": "done", "seen": seen_in(checked(browser, rows, "done"))}
    )
    page = record(browser)
    assert "새로 옴 2 · 보는 중 1 → 완료" in page
    assert f'href="{made["Location"]}"' in page
    assert f'action="{made["Location"]}undo/"' in page
    send(browser, f"{made['Location']}undo/", {})
    assert f'action="{made["Location"]}undo/"' not in record(browser)
    assert "되돌림" in record(browser)
    assert "새로 옴" not in record(signed_in(officer(technopark("SEOUL", "서울테크노파크", "11350"))))
    for address in ("/regional/", made["Location"]):
        assert 'href="/regional/states/"' in browser.get(address).content.decode()
        as_portal()


def test_no_state_is_chosen_beforehand_and_none_is_refused(gyeongnam: Organisation, browser: Client) -> None:
    row = shared("한빛정밀", 1, "48123", gyeongnam)
    page = browser.get("/regional/").content.decode()
    as_portal()
    assert re.search(r'<select [^>]*id="bulk-state"[^>]*><option value="" selected>', page)
    left = browser.get("/regional/states/check/?sort=name")
    assert left["Location"] == "/regional/?sort=name"
    assert browser.post("/regional/states/check/", {"row": str(row.pk), "state": "x"}).status_code == 422
    answer = browser.post("/regional/states/check/", {"row": str(row.pk), "state": ""})
    as_portal()
    assert answer.status_code == 422
    assert re.search(r'aria-invalid="true" aria-describedby="bulk-error"', answer.content.decode())
    assert "상태를 하나" in answer.content.decode()


def test_where_no_row_would_change_the_check_says_why(gyeongnam: Organisation, browser: Client) -> None:
    row = shared("한빛정밀", 1, "48123", gyeongnam)
    page = opened(browser, send(browser, "/regional/states/check/", {"row": str(row.pk), "state": "new"}))
    assert "바뀔 결과가 없습니다" in page
    assert "0건을" not in page
    assert "되돌리" not in page.partition("<main")[2].partition("</main")[0]


def test_after_undoing_the_title_says_so_and_each_row_has_its_state_of_now(
    gyeongnam: Organisation, browser: Client
) -> None:
    rows = [shared(name, n, "48123", gyeongnam) for n, name in enumerate(("가람", "나래"), 1)]
    seen = " ".join(f"{each.pk}:new" for each in rows)
    made = browser.post("/regional/states/", {"state": "done", "seen": seen, "once": "t"})["Location"]
    browser.post(f"/regional/results/{rows[0].pk}/state/", {"state": "contacted", "version": "1"})
    browser.post(f"{made}undo/")
    page = browser.get(made).content.decode()
    as_portal()
    assert "연락함 · 그 뒤에 바뀜" in page
    assert "되돌" in page.partition("<title>")[2].partition("</title>")[0]


def test_a_page_after_the_last_is_said_to_be_none(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    page = browser.get("/regional/?page=999").content.decode()
    as_portal()
    assert "마지막 쪽" in page
