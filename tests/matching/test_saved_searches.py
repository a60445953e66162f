"""Saved searches: a person's own, watched for suppliers that did not fit before."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, User
from core.audit.models import Event
from core.models import Notice
from core.scope import enter
from matching.actions.profile import RESERVED
from matching.actions.searches import tell_of_news
from matching.models import SavedSearch
from tests.core.accounts.people import actor, hanbit, person, signed_in
from tests.matching.world import AT, banned, costs, mirae, supplier

pytestmark = pytest.mark.usefixtures("as_system")
SEARCHES = "/suppliers/searches/"
NEW = "/suppliers/searches/new/"


@pytest.fixture
def owner(db: None) -> User:
    return person("owner@hanbit.example", hanbit(), name="김민재")


@pytest.fixture
def browser(owner: User) -> Client:
    client = signed_in(owner, second_factor=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


def opened(browser: Client, path: str = SEARCHES) -> str:
    answer = browser.get(path)
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def send(browser: Client, path: str = NEW, **data: str) -> Any:
    answer = browser.post(path, data)
    enter(SYSTEM)
    return answer


def saved(browser: Client, name: str = "MES", query: str = "domain=MES", **more: str) -> SavedSearch:
    assert send(browser, name=name, query=query, **{"is_watched": "on", **more}).status_code == 302
    return SavedSearch.objects.get(name=" ".join(name.split()))


def mornings(days: int = 1) -> int:
    told = tell_of_news(by=SYSTEM, at=AT + timedelta(days=days))
    enter(SYSTEM)
    return told


def test_the_search_offers_to_be_saved_with_its_choices_and_without_its_order(browser: Client) -> None:
    mirae()
    page = opened(browser, "/suppliers/?domain=MES&sort=name&page=1&supplier=mirae-system")
    assert 'href="/suppliers/searches/new/?domain=MES"' in page
    assert "/suppliers/searches/new/" not in opened(browser, "/suppliers/")
    form = opened(browser, NEW + "?domain=MES&region=48")
    assert re.search(r'name="name" value="[^"]*MES', form)
    assert "1곳" in form


def test_a_search_is_saved_opened_renamed_and_deleted_and_can_be_taken_back(browser: Client) -> None:
    mirae()
    row = saved(browser, " 경남  MES ", "sort=name&page=2&x=1&region=48&domain=MES")
    assert (row.name, row.wish) == ("경남 MES", {"region": ["48"], "domain": ["MES"]})
    page = opened(browser)
    assert "/suppliers/?region=48&amp;domain=MES" in page
    send(browser, f"{SEARCHES}{row.pk}/", name="창원 MES")
    row.refresh_from_db()
    assert (row.name, row.is_watched, row.known) == ("창원 MES", False, [])
    send(browser, f"{SEARCHES}{row.pk}/delete/")
    assert not SavedSearch.objects.exists()
    gone = opened(browser)
    hidden = dict(re.findall(r'<input type="hidden" name="(name|query)" value="([^"]*)"', gone))
    send(browser, name=hidden["name"], query=hidden["query"].replace("&amp;", "&"))
    assert SavedSearch.objects.get().wish == {"region": ["48"], "domain": ["MES"]}
    assert "되돌리기" not in opened(browser)
    verbs = [each.verb for each in Event.objects.filter(subject_kind="saved_search").order_by("at", "id")]
    assert verbs == ["search.saved", "search.changed", "search.deleted", "search.saved"]


def test_a_name_given_again_takes_the_new_search(browser: Client) -> None:
    saved(browser, "찾기", "domain=MES")
    saved(browser, "찾기", "domain=ERP")
    assert SavedSearch.objects.get().wish == {"domain": ["ERP"]}


def test_somebody_new_is_told_of_once_in_the_inbox_and_by_mail(browser: Client, owner: User) -> None:
    mirae()
    row = saved(browser)
    assert mornings() == 0
    supplier("한결기업", "hangyeol", domains=["MES"])
    assert mornings(2) == 1
    notice = Notice.objects.get(user_id=owner.pk, code="search-news")
    assert (notice.params["new"], notice.params["names"], notice.url) == (1, "MES", SEARCHES)
    assert mornings(3) == 0
    for path in (notice.url, f"{SEARCHES}{row.pk}/"):
        page = opened(browser, path)
        assert "한결기업" in page
        assert "미래시스템" not in page


def test_one_person_gets_one_notice_a_morning_however_many_searches(browser: Client, owner: User) -> None:
    saved(browser, "하나", "domain=MES")
    saved(browser, "둘", "q=한결")
    supplier("한결기업", "hangyeol", domains=["MES"])
    assert mornings() == 1
    notice = Notice.objects.get(code="search-news")
    assert (notice.params["new"], set(notice.params["names"].split(", "))) == (1, {"하나", "둘"})


def test_whoever_left_or_closed_the_account_is_not_told(browser: Client, owner: User) -> None:
    saved(browser)
    supplier("한결기업", "hangyeol", domains=["MES"])
    Membership.objects.filter(user=owner).update(state="ended", ended_at=AT)
    assert mornings() == 0
    Membership.objects.filter(user=owner).update(state="active", ended_at=None)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert mornings(2) == 0
    assert not Notice.objects.filter(code="search-news").exists()


def test_names_that_differ_in_letters_of_the_same_sound_only_are_told_apart_as_postgresql_does(
    browser: Client,
) -> None:
    for name in ("İ", "i", "ẞ", "ß"):
        assert send(browser, name=name, query="domain=MES").status_code == 302
    assert send(browser, name="\u200b\u202e", query="domain=MES").status_code == 422


def test_a_search_too_long_to_be_kept_is_refused_and_not_cut(browser: Client) -> None:
    answer = send(browser, name="긴 것", query="domain=MES&" + "q=" + "가" * 700)
    assert answer.status_code == 302
    long = send(browser, name="더 긴 것", query="domain=MES&x=" + "a" * 2_000)
    assert long.status_code == 422
    assert "많아 저장할 수 없습니다" in long.content.decode()


def test_what_was_deleted_comes_back_only_where_it_was(browser: Client, owner: User) -> None:
    row = saved(browser)
    send(browser, f"{SEARCHES}{row.pk}/delete/")
    assert "되돌리기" in opened(browser)
    session = browser.session
    session["search_gone"] = {**session["search_gone"], "place": "00000000-0000-0000-0000-000000000000"}
    session.save()
    assert "되돌리기" not in opened(browser)


def test_news_that_nobody_opened_gathers_in_one_notice(browser: Client) -> None:
    row = saved(browser)
    supplier("한결기업", "hangyeol", domains=["MES"])
    mornings(1)
    supplier("가온", "gaon", domains=["MES"])
    mornings(2)
    assert Notice.objects.get(code="search-news").params["new"] == 2
    Notice.objects.filter(code="search-news").update(read_at=AT)
    supplier("도담", "dodam", domains=["MES"])
    mornings(3)
    row.refresh_from_db()
    assert len(row.news) == 1


def test_a_banned_supplier_is_neither_news_nor_shown_as_what_was_new(browser: Client) -> None:
    row = saved(browser)
    barred = supplier("한결기업", "hangyeol", domains=["MES"])
    mornings(1)
    assert "한결기업" in opened(browser)
    banned(barred)
    assert "한결기업" not in opened(browser)
    assert "한결기업" not in opened(browser, f"{SEARCHES}{row.pk}/")
    late = supplier("가온", "gaon", domains=["MES"])
    banned(late)
    assert mornings(2) == 0


def test_whoever_fits_again_after_a_time_is_new_again(browser: Client) -> None:
    saved(browser)
    row = supplier("한결기업", "hangyeol", domains=["MES"])
    mornings(1)
    type(row).objects.filter(pk=row.pk).update(is_published=False)
    assert mornings(2) == 0
    type(row).objects.filter(pk=row.pk).update(is_published=True)
    assert mornings(3) == 1


def test_an_unwatched_search_tells_nothing(browser: Client) -> None:
    saved(browser, is_watched="")
    supplier("한결기업", "hangyeol", domains=["MES"])
    assert mornings() == 0
    assert not Notice.objects.filter(code="search-news").exists()


def test_what_cannot_be_saved_is_said_and_what_was_typed_stays(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    supplier("한결기업", "hangyeol", domains=["MES"])
    for data, sentence in (
        ({"name": "", "query": "domain=MES"}, "이름을 지어 주십시오"),
        ({"name": "가" * 41, "query": "domain=MES"}, "40자"),
        ({"name": "모두", "query": ""}, "먼저 찾거나"),
        ({"name": "모두", "query": "domain=NOPE&sort=name"}, "먼저 찾거나"),
    ):
        answer = send(browser, **data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    monkeypatch.setattr("matching.actions.searches.WIDEST", 0)
    wide = send(browser, name="넓음", query="domain=MES", is_watched="on")
    assert "좁히거나" in wide.content.decode()
    assert 'value="넓음"' in wide.content.decode()
    assert not SavedSearch.objects.exists()
    assert send(browser, name="넓음", query="domain=MES").status_code == 302
    monkeypatch.setattr("matching.actions.searches.MOST_SEARCHES", 1)
    assert "1개까지" in send(browser, name="또", query="domain=ERP").content.decode()


def test_a_name_that_another_search_has_is_refused(browser: Client) -> None:
    first = saved(browser, "하나", "domain=MES")
    saved(browser, "둘", "domain=ERP")
    answer = send(browser, f"{SEARCHES}{first.pk}/", name="둘")
    assert answer.status_code == 422
    assert SavedSearch.objects.get(pk=first.pk).name == "하나"


def test_a_merged_province_means_its_successor(browser: Client) -> None:
    row = saved(browser, "전라", "region=29")
    assert row.wish["region"] != ["29"]
    SavedSearch.objects.update(wish={"region": ["29"]})
    assert "region=29" not in opened(browser)


def test_a_colleague_sees_none_of_it_in_the_page_and_in_postgresql(browser: Client, owner: User) -> None:
    row = saved(browser)
    colleague = person("desk@hanbit.example", owner.memberships.get().organisation)
    other = signed_in(colleague, second_factor=False)
    assert "저장한 검색이 없습니다" in opened(other)
    assert other.get(f"{SEARCHES}{row.pk}/").status_code == 404
    assert send(other, f"{SEARCHES}{row.pk}/delete/").status_code == 404
    enter(actor(colleague))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matching_savedsearch")
        assert cursor.fetchone() == (0,)
    enter(SYSTEM)


def test_more_saved_searches_cost_no_more_queries(browser: Client) -> None:
    mirae()
    saved(browser, "하나", "domain=MES")
    with costs() as one:
        opened(browser)
    for number, code in enumerate(("ERP", "PLM", "SCM")):
        saved(browser, f"셋 {number}", f"domain={code}")
    with costs() as four:
        opened(browser)
    assert len(four) == len(one)


def test_no_supplier_gets_the_address_of_the_saved_searches() -> None:
    assert "searches" in RESERVED


def test_the_notice_names_no_supplier_who_may_be_banned_before_it_is_read(
    browser: Client, owner: User
) -> None:
    saved(browser)
    supplier("한결기업", "hangyeol", domains=["MES"])
    mornings()
    notice = Notice.objects.get(user_id=owner.pk, code="search-news")
    assert "한결기업" not in str(notice.params)


def test_a_program_saves_reads_changes_and_deletes_by_the_same_rules(owner: User) -> None:
    program = signed_in(owner, second_factor=False)
    mirae()
    address = "/api/v1/saved-searches/"

    def call(method: str, path: str = "", **data: Any) -> Any:
        answer = getattr(program, method)(address + path, data, content_type="application/json")
        enter(SYSTEM)
        return answer

    made = call("post", name="MES", query="domain=MES&region=48", is_watched=True)
    assert made.status_code == 201
    line = made.json()
    assert (line["query"], line["total"], line["news"]) == ("region=48&domain=MES", 1, [])
    assert call("get").json() == [line]
    assert call("post", name="X", query="domain=NOPE").status_code == 400
    assert call("post", name="X", query="sort=name").json()["code"] == "nothing-to-save"
    changed = call("put", f"{line['id']}/", name="경남", is_watched=False).json()
    assert (changed["name"], changed["is_watched"]) == ("경남", False)
    assert call("get", "none/").status_code == 400
    assert call("delete", f"{line['id']}/").status_code == 204
    assert call("get", f"{line['id']}/").status_code == 404
