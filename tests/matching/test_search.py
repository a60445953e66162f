"""What a search finds, in which order, at which cost."""

import html
import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from core.accounts.actor import SYSTEM
from core.scope import enter
from matching.demo import suppliers
from matching.loading import load_suppliers
from matching.queries import search, text
from matching.queries.search import Wish
from tests.matching.world import banned, costs, mirae, supplier

pytestmark = pytest.mark.usefixtures("as_system")
DAY = date(2026, 11, 21)
NAMES = [
    "미래시스템", "(주)하늘자동화", "㈜하늘소프트", "한빛정보기술", "주식회사 한솔로보틱스", "대한산업제어",
    "새길정보", "스마트 공장연구소", "스마트팩토리코리아", "다온데이터", "경남비전텍", "에이스MES솔루션",
    "하나테크",
]  # fmt: skip


@pytest.fixture
def market() -> None:
    """Suppliers with names as they are met."""
    for number, name in enumerate(NAMES):
        supplier(name, f"name-{number}", domains=["VISION"] if "비전" in name else ["ROBOT"])


def found(q: str) -> list[str]:
    """The names a search finds, best first; the loose search when nothing else does."""
    wish = Wish(day=DAY, q=text.tidy(q))
    rows = search.rows(wish, 0) or search.rows(wish.loose(), 0)
    return [str(row["name"]) for row in rows]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("미래시스템", "미래시스템"),
        ("(주) 미래 시스템", "미래시스템"),
        ("ㅁㄹㅅㅅㅌ", "미래시스템"),
        ("ㅁㄹ", "미래시스템"),
        ("미래시", "미래시스템"),
        ("미래싯", "미래시스템"),
        ("미랫", "미래시스템"),
        ("미ㄹ", "미래시스템"),
        ("래시스", "미래시스템"),
        ("미레시스템", "미래시스템"),
        ("미래시스탬", "미래시스템"),
        ("ㅎㅂ", "한빛정보기술"),
        ("한빗정보기술", "한빛정보기술"),
        ("한빛", "한빛정보기술"),
        ("한솔로보틱스 주식회사", "주식회사 한솔로보틱스"),
        ("스마트공장", "스마트 공장연구소"),
        ("스마트 공장", "스마트 공장연구소"),
        ("스마트 팩토리 코리아", "스마트팩토리코리아"),
        ("비전", "경남비전텍"),
        ("하나", "하나테크"),
        ("한", "한빛정보기술"),
        ("ｍｅｓ", "에이스MES솔루션"),
    ],
)
def test_what_is_typed_finds_the_name_first(market: None, typed: str, first: str) -> None:
    names = found(typed)
    if typed == "한":
        assert {first, "하나테크", "주식회사 한솔로보틱스", "대한산업제어"} <= set(names)
    else:
        assert names[0] == first


@pytest.mark.parametrize("sort", search.SORTS)
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "스마트",
        "스마트 공장",
        "하느",
        "한ㅂ",
        "ㅎㄴ",
        "ㅅㅁㅌ",
        "mes",
        "비전 검사",
        "경남",
        "창원 로봇",
        "경남 ㅎㄴ",
        "%_",
        "없는말",
    ],
)
def test_words_find_here_what_postgresql_finds_in_the_same_order(market: None, typed: str, sort: str) -> None:
    load_suppliers(suppliers(40))
    enter(SYSTEM)
    for domain in ((), ("ROBOT", "MES")):
        wish = Wish(day=DAY, q=text.tidy(typed), domain=domain, sort=sort)
        whole = list(search.found(wish).values_list("id", flat=True))
        assert [row["id"] for row in search.rows(wish, 0, 1000)] == whole
        assert search.counted(wish).total == len(whole)


def test_a_half_typed_syllable_finds_both_who_it_may_become(market: None) -> None:
    assert set(found("하느")) == {"(주)하늘자동화", "㈜하늘소프트"}


