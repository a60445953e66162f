"""A supplier's public page."""

import pytest
from django.test import Client

from tests.core.accounts.people import hanbit, person, signed_in
from tests.matching.world import banned, costs, mirae, record, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")


def shown(client: Client | None = None, slug: str = "mirae-system", language: str = "ko") -> str:
    """The page's text."""
    answer = (client or Client()).get(f"/suppliers/{slug}/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_is_confirmed_and_what_is_not() -> None:
    row = mirae()
    record(row, is_confirmed=False, domain="POP")
    page = shown()
    assert "불량률이 3.2%에서 1.1%로 줄었습니다." in page
    assert "아직 확인되지 않은 실적 1건" in page
    assert "공급기업이 스스로 밝힌 실적입니다" in page


def test_search_engines_get_a_title_and_a_description() -> None:
    mirae()
    page = shown()
    assert "<title>미래시스템" in page
    assert (
        '<meta name="description" content="기계 가공 공장에 생산관리시스템을 구축하고 함께 운영합니다.">'
        in page
    )


def test_search_engines_are_told_whose_page_it_is_by_schema_org() -> None:
    mirae()
    page = shown()
    assert 'itemscope itemtype="https://schema.org/Organization"' in page
    assert '<link itemprop="url" href="http://127.0.0.1:8000/suppliers/mirae-system/">' in page
    assert '<meta itemprop="name" content="미래시스템">' in page


def test_the_contact_is_shown_to_people_who_are_signed_in_only() -> None:
    mirae()
    assert "hello@mirae.example" not in shown()
    company = signed_in(person("owner@hanbit.example", hanbit()), second_factor=False)
    assert "hello@mirae.example" in shown(company)


def test_a_barred_supplier_is_not_there_and_nothing_is_said_about_it() -> None:
    row = mirae()
    banned(row)
    answer = Client().get("/suppliers/mirae-system/")
    assert answer.status_code == 404
    assert "미래시스템" not in answer.content.decode()
    own = shown(signed_in(works_for(row), second_factor=False))
    assert "참여제한" not in own


@pytest.mark.parametrize("slug", ["nobody", "a" * 200, "mine%00", "%ED%95%9C"])
def test_an_unknown_address_is_a_404(slug: str) -> None:
    assert Client().get(f"/suppliers/{slug}/").status_code == 404


def test_a_profile_with_nothing_on_it_still_reads_well() -> None:
    supplier("빈기업", "empty", domains=[], evidence={}, industries=[], sizes=[], summary_ko="", regions=[])
    assert "소개 글이 아직 없습니다." in shown(slug="empty")


def test_in_english_it_is_english() -> None:
    mirae()
    assert "Mirae System" in shown(language="en")


def test_a_homepage_that_is_no_web_address_is_no_link() -> None:
    supplier("나쁜기업", "bad", homepage="javascript:alert(1)")
    assert "javascript:" not in shown(slug="bad")


def test_it_costs_the_same_with_many_projects() -> None:
    row = mirae()
    spent = []
    for total in (1, 3, 100):
        while row.track_records.count() < total:
            record(row, is_confirmed=True)
        with costs() as statements:
            Client().get("/suppliers/mirae-system/")
        spent.append(len(statements))
    assert spent == [3, 3, 3]
