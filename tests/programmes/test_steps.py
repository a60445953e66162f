"""Going through the regional list one result after the other."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from assessments.models import Result
from core.models import Organisation
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123", "48250")


@pytest.fixture
def three(gyeongnam: Organisation) -> list[Result]:
    """Three results in the order of their companies' names; the last is of another district."""
    return [
        shared("가람", 1, "48123", gyeongnam),
        shared("나래", 2, "48123", gyeongnam),
        shared("다산", 3, "48250", gyeongnam),
    ]


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def opened(browser: Client, result: Result, query: str | None) -> str:
    tail = "" if query is None else f"?{urlencode({'in': query})}"
    answer = browser.get(f"/results/{result.pk}/{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


def address(result: Result, query: str) -> str:
    return f'href="/results/{result.pk}/?{urlencode({"in": query})}"'


def test_a_result_says_its_place_in_the_list_and_leads_to_its_neighbours(
    three: list[Result], browser: Client
) -> None:
    page = opened(browser, three[1], "sort=name")
    assert "목록 3건 가운데 2번째" in page
    assert f"data-desk-before {address(three[0], 'sort=name')}" in page
    assert f"data-desk-after {address(three[2], 'sort=name')}" in page


def test_the_list_ends_where_the_filters_end_it(three: list[Result], browser: Client) -> None:
    query = "sigungu=48123&sort=name"
    first, last = opened(browser, three[0], query), opened(browser, three[1], query)
    assert "목록 2건 가운데 2번째" in last
    assert "data-desk-before" not in first
    assert "data-desk-after" not in last


def test_a_result_that_was_worked_on_keeps_its_place_in_the_list_of_what_waits(
    three: list[Result], browser: Client
) -> None:
    browser.post(f"/regional/results/{three[1].pk}/state/", {"state": "done", "version": "0"})
    as_portal()
    page = opened(browser, three[1], "state=pending&sort=name")
    assert "목록 3건 가운데 2번째" in page
    assert "data-desk-before" in page
    assert "data-desk-after" in page


@pytest.mark.parametrize("query", [None, "q=없음", "tier=x", "q=없음&opened=no"])
def test_without_a_list_that_holds_it_a_result_has_no_place(
    three: list[Result], browser: Client, query: str | None
) -> None:
    page = opened(browser, three[0], query)
    assert "번째" not in page
    assert "다음 처리할 결과 열기" in page


def test_on_a_narrow_screen_a_link_leads_down_to_the_panel_and_to_the_bulk_bar(
    three: list[Result], browser: Client
) -> None:
    jump = 'button--small" href="#review">상태와 메모</a>'
    for tail in ("", "answers/", "method/"):
        page = browser.get(f"/results/{three[0].pk}/{tail}").content.decode()
        assert jump in page, tail
        assert page.count('id="review"') == 1, tail
    as_portal()
    page = browser.get("/regional/").content.decode()
    assert page.index('desk-jump--bulk" href="#bulk"') < page.index("<tbody>") < page.index('id="bulk"')
    as_portal()
    owner = signed_in(person("owner@garam.example", three[0].organisation))
    assert "desk-jump" not in owner.get(f"/results/{three[0].pk}/").content.decode()


def test_the_way_back_keeps_rows_and_page_and_ends_at_the_row(
    gyeongnam: Organisation, browser: Client
) -> None:
    made = [shared(f"회사{number:03}", number, "48123", gyeongnam) for number in range(101)]
    last, first = made[100], made[0]
    page = browser.get("/regional/?sort=name&rows=100&page=2").content.decode()
    assert f'<tr id="row-{last.pk}">' in page
    assert address(last, "sort=name&rows=100&page=2") in page
    assert "/regional/next/?sort=name&amp;rows=100" in page
    as_portal()
    back = 'href="/regional/?{}#row-{}">목록으로 돌아가기'
    kept = "sort=name&amp;rows=100"
    assert back.format(f"{kept}&amp;page=2", last.pk) in opened(browser, last, "sort=name&rows=100")
    as_portal()
    assert back.format(kept, first.pk) in opened(browser, first, "sort=name&rows=100&page=2")
    as_portal()
    left = "state=done&rows=100&page=2"
    assert back.format(left.replace("&", "&amp;"), first.pk) in opened(browser, first, left)
    as_portal()
    onward = browser.get(f"/regional/next/?sort=name&rows=100&after={first.pk}")["Location"]
    assert onward == f"/results/{made[1].pk}/?{urlencode({'in': 'sort=name&rows=100'})}"
