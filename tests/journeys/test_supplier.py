"""A supplier changes its profile, and the public search knows it at once."""

import re

import pytest

from tests.browser.chromium import PHONE
from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
NAME, DOMAIN = "미래시스템", "VISION"


def found(visitor: Visitor) -> bool:
    """Whether the public search finds the supplier under the technology."""
    visitor.go(f"/suppliers/?domain={DOMAIN}&q={NAME}")
    return bool(visitor.page.locator("#found article").get_by_role("link", name=NAME).count())


def test_a_supplier_changes_its_domains_and_the_search_shows_it_at_once(visit: Visit) -> None:
    supplier, public = visit(PHONE, "sales@mirae.example", both=True), visit(PHONE, both=True)
    public.go("/suppliers/")
    assert not found(public)
    for is_served in (True, False):
        supplier.go("/suppliers/mine/")
        supplier.follow(supplier.page.locator("main a[href$='/sections/domains/']").first)
        box = supplier.page.locator(f"main input[type=checkbox][value={DOMAIN}]")
        box.set_checked(is_served, force=True)
        supplier.press("저장")
        assert found(public) is is_served
    public.go(f"/suppliers/?q={NAME}")
    public.follow(public.page.locator("#found article").get_by_role("link", name=NAME).first)


def test_a_name_is_found_by_its_first_sounds_and_with_a_typing_error(visit: Visit) -> None:
    visitor = visit(PHONE, both=True)
    for typed in ("ㅁㄹㅅㅅㅌ", "미래", "미레시스템"):
        visitor.go(f"/suppliers/?q={typed}")
        found = visitor.page.locator("#found article").get_by_role("link", name=NAME).first
        found.wait_for()
        assert found.is_visible(), typed


def test_on_a_phone_the_filter_stands_before_the_results_and_opens_without_script(visit: Visit) -> None:
    visitor = visit(360, java_script_enabled=False)
    visitor.go("/suppliers/")
    filter_, first = visitor.page.locator(".found__filter"), visitor.page.locator("#found article").first
    assert filter_.bounding_box()["y"] < first.bounding_box()["y"]
    mes = visitor.page.locator("#facets a[href*='domain=MES']").first
    assert not mes.is_visible()
    filter_.locator("summary").first.click()
    visitor.follow(mes)
    chip = visitor.page.locator(".chips a").first
    assert re.fullmatch(r"빼면 \d+곳", chip.locator(".num").inner_text())
    assert filter_.get_attribute("open") is not None
    assert re.fullmatch(r"\d+곳 보기", visitor.page.locator(".found__show").inner_text())
    visitor.follow(chip)
    assert "domain=MES" not in visitor.page.url


def test_nothing_found_leads_to_a_neighbouring_region(visit: Visit, width: int) -> None:
    visitor = visit(width)
    for domain in ("3DP", "AMR", "DATA_STD", "SECURITY", "SCM", "PLM", "NETWORK", "EHS", "TWIN", "QMS"):
        visitor.go(f"/suppliers/?home=31&domain={domain}")
        near = visitor.page.locator("#results h2 + ul a").first
        if near.count():
            visitor.follow(near)
            assert visitor.page.locator("#found article").count()
            return
    raise AssertionError("every technology is at home in Ulsan")


def test_a_supplier_learns_why_it_is_recommended_or_not(visit: Visit) -> None:
    supplier = visit(PHONE, "sales@mirae.example", both=True)
    supplier.go("/suppliers/mine/")
    supplier.press("왜 추천되었나")
    main = supplier.page.locator("main")
    assert "지금 추천을 막는 것이 없습니다." in main.inner_text()
    assert "한빛" not in main.inner_text()
    supplier.go("/suppliers/mine/sections/capacity/")
    before = supplier.page.locator("#id_free").input_value()
    for free, sentence in (
        ("0", "새 과제를 맡을 빈자리가 없습니다."),
        (before, "지금 추천을 막는 것이 없습니다."),
    ):
        supplier.go("/suppliers/mine/sections/capacity/")
        supplier.page.locator("#id_free").fill(free)
        supplier.press("저장")
        supplier.go("/suppliers/mine/recommendations/")
        assert sentence in main.inner_text()


def test_an_english_visitor_reads_names_in_both_scripts(visit: Visit) -> None:
    visitor = visit(1280, locale="en-GB")
    visitor.go("/suppliers/mirae-system/")
    assert visitor.page.locator("h1").inner_text() == "Mirae System"
    assert visitor.page.locator("main [lang=ko]", has_text=NAME).first.is_visible()


def test_facets_narrow_without_leaving_the_page_and_the_address_keeps_them(visit: Visit) -> None:
    visitor = visit(1280)
    visitor.go("/suppliers/")
    everybody = visitor.page.locator("#found article").count()
    visitor.follow(visitor.page.locator("#facets a[href*='domain=MES']").first)
    assert "domain=MES" in visitor.page.url
    assert 0 < visitor.page.locator("#found article").count() <= everybody
    with visitor.page.expect_response(lambda answer: "q=" in answer.url):
        visitor.page.locator("#id_q").fill("없는이름없는이름")
    visitor.page.locator("#found .empty").wait_for()
    visitor.look()
