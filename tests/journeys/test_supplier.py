"""A supplier changes its profile, and the public search knows it at once."""

import pytest

from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NAME, DOMAIN = "미래시스템", "VISION"


def found(visitor: Visitor) -> bool:
    """Whether the public search finds the supplier under the technology."""
    visitor.go(f"/suppliers/?domain={DOMAIN}&q={NAME}")
    return bool(visitor.page.locator("#found article").get_by_role("link", name=NAME).count())


def test_a_supplier_changes_its_domains_and_the_search_shows_it_at_once(visit: Visit, width: int) -> None:
    supplier, public = visit(width, "sales@mirae.example"), visit(width)
    public.go("/suppliers/")
    assert not found(public)
    for is_served in (True, False):
        supplier.go("/suppliers/mine/")
        supplier.follow(supplier.page.locator("main a[href$='/sections/domains/']").first)
        box = supplier.page.locator(f"main input[value={DOMAIN}]")
        box.set_checked(is_served, force=True)
        supplier.press("저장")
        assert found(public) is is_served
    public.go(f"/suppliers/?q={NAME}")
    public.follow(public.page.locator("#found article").get_by_role("link", name=NAME).first)


def test_a_name_is_found_by_its_first_sounds_and_with_a_typing_error(visit: Visit, width: int) -> None:
    visitor = visit(width)
    for typed in ("ㅁㄹㅅㅅㅌ", "미래", "미레시스템"):
        visitor.go(f"/suppliers/?q={typed}")
        found = visitor.page.locator("#found article").get_by_role("link", name=NAME).first
        found.wait_for()
        assert found.is_visible(), typed


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