def test_initials_find_names_that_begin_so_before_names_that_hold_them(market: None) -> None:
    assert set(found("ㅎㄴ")) == {"(주)하늘자동화", "㈜하늘소프트", "하나테크"}
    supplier("새하늘")
    assert found("ㅎㄴ")[-1] == "새하늘"


def test_what_means_nothing_finds_nothing(market: None) -> None:
    assert found("xyzxyz") == []


@pytest.mark.parametrize("word", ["MES", "제조실행시스템", "생산관리시스템", "생산 관리 시스템", "mes"])
def test_every_word_for_a_technology_finds_who_offers_it(word: str) -> None:
    supplier("가람", domains=["MES"])
    supplier("나래", domains=["ROBOT"])
    assert found(word) == ["가람"]


def test_a_name_comes_before_a_technology_of_the_same_word() -> None:
    supplier("가람", domains=["MES"], evidence={"MES": "verified"})
    supplier("에이스 MES", domains=["ROBOT"])
    assert found("MES") == ["에이스 MES", "가람"]


def test_among_those_who_offer_it_the_better_shown_come_first() -> None:
    supplier("가람", evidence={"MES": "declared"})
    supplier("나래", evidence={"MES": "verified"})
    supplier("다온", evidence={"MES": "documented"})
    assert found("제조실행시스템") == ["나래", "다온", "가람"]


def test_words_are_found_in_products_and_places_together() -> None:
    supplier("가람", texts=["바코드 리더"], home_sigungu="48123")
    supplier("나래", texts=["바코드 리더"], home_sigungu="11545", regions=["11"])
    assert set(found("바코드")) == {"가람", "나래"}
    assert found("창원 바코드") == ["가람"]
    assert found("서울 바코드") == ["나래"]


def test_equal_suppliers_change_places_from_day_to_day() -> None:
    for number in range(12):
        supplier(f"같은 회사 {number}")
    orders = {
        tuple(row["slug"] for row in search.rows(Wish(day=date(2026, 11, day)), 0)) for day in (1, 2, 3, 4)
    }
    assert len(orders) == 4


def test_the_orders_do_what_they_say() -> None:
    supplier("나", confirmed_records=3, profile_confirmed_on=date(2026, 1, 1))
    supplier("가", confirmed_records=1, profile_confirmed_on=date(2026, 11, 1))

    def order(sort: str) -> list[object]:
        return [row["name"] for row in search.rows(Wish(day=DAY, sort=sort), 0)]

    assert order("name") == ["가", "나"]
    assert order("records") == ["나", "가"]
    assert order("recent") == ["가", "나"]


