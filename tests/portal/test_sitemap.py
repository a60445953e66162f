"""What search engines are told."""

from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings

from portal.sitemap import OPEN
from tests.matching.world import banned, costs, mirae, supplier

pytestmark = pytest.mark.usefixtures("as_system")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(path: str, host: str = "testserver") -> list[str]:
    answer = Client().get(path, HTTP_HOST=host)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    return [each.text or "" for each in ElementTree.fromstring(answer.content).iter(f"{SPACE}loc")]


def test_every_page_for_everybody_is_there_and_answers() -> None:
    found = addresses("/sitemap-pages.xml")
    assert len(found) == len(OPEN)
    for each in found:
        assert Client().get(each.removeprefix("http://127.0.0.1:8000")).status_code == 200, each


def test_profiles_are_there_while_they_are_public_and_not_barred() -> None:
    mirae()
    supplier("비공개", "hidden", is_published=False)
    banned(supplier("제재기업", "barred"))
    assert addresses("/sitemap-suppliers.xml") == ["http://127.0.0.1:8000/suppliers/mirae-system/"]


def test_many_profiles_cost_no_more_queries() -> None:
    mirae()
    with costs() as few:
        addresses("/sitemap-suppliers.xml")
    for number in range(5):
        supplier(f"기업 {number}")
    with costs() as many:
        addresses("/sitemap-suppliers.xml")
    assert len(few) == len(many)


def test_an_unknown_part_is_a_404() -> None:
    assert Client().get("/sitemap-companies.xml").status_code == 404


def test_the_list_names_its_parts_and_robots_name_the_list() -> None:
    assert len(addresses("/sitemap.xml")) == 2
    told = Client().get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in told
    assert "Disallow: /accounts/\n" in told
    with override_settings(DEMO=True):
        assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
