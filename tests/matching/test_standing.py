"""A supplier learns why it is recommended or not, and nothing about the companies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM, Actor
from core.scope import enter
from integrity.models import Sanction
from matching import actions
from matching.models import Appearance, Supplier
from matching.queries.standing import LEAST, standing
from tests.core.accounts.people import actor, hanbit, organisation, person, signed_in
from tests.matching.world import AT, DAY, banned, hanbit_result, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")


def listed(
    row: Supplier, count: int, *, place: int = 1, sido: str = "48", domain: str = "CONTROL", on: date = DAY
) -> None:
    """So many lists with the supplier in a place."""
    Appearance.objects.bulk_create(
        Appearance(
            supplier=row,
            shown_on=on,
            sido=sido,
            domain=domain,
            place=place,
            points={"domain": 100 + number, "region": 170},
        )
        for number in range(count)
    )


def seen(row: Supplier) -> str:
    """The page as somebody of the supplier sees it in Korean."""
    client = signed_in(works_for(row), second_factor=False)
    answer = client.get("/suppliers/mine/recommendations/", headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode()


def found(row: Supplier) -> object:
    """Its standing."""
    return standing(row, SYSTEM, AT)


def test_a_recommendation_is_written_down_without_company_or_result() -> None:
    policy()
    mirae()
    made = actions.recommend(by=SYSTEM, at=AT, result=hanbit_result(hanbit()))
    assert made is not None
    kept = Appearance.objects.get()
    assert (kept.sido, kept.place, kept.shown_on) == ("48", 1, DAY)
    assert kept.points == made.ranking["items"][0]["contributions"]
    assert {field.name for field in Appearance._meta.get_fields() if field.is_relation} == {"supplier"}


def test_it_counts_by_province_and_technology_rounded_to_fives() -> None:
    policy()
    row, other = mirae(regions=["48", "26"]), supplier("다른기업")
    listed(row, 7)
    listed(row, 6, place=4, sido="26", domain="MES")
    listed(other, 8, sido="26", domain="MES")
    shown = found(row)
    assert [(line.name, line.made, line.mine) for line in shown.provinces] == [
        ("부산", 10, 5),
        ("경남", 5, 5),
    ]
    assert [(line.made, line.mine, line.is_offered) for line in shown.technologies] == [
        (10, 5, True),
        (5, 5, False),
    ]
    assert (shown.made, shown.mine, shown.first_places) == (15, 15, 5)


def test_fewer_than_five_are_never_told_nor_found_by_subtracting() -> None:
    policy()
    row = mirae(regions=["48", "26"])
    listed(row, 7, on=timezone.localdate())
    listed(row, LEAST - 1, sido="26", domain="ERP", on=timezone.localdate())
    shown = found(row)
    assert [line.made for line in shown.provinces] == [5]
    assert shown.has_smaller
    assert all(count is None or count % LEAST == 0 for count in (shown.made, shown.mine, shown.first_places))
    assert "추천이 적은 시도는 뺐습니다." in seen(row)


def test_recommendations_elsewhere_or_long_ago_are_not_counted() -> None:
    policy()
    row, other = mirae(), supplier("서울기업", home_sigungu="11545", regions=["11"])
    listed(other, 9, sido="11")
    listed(row, 9, on=DAY - timedelta(days=91))
    assert found(row).made is None
    assert "5건보다 적습니다" in seen(row)


def test_the_usual_points_are_the_median_of_its_own_lists() -> None:
    policy()
    row = mirae()
    listed(row, 5)
    listed(supplier("다른기업"), 20)
    domain = next(each for each in found(row).typical if each.title == "필요한 기술")
    assert (domain.points, domain.most) == ("10.2", "35.0")


@pytest.mark.parametrize(
    ("fields", "code", "sentence"),
    [
        ({"is_accepting": False}, "not_accepting", "지금은 새 상담을 받지 않습니다."),
        ({"capacity_open": 0}, "no_capacity", "새 과제를 맡을 빈자리가 없습니다."),
        ({"regions": []}, "region_not_served", "서비스 지역을 아직 정하지 않았습니다."),
        ({"is_published": False}, "not_published", "프로필을 숨겨 두었습니다."),
        ({"is_published": False, "verified_at": None}, "not_verified", "아직 회사 확인을 받지 않았습니다."),
        (
            {"profile_confirmed_on": DAY - timedelta(days=400)},
            "profile_stale",
            "확인한 지 365일이 넘었습니다.",
        ),
        ({"domains": [], "evidence": {}}, "no_domain", "제공하는 기술을 아직 고르지 않았습니다."),
    ],
)
def test_what_keeps_it_out_now_is_named(fields: dict[str, object], code: str, sentence: str) -> None:
    policy()
    row = supplier("막힌기업", **fields)
    assert [each.code for each in found(row).obstacles] == [code]
    assert sentence in seen(row)
    assert "지금은 1가지 이유로 어디에도 추천되지 않습니다." in seen(row)


def test_who_asked_to_be_verified_is_told_until_when_it_is_looked_at() -> None:
    policy()
    asked = datetime(2026, 11, 20, 3, tzinfo=UTC)
    row = supplier("기다림", is_published=False, verified_at=None, verification_asked_at=asked)
    page = seen(row)
    assert "보통 2026. 11. 27.(금)까지 검토합니다." in page
    assert "확인 요청으로 가기" not in page


def test_a_ban_is_told_to_the_supplier_itself() -> None:
    policy()
    row = mirae()
    banned(row)
    Sanction.objects.update(from_at=AT - timedelta(days=1))
    assert "지원사업 참여제한 기간입니다." in seen(row)


def test_nothing_in_the_way_is_said_too() -> None:
    policy()
    assert "지금 추천을 막는 것이 없습니다." in seen(mirae())


def test_without_a_policy_the_page_still_answers() -> None:
    assert "최근 90일" in seen(mirae())


def test_only_the_supplier_itself_sees_the_page_and_the_rows() -> None:
    row, other = mirae(), supplier("다른기업")
    listed(row, 9)
    assert not Appearance.objects.visible_to(Actor()).exists()
    assert not Appearance.objects.visible_to(actor(works_for(other, "lee@other.example"))).exists()
    company = signed_in(person("owner@dasan.example", organisation("company", "다산테크", "2148612344")))
    assert company.get("/suppliers/mine/recommendations/").status_code in (302, 403)
    assert Client().get("/suppliers/mine/recommendations/").status_code == 302


def test_before_there_is_a_profile_the_page_is_not_there() -> None:
    new = organisation("supplier", "새공급", "2148612344")
    client = signed_in(person("new@supplier.example", new), second_factor=False)
    assert client.get("/suppliers/mine/recommendations/").status_code == 404