def page(query: str = "") -> str:
    """The search page in Korean, as a visitor sees it."""
    response = Client().get(f"/suppliers/{query}", headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_searches_without_an_account() -> None:
    mirae()
    shown = page("?q=" + quote("ㅁㄹ"))
    assert "미래시스템" in shown
    assert "hello@mirae.example" not in shown


def test_the_address_holds_what_was_chosen() -> None:
    mirae()
    supplier("서울기업", home_sigungu="11545", regions=["11"])
    shown = page("?region=48&domain=MES&verified=1&sort=name")
    assert "미래시스템" in shown
    assert "서울기업" not in shown
    assert 'value="name" selected' in shown


def test_who_is_hidden_unverified_or_barred_is_not_found() -> None:
    supplier("숨은기업", is_published=False)
    supplier("미확인기업", is_published=False, verified_at=None)
    banned(supplier("제재기업"))
    shown = page()
    assert not [name for name in ("숨은기업", "미확인기업", "제재기업") if name in shown]


def test_a_ban_that_ended_hides_nobody() -> None:
    row = supplier("제재기업")
    sanction = banned(row)
    sanction.until_at = sanction.from_at
    sanction.from_at = sanction.until_at - timedelta(days=365)
    sanction.save()
    assert "제재기업" in page()


def test_nothing_found_offers_neighbours_and_what_to_give_up() -> None:
    supplier("부산기업", home_sigungu="26110", regions=["26"], domains=["MES"])
    shown = page("?region=48&domain=MES")
    assert "이웃한 부산에서 찾기" in shown
    assert "전국에서 찾기" in shown


def test_a_merged_region_is_followed_and_explained() -> None:
    supplier("광주기업", home_sigungu="12210", regions=["12"])
    shown = page("?region=29")
    assert "광주기업" in shown
    assert "2026-07-01" in shown


@pytest.mark.parametrize(
    "query",
    [
        "?region=99&domain=NOPE&industry=zz&size=HUGE&sort=popularity&verified=maybe",
        "?page=99999999999999999999999&region=48",
        "?page=-1",
        "?page=abc",
        "?q=%00%00",
        "?q=%25_%5C%27%22",
        "?q=" + "가" * 5000,
        "?q=%F0%9F%98%80",
        "?q=" + quote("ㅁㄹ ㅅㅅ 가나 다라 마바 사아 자차 카타"),
        "?region=%00",
        "?region=" + "4" * 500,
        "?domain=MES&domain=MES&domain=POP",
        "?q=%ED%95",
    ],
)
def test_whatever_stands_in_the_address_the_page_answers(query: str) -> None:
    mirae()
    assert 'id="found"' in page(query)


def test_a_tag_in_a_name_shows_as_text() -> None:
    supplier("<script>alert(1)</script>상사", summary_ko="<img src=x onerror=alert(1)>")
    shown = page()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;상사" in shown


def test_the_page_costs_the_same_with_one_three_and_a_thousand_rows() -> None:
    queries = ["", "?q=" + quote("시스템"), "?region=48&domain=MES&verified=1"]
    spent = []
    for total in (1, 3, 1000):
        load_suppliers(suppliers(total))
        enter(SYSTEM)
        for query in queries:
            with costs() as statements:
                page(query)
            spent.append(len(statements))
    # The state; the facets, texts and order, which are kept once nothing changes; the rows.
    assert spent == [5, 5, 5] * 3


def test_even_a_search_for_nothing_stays_within_six_queries() -> None:
    mirae()
    with costs() as statements:
        page("?q=" + quote("없는이름없는이름") + "&region=48")
    assert len(statements) <= 6


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("생산관리시스탬", "생산관리시스템"),
        ("엠이에스", "MES"),
        ("이알피", "ERP"),
        ("ㅡㄷㄴ", "MES"),
        ("todtksrhksfl", "생산관리"),
        ("alfotltmxpa", "미래시스템"),
        ("디지털투윈", "디지털트윈"),
        ("협동로붓", "협동로봇"),
        ("EPR", "ERP"),
        ("스마트온메스투", "스마트온메스"),
    ],
)
def test_a_slip_of_the_fingers_leads_to_what_was_probably_meant(typed: str, meant: str) -> None:
    everything = ["MES", "ERP", "TWIN", "ROBOT"]
    row = supplier("미래시스템", "mirae", domains=everything)
    supplier("한빛정보", "hanbit", domains=["VISION"])
    text_of = f"{row.search_text}\n스마트온메스"
    type(row).objects.filter(pk=row.pk).update(search_text=text_of)
    asked = search.Search(Wish(day=DAY, q=typed))
    assert asked.total == 0
    probable = asked.meant()
    assert probable[0].wish.q.replace(" ", "") == meant
    assert probable[0].total == 1


@pytest.mark.parametrize(
    ("typed", "domain"),
    [("디지탈트윈", "TWIN"), ("협동로보트", "ROBOT"), ("비젼", "VISION"), ("PLC제어", "CONTROL")],
)
def test_an_everyday_spelling_finds_the_technology_itself(typed: str, domain: str) -> None:
    supplier("미래시스템", "mirae", domains=[domain])
    supplier("한빛정보", "hanbit", domains=["MES"])
    assert [row["name"] for row in search.Search(Wish(day=DAY, q=typed)).rows(0)] == ["미래시스템"]


