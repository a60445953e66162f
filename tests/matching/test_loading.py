"""The demonstration's suppliers in the database."""

from datetime import date

import pytest

from core.accounts.actor import SYSTEM
from core.scope import enter
from matching.demo import suppliers
from matching.loading import demo_id, load_suppliers
from matching.models import PoolVersion, Supplier, TrackRecord
from matching.queries import search
from matching.queries.profiles import supplier_pool

pytestmark = pytest.mark.usefixtures("as_system")


def test_loading_twice_is_loading_once() -> None:
    assert load_suppliers(suppliers(40)) == 40
    before = PoolVersion.objects.get().value
    assert load_suppliers(suppliers(40)) == 0
    assert load_suppliers(suppliers(60)) == 20
    assert PoolVersion.objects.get().value > before
    enter(SYSTEM)
    assert Supplier.objects.count() == 60


def test_what_somebody_changed_since_stays() -> None:
    load_suppliers(suppliers(3))
    Supplier.objects.filter(slug="mirae-system").update(summary_ko="바꾸었습니다.")
    load_suppliers(suppliers(5))
    assert Supplier.objects.get(slug="mirae-system").summary_ko == "바꾸었습니다."


def test_ids_follow_from_the_address_alone() -> None:
    load_suppliers(suppliers(2))
    row = Supplier.objects.get(slug="mirae-system")
    assert row.pk == demo_id("supplier", "mirae-system")
    assert row.organisation_id == demo_id("organisation", "mirae-system")
    assert row.organisation.is_demo


def test_counts_of_confirmed_projects_agree_with_the_projects() -> None:
    load_suppliers(suppliers(80))
    for row in Supplier.objects.all():
        assert row.confirmed_records == TrackRecord.objects.confirmed().filter(supplier=row).count()


def test_loaded_suppliers_are_found_and_ranked_at_once() -> None:
    load_suppliers(suppliers(10))
    names = [row["name"] for row in search.rows(search.Wish(day=date(2026, 11, 21), q="ㅁㄹㅅㅅㅌ"), 0)]
    assert names == ["미래시스템"]
    assert str(demo_id("supplier", "mirae-system")) in supplier_pool().profiles
