"""Counts of facets equal what choosing the value finds."""

import itertools
import random
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from matching.models import PoolVersion, Supplier
from matching.queries import facets, search
from matching.queries.search import Wish
from tests.matching.world import banned, costs, supplier

pytestmark = pytest.mark.usefixtures("as_system")
DAY = date(2026, 11, 21)
DOMAINS = ["MES", "POP", "ROBOT", "AI"]


@pytest.fixture
def market() -> None:
    """Sixty suppliers by lot."""
    chance = random.Random(7)
    for number in range(60):
        domains = chance.sample(DOMAINS, chance.randint(1, 3))
        supplier(
            f"회사 {number}",
            home_sigungu=chance.choice(["48123", "26110", "11545"]),
            regions=chance.choice([["48"], ["48", "26"], ["11"], ["all"], ["26"]]),
            domains=domains,
            evidence={code: chance.choice(["verified", "documented", "declared"]) for code in domains},
            industries=chance.sample(["25", "29", "30"], chance.randint(1, 2)),
            sizes=chance.sample(["MICRO", "SMALL", "MEDIUM"], chance.randint(1, 2)),
            capacity_open=chance.randint(0, 1),
            is_accepting=chance.random() < 0.8,
        )


WISHES = [
    Wish(day=DAY),
    Wish(day=DAY, region=("48",)),
    Wish(day=DAY, domain=("MES",)),
    Wish(day=DAY, domain=("MES", "AI"), verified=True),
    Wish(day=DAY, verified=True),
    Wish(day=DAY, region=("26",), domain=("POP",), free=True, size=("SMALL",)),
    Wish(day=DAY, home=("48",), industry=("30", "25"), verified=True, domain=("ROBOT",)),
    Wish(day=DAY, q="회사1", region=("48", "11")),
]


def rows_of(wish: Wish) -> list[dict[str, object]]:
    """Every supplier of a wish, by plain Python over all rows."""
    fields = (
        "name_key", "regions", "home_sido", "domains", "evidence", "industries", "sizes", "capacity_open",
        "is_accepting",
    )  # fmt: skip
    return [row for row in Supplier.objects.values(*fields) if _fits(row, wish)]


def _fits(row: dict[str, object], wish: Wish) -> bool:
    domains = set(row["domains"])
    if wish.verified:
        domains = {code for code in domains if row["evidence"][code] == "verified"}
    return all(
        (
            not wish.q or wish.q.replace(" ", "") in row["name_key"],
            not wish.region or {*wish.region, "all"} & set(row["regions"]),
            not wish.home or row["home_sido"] in wish.home,
            not wish.domain or domains & set(wish.domain),
            not wish.verified or domains,
            not wish.industry or set(row["industries"]) & set(wish.industry),
            not wish.size or set(row["sizes"]) & set(wish.size),
            not wish.free or (row["is_accepting"] and row["capacity_open"] > 0),
        )
    )


@pytest.mark.parametrize("wish", WISHES)
def test_a_count_is_what_choosing_the_value_alone_would_find(market: None, wish: Wish) -> None:
    counts = search.counted(wish)
    assert counts.total == len(rows_of(wish)) == search.found(wish).count()
    choices = {
        "region": ["48", "26", "11"],
        "home": ["48", "26", "11"],
        "domain": DOMAINS,
        "industry": ["25", "29", "30"],
        "size": ["MICRO", "SMALL", "MEDIUM"],
    }
    for name, values in choices.items():
        for value in values:
            chosen = _with(wish, **{name: (value,)})
            assert counts.of(name, value) == len(rows_of(chosen)), (name, value)
    for flag in ("verified", "free"):
        assert counts.of(flag, "1") == len(rows_of(_with(wish, **{flag: True}))), flag


@pytest.mark.parametrize("wish", WISHES)
def test_what_giving_up_a_dimension_would_find_is_counted(market: None, wish: Wish) -> None:
    counts = search.counted(wish)
    for name in search.conditions(wish):
        nothing = False if name in ("verified", "free") else ()
        assert counts.without[name] == len(rows_of(_with(wish, **{name: nothing}))), name


def test_rows_are_exactly_those_that_were_counted(market: None) -> None:
    for region, verified in itertools.product([(), ("48",)], [False, True]):
        wish = Wish(day=DAY, region=region, verified=verified)
        assert len(search.rows(wish, 0, 1000)) == search.counted(wish).total


def _with(wish: Wish, **changed: object) -> Wish:
    return replace(wish, **changed)  # type: ignore[arg-type]


def test_facets_are_kept_until_a_supplier_changes(market: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [facets.State(1, (), False)]
    monkeypatch.setattr(search, "state", lambda: now[0])
    monkeypatch.setattr(facets, "_kept", None)
    wish = Wish(day=DAY, region=("48",))
    first = search.counted(wish)
    with costs() as statements:
        assert search.counted(wish) == first
        assert search.counted(Wish(day=DAY)) != first
    assert len(statements) == 0
    supplier("새 회사", regions=["48"])
    now[0] = facets.State(2, (), False)
    assert search.counted(wish).total == first.total + 1


@pytest.mark.parametrize("wish", WISHES)
def test_whoever_is_barred_is_not_counted_from_that_instant(market: None, wish: Wish) -> None:
    before = search.counted(wish)
    chosen = search.found(wish).first()
    for row in {*Supplier.objects.order_by("name")[:20], chosen}:
        banned(row)
    after = search.counted(wish)
    assert after.total == len(search.rows(wish, 0, 1000)) == search.found(wish).count()
    assert after.total < before.total


def test_a_transaction_that_has_written_keeps_nothing(market: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "_kept", None)
    assert search.counted(Wish(day=DAY)).total == 60
    assert facets.state().is_own
    assert facets._kept is None


@pytest.mark.parametrize("sort", search.SORTS)
def test_pages_of_words_follow_the_order_of_the_whole(market: None, sort: str) -> None:
    wish = Wish(day=DAY, q="회사", region=("48", "26"), size=("SMALL",), sort=sort)
    whole = list(search.found(wish).values_list("id", flat=True))
    pages = [search.rows(wish, start, 4) for start in range(0, len(whole), 4)]
    assert [row["id"] for page in pages for row in page] == whole
    assert len(whole) > 8


def test_a_version_that_was_rolled_back_never_returns() -> None:
    with transaction.atomic():
        PoolVersion.move()
        lost = PoolVersion.objects.get().value
        transaction.set_rollback(True)
    PoolVersion.move()
    assert PoolVersion.objects.get().value > lost


def test_a_page_is_the_same_whether_its_statement_was_kept_or_not(market: None) -> None:
    for wish in WISHES[:-1]:
        first = search.rows(wish, 4, 7)
        assert search.rows(wish, 4, 7) == first
        whole = search.found(wish).values(*search.ROW_FIELDS)
        assert first == list(whole[4:11])