@pytest.mark.parametrize("typed", ["zz", "한빛정밀", "미레시스템", "ㅁ", "12345"])
def test_nothing_is_guessed_from_what_is_near_no_word(typed: str) -> None:
    supplier("한빛정보", "hanbit", domains=["VISION"])
    assert search.Search(Wish(day=DAY, q=typed)).meant() == []


def test_every_supplier_answers_to_the_smart_factory_and_to_no_sign(market: None) -> None:
    assert search.Search(Wish(day=DAY, q="스마트공장")).total == len(NAMES)
    assert search.Search(Wish(day=DAY, q="스마트 팩토리")).total == len(NAMES)
    narrowed = search.Search(Wish(day=DAY, q="스마트공장 비전"))
    assert [row["name"] for row in narrowed.rows(0)] == ["경남비전텍"]
    for typed in ("%", "_", "%_", "\\%", "--", "'\""):
        assert search.Search(Wish(day=DAY, q=typed)).total == 0


def test_a_chip_counts_what_is_found_without_it(market: None) -> None:
    asked = search.Search(Wish(day=DAY, domain=("VISION",), q="하늘"))
    assert (asked.total, asked.less("domain", "VISION").total, asked.less("q", "하늘").total) == (0, 2, 1)
    both = search.Search(Wish(day=DAY, domain=("VISION", "ROBOT")))
    assert (both.total, both.less("domain", "ROBOT").total) == (len(NAMES), 1)


def test_a_chip_of_a_misspelt_name_counts_what_its_link_finds(market: None) -> None:
    for typed in ("경남비젼텍", "하느소프트"):
        client = Client(headers={"accept-language": "ko"})
        page = client.get("/suppliers/", {"q": typed, "domain": "VISION"})
        chips = re.findall(r'class="chip" href="([^"]+)" aria-current.*?빼면 (\d+)곳', page.content.decode())
        assert len(chips) == 2, typed
        for url, count in chips:
            found = client.get(html.unescape(url)).context["total"]
            assert int(count) == found, (typed, url)


def test_the_page_says_that_what_it_shows_was_not_asked_for() -> None:
    mirae()
    client = Client()
    page = client.get("/suppliers/", {"q": "alfotltmxpa"}).content.decode()
    assert "혹시 “미래시스템”?" in page
    assert 'value="alfotltmxpa"' in page
    near = client.get("/suppliers/", {"q": "미레시스템"}).content.decode()
    assert "이름이 비슷한 곳을 보여 드립니다." in near


def test_the_filter_stays_open_on_a_phone_but_not_on_the_next_page() -> None:
    mirae()
    client = Client()
    closed, opened = '<details class="found__filter" id="facets" data', 'id="facets" open'
    assert closed in client.get("/suppliers/").content.decode()
    page = client.get("/suppliers/?panel=open").content.decode()
    assert opened in page
    assert "panel=open&amp;domain=MES" in page
    assert closed in client.get("/suppliers/?panel=open&page=1").content.decode()


@pytest.mark.parametrize(
    ("word", "code"),
    [("로보트", "ROBOT"), ("비젼", "VISION"), ("PLC제어", "CONTROL"), ("공장자동화", "ROBOT")],
)
def test_everyday_words_and_other_spellings_find_who_offers_it(word: str, code: str) -> None:
    supplier("가나기업", domains=[code])
    assert found(word) == ["가나기업"]


def test_of_several_words_that_find_nobody_together_each_can_be_left_out() -> None:
    supplier("서울기업", home_sigungu="11545", regions=["11"], domains=["MES"])
    shown = page("?q=" + quote("창원 MES"))
    assert "‘창원’ 없이 찾기" in shown
    assert "‘MES’ 없이 찾기" not in shown


def test_a_place_among_the_words_is_offered_as_a_choice_with_its_count() -> None:
    mirae()
    shown = page("?q=" + quote("창원에서 MES"))
    assert "미래시스템" in shown
    assert "q=MES&amp;region=48" in shown
    assert "q=MES&amp;home=48" in shown
    assert "다르게 찾기" not in page("?q=MES")
