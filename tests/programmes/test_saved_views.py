"""Saved views: a person's own names for filters."""

import re
from typing import Any

import pytest
from django.test import Client

from core.models import Organisation
from programmes.models import SavedView
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    park = technopark("GYEONGNAM", "경남테크노파크", "48121", "48123")
    shared("한빛정밀", 1, "48123", park)
    return park


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def send(browser: Client, address: str, **data: str) -> Any:
    answer = browser.post(address, data)
    as_portal()
    return answer


def chips(browser: Client, address: str = "/regional/") -> list[tuple[str, str]]:
    page = browser.get(address).content.decode()
    as_portal()
    return re.findall(r'<a class="chip" href="/regional/(\?[^"]*)"[^>]*>([^<]+)</a>', page)


def test_filters_are_saved_found_again_renamed_and_deleted(browser: Client) -> None:
    page = browser.get("/regional/?sigungu=48123&sort=name").content.decode()
    assert 'href="/regional/views/?sigungu=48123&amp;sort=name"' in page
    saved = send(browser, "/regional/views/", name=" 성산구 ", query="sort=name&sigungu=48123&page=3&x=1")
    assert saved["Location"] == "/regional/?sigungu=48123&sort=name"
    view = SavedView.objects.get()
    assert ("?sigungu=48123&amp;sort=name", "성산구") in chips(browser)
    shown = browser.get("/regional/?sort=name&sigungu=48123").content.decode()
    assert re.search(r'aria-current="true">성산구<', shown)
    assert f"/regional/views/{view.pk}/" in shown
    send(browser, f"/regional/views/{view.pk}/", name="창원 성산")
    assert [name for _query, name in chips(browser) if name == "창원 성산"]
    gone = send(browser, f"/regional/views/{view.pk}/delete/")
    assert gone["Location"] == "/regional/?sigungu=48123&sort=name"
    assert not SavedView.objects.exists()


def test_a_name_given_again_takes_the_new_filters(browser: Client) -> None:
    send(browser, "/regional/views/", name="내 목록", query="tier=basic")
    send(browser, "/regional/views/", name="내 목록", query="tier=advanced")
    assert SavedView.objects.get().query == "tier=advanced"


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("", "tier=basic", "이름을 쓰십시오"),
        ("가" * 41, "tier=basic", "40자"),
        ("모두", "", "먼저 고른 뒤"),
        ("잘못", "tier=x", "목록에서 먼저 고치십시오"),
    ],
)
def test_what_cannot_be_saved_is_said_on_the_form(browser: Client, name: str, query: str, words: str) -> None:
    answer = send(browser, "/regional/views/", name=name, query=query)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_view_is_its_owners_alone(gyeongnam: Organisation, browser: Client) -> None:
    send(browser, "/regional/views/", name="내 목록", query="tier=basic")
    view = SavedView.objects.get()
    colleague = signed_in(person("second@gntp.example", gyeongnam, "officer"))
    assert not [name for _query, name in chips(colleague) if name == "내 목록"]
    address = f"/regional/views/{view.pk}/"
    assert colleague.get(address).status_code == 404
    as_portal()
    assert send(colleague, address, name="남의 것").status_code == 404
    assert send(colleague, f"{address}delete/").status_code == 404
    assert SavedView.objects.get().name == "내 목록"


def test_twenty_views_are_enough_and_two_have_different_names(browser: Client) -> None:
    for number in range(20):
        send(browser, "/regional/views/", name=f"목록 {number}", query=f"q={number}")
    full = send(browser, "/regional/views/", name="하나 더", query="q=x")
    assert (full.status_code, SavedView.objects.count()) == (422, 20)
    first = SavedView.objects.get(name="목록 0")
    taken = send(browser, f"/regional/views/{first.pk}/", name="목록 1")
    assert taken.status_code == 422
    assert "이미 있습니다" in taken.content.decode()
