"""Fictitious manufacturers by the public shares of places, industries and sizes."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

from core.identifiers import fictitious_business_number
from core.industries import INDUSTRIES, SizeClass, threshold
from core.regions import REGIONS
from matching.demo import place, words
from matching.demo.cast import companies as cast
from matching.demo.chance import Chance, Weighted
from matching.demo.profile import DAY, SEED, DemoCompany

FIRST_NUMBER = 50_000
"""Business numbers of companies follow those of suppliers."""

_HUNDRED_MILLION = 100_000_000


def companies(count: int = 300, seed: str = SEED, on: date = DAY) -> list[DemoCompany]:
    """That many companies, the fixed cast first; the same for the same seed and day, whatever the count."""
    return list(islice(company_stream(seed, on), count))


def company_stream(seed: str = SEED, on: date = DAY) -> Iterator[DemoCompany]:
    """Companies one by one, up to 340,000; the fixed cast first."""
    fixed = cast(on)
    yield from fixed
    used: Counter[str] = Counter()
    index = len(fixed)
    while True:
        yield _company(Chance(seed, "company", index), index, used, on)
        index += 1


def _company(chance: Chance, index: int, used: Counter[str], on: date) -> DemoCompany:
    sigungu = place.factory(chance, on)
    division = chance.draw(_divisions(REGIONS.get(sigungu).sido_code))
    size = chance.draw(_sizes())
    employees, sales = _figures(chance, division, size, on)
    suffix_ko, suffix_en = chance.pick(_suffixes(division))
    stem_ko, stem_en = words.stem(used[suffix_ko] + sum(map(ord, suffix_ko)) % words.stem_count())
    used[suffix_ko] += 1
    names = words.document("words")
    return DemoCompany(
        name=stem_ko + suffix_ko,
        name_en=f"{stem_en} {suffix_en}",
        business_number=fictitious_business_number(FIRST_NUMBER + index),
        sigungu=sigungu,
        industry=chance.pick(_groups(division)),
        size=str(size),
        employees=employees,
        average_sales_won=sales,
        founded_on=date(on.year - chance.low(2, 45), chance.whole(1, 12), chance.whole(1, 28)),
        capability=_capability(chance, size),
        assessed_on=on - timedelta(days=chance.low(1, 400)),
        shares_with_technopark=chance.hit(82),
        contact_name=chance.pick(names["surnames"]) + chance.pick(names["given"]),
        contact_email=f"owner{index}@example.com",
    )


def _figures(chance: Chance, division: str, size: SizeClass, on: date) -> tuple[int, int]:
    """Employees and average yearly sales that the law puts into the size class."""
    rule = threshold(division, on)
    small, medium = rule.small_max_won, rule.sme_max_won
    if size is SizeClass.MICRO:
        employees = chance.whole(1, rule.micro_employees_below - 1)
        return employees, _round(min(small, employees * chance.whole(70, 260) * _HUNDRED_MILLION // 100))
    if size is SizeClass.SMALL:
        employees = chance.low(rule.micro_employees_below, 60)
        return employees, _round(min(small, employees * chance.whole(110, 280) * _HUNDRED_MILLION // 100))
    if size is SizeClass.MEDIUM:
        sales = small + 1_000_000 + int(chance.share() ** 2.5 * (medium - small - 2_000_000))
    else:
        sales = medium + 1_000_000 + int(chance.share() ** 2 * medium)
    employees = max(rule.micro_employees_below, sales * 100 // (chance.whole(220, 420) * _HUNDRED_MILLION))
    return employees, _round(sales)


def _round(won: int) -> int:
    return won // 1_000_000 * 1_000_000


def _capability(chance: Chance, size: SizeClass) -> int:
    """Three quarters of all lie in the first band; how many of a size class lie above it follows adoption."""
    above = _above_basic()[size]
    bands = words.document("marginals")["capability"]
    band = chance.draw(_upper_bands()) if chance.share() < above else 0
    return chance.whole(bands[band]["low"], bands[band]["high"])


@cache
def _above_basic() -> dict[SizeClass, float]:
    marginals = words.document("marginals")
    sizes, adoption = marginals["sizes"], marginals["adoption"]
    mean = sum(sizes[size] * adoption[size] for size in sizes) / sum(sizes.values())
    wanted = 100 - marginals["capability"][0]["share"]
    return {SizeClass(size): min(1.0, adoption[size] * wanted / mean / 100) for size in sizes}


@cache
def _upper_bands() -> Weighted[int]:
    bands = words.document("marginals")["capability"]
    return Weighted({number: band["share"] for number, band in enumerate(bands) if number > 0})


@cache
def _sizes() -> Weighted[SizeClass]:
    return Weighted(
        {SizeClass(size): weight for size, weight in words.document("marginals")["sizes"].items()}
    )


@cache
def _divisions(sido: str) -> Weighted[str]:
    marginals = words.document("marginals")
    strong = marginals["strengths"].get(sido, ())
    return Weighted(
        {code: weight * (3 if code in strong else 1) for code, weight in marginals["divisions"].items()}
    )


@cache
def _groups(division: str) -> tuple[str, ...]:
    return tuple(group.code for group in INDUSTRIES.groups(division))


@cache
def _suffixes(division: str) -> tuple[tuple[str, str], ...]:
    return tuple(words.document("words")["companies"][division].items())
