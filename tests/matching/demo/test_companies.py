from collections import Counter
from itertools import islice

import pytest

from core.identifiers import parse_business_number
from core.industries import INDUSTRIES, classify
from core.regions import REGIONS
from matching.demo import DAY, DemoCompany, companies, company_stream, demo_answers

ITEMS = [f"PRC{module}-{item:02d}" for module in range(1, 11) for item in range(1, 5)] + [
    f"SYS1-{n:02d}" for n in range(1, 5)
]


@pytest.fixture(scope="module")
def many() -> list[DemoCompany]:
    return list(islice(company_stream(), 30_000))


def test_the_cast_comes_first() -> None:
    hanbit, dasan = companies(2)
    assert (hanbit.name, hanbit.sigungu, hanbit.division) == ("한빛정밀", "48123", "30")
    assert (dasan.name, dasan.sigungu) == ("다산테크", "41597")


def test_a_longer_list_begins_with_the_shorter_one(many: list[DemoCompany]) -> None:
    assert companies(300) == many[:300]


def test_business_numbers_are_valid_and_unique(many: list[DemoCompany]) -> None:
    assert len({company.business_number for company in many}) == len(many)
    assert all(parse_business_number(company.business_number) for company in many[:2000])


def test_every_company_has_the_size_that_the_law_gives_it(many: list[DemoCompany]) -> None:
    for company in many[:5000]:
        assert (
            classify(company.division, company.average_sales_won, company.employees, DAY) == company.size
        ), company
        assert REGIONS.is_selectable(company.sigungu, DAY)
        assert company.industry in INDUSTRIES


def test_places_and_sizes_follow_the_public_shares(many: list[DemoCompany]) -> None:
    places = Counter(REGIONS.get(company.sigungu).sido_code for company in many)
    assert places["41"] / len(many) == pytest.approx(68_681 / 192_244, abs=0.01)
    assert places["48"] / len(many) == pytest.approx(19_201 / 192_244, abs=0.01)
    sizes = Counter(company.size for company in many)
    for size, share in (("MICRO", 0.618), ("SMALL", 0.272), ("MEDIUM", 0.097), ("MIDSIZE", 0.013)):
        assert sizes[size] / len(many) == pytest.approx(share, abs=0.01)


def test_three_quarters_are_basic_and_larger_firms_less_often(many: list[DemoCompany]) -> None:
    assert sum(company.capability < 250 for company in many) / len(many) == pytest.approx(0.755, abs=0.01)
    basic = {
        size: sum(company.capability < 250 for company in many if company.size == size)
        / sum(company.size == size for company in many)
        for size in ("MICRO", "SMALL", "MEDIUM")
    }
    assert basic["MICRO"] > basic["SMALL"] > basic["MEDIUM"]


def test_answers_keep_the_tier_of_the_company(many: list[DemoCompany]) -> None:
    for company in many[:1500]:
        answers = demo_answers(company, ITEMS)
        mean = sum(int(choice) for choice in answers.values()) / len(answers)
        assert (mean < 2.5) == (company.capability < 250), (company, mean)
        assert mean * 100 == pytest.approx(company.capability, abs=25)


def test_answers_are_the_same_again_and_differ_between_companies() -> None:
    hanbit, dasan = companies(2)
    assert demo_answers(hanbit, ITEMS) == demo_answers(hanbit, ITEMS)
    assert demo_answers(hanbit, ITEMS) != demo_answers(dasan, ITEMS)
    assert len(set(demo_answers(hanbit, ITEMS).values())) > 2


def test_only_items_that_allow_it_are_answered_without_a_level(many: list[DemoCompany]) -> None:
    unknown, other = frozenset(ITEMS[:10]), frozenset(ITEMS[10:20])
    found = Counter(
        (choice, item)
        for company in many[:200]
        for item, choice in demo_answers(company, ITEMS, may_be_unknown=unknown, may_not_apply=other).items()
        if not choice.isdigit()
    )
    assert {item for choice, item in found if choice == "dont_know"} <= unknown
    assert {item for choice, item in found if choice == "not_applicable"} <= other
    assert {choice for choice, _ in found} == {"dont_know", "not_applicable"}


def test_a_shorter_scale_is_filled_alike() -> None:
    for company in companies(50):
        answers = demo_answers(company, ITEMS[:12], top=3)
        assert set(answers.values()) <= set("0123")
