"""Two to four suppliers beside each other."""

import pytest
from django.test import Client

from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.audit.models import AccessRecord
from core.scope import enter
from matching import actions
from matching.actions.profile import RESERVED
from matching.models import Recommendation
from tests.core.accounts.people import hanbit, organisation, person, signed_in
from tests.matching.world import AT, banned, costs, hanbit_result, mirae, policy, supplier, works_for
from tests.programmes.world import officer, share, technopark

pytestmark = pytest.mark.usefixtures("as_system")


def compared(query: str, client: Client | None = None) -> str:
    """The page's text in Korean."""
    return opened("/suppliers/compare/", query, client)


def searched(query: str) -> str:
    """The search page's text in Korean."""
    return opened("/suppliers/", query)


def opened(path: str, query: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"{path}{query}", headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def row(page: str, title: str) -> str:
    """The cells of a row."""
    return page.split(f'<th scope="row">{title}</th>')[1].split("</tr>")[0]


def beside(*slugs: str) -> str:
    return "?" + "&".join(f"supplier={slug}" for slug in slugs)


@pytest.fixture
def company() -> Organisation:
    return hanbit()


@pytest.fixture
def recommended(company: Organisation) -> Recommendation:
    """Made for Hanbit: Mirae and a supplier that is near."""
    mirae()
    supplier("한결기업", "hangyeol", domains=["MES", "POP"])
    policy()
    made = actions.recommend(by=SYSTEM, at=AT, result=hanbit_result(company))
    assert made is not None
    return made


def test_two_suppliers_stand_beside_each_other_with_what_each_has_shown() -> None:
    mirae()
    supplier("한결기업", "hangyeol", domains=["MES", "AI"], regions=["all"])
    page = compared(beside("hangyeol", "mirae-system"))
    assert page.index("한결기업</th>") < page.index("미래시스템</th>")
    assert "확인된 실적 1건" in row(page, "생산관리시스템(MES)")
    assert "전국" in row(page, "서비스 지역")


def test_only_what_differs_leaves_out_what_all_have_alike() -> None:
    mirae()
    supplier("한결기업", "hangyeol")
    every, differing = (
        compared(beside("mirae-system", "hangyeol")),
        compared(beside("mirae-system", "hangyeol") + "&only=differences"),
    )
    assert 'scope="row">고객 규모</th>' in every
    assert 'scope="row">고객 규모</th>' not in differing
    assert 'scope="row">확인된 실적</th>' in differing


def test_four_are_the_most_and_the_first_four_are_shown() -> None:
    for number in range(5):
        supplier(f"기업 {number}", f"company-{number}")
    page = compared(beside(*(f"company-{number}" for number in range(5))))
    assert "한 번에 4곳까지 비교합니다" in page
    assert "기업 3</th>" in page
    assert "기업 4" not in page


def test_nobody_one_and_what_cannot_be_are_answered_with_what_to_do() -> None:
    mirae()
    assert "아직 비교할 공급기업이 없습니다" in compared("")
    assert "아직 비교할 공급기업이 없습니다" in compared("?supplier=%00&supplier=" + "가" * 99)
    assert "한 곳을 더 담으면" in compared(beside("mirae-system"))
    assert compared(beside("mirae-system", "mirae-system")).count("미래시스템</th>") == compared(
        beside("mirae-system")
    ).count("미래시스템</th>")


def test_a_barred_supplier_is_left_out_as_one_that_never_was_and_nothing_is_said_about_it() -> None:
    mirae()
    barred = supplier("제재기업", "barred")
    banned(barred)
    page = compared(beside("mirae-system", "barred"))
    assert "지금 공개되지 않은 공급기업 1곳은 뺐습니다" in page
    assert "제재" not in page
    never = compared(beside("mirae-system", "nobody"))
    assert page.replace("barred", "nobody") == never
    own = signed_in(works_for(barred), second_factor=False)
    assert "제재기업</th>" in compared(beside("mirae-system", "barred"), own)


def test_a_recommendation_adds_how_each_fits_for_whoever_may_read_it(
    recommended: Recommendation, company: Organisation
) -> None:
    supplier("목록밖기업", "outside")
    query = beside("mirae-system", "hangyeol", "outside") + f"&recommendation={recommended.pk}"
    owner = signed_in(person("owner@hanbit.example", company), second_factor=False)
    page = compared(query, owner)
    assert "/ 100" in row(page, "적합도")
    assert "추천 목록에 없음" in row(page, "적합도")
    assert "1번째" in row(page, "추천 순서")
    other = organisation("company", "다산정밀", "2208100002", sigungu="48250")
    stranger = signed_in(person("owner@dasan.example", other), second_factor=False)
    assert "적합도" not in compared(query, stranger)
    assert "적합도" not in compared(query)


def test_the_look_of_an_officer_at_the_fit_is_recorded_and_the_companys_own_is_not(
    recommended: Recommendation, company: Organisation
) -> None:
    query = beside("mirae-system", "hangyeol") + f"&recommendation={recommended.pk}"
    compared(query, signed_in(person("owner@hanbit.example", company), second_factor=False))
    assert not AccessRecord.objects.exists()
    park = technopark("GYEONGNAM", "경남테크노파크", "48123")
    share(recommended.result, park)
    page = compared(query, signed_in(officer(park)))
    assert "적합도" in page
    looked = AccessRecord.objects.get()
    assert (looked.subject_kind, looked.subject_id) == ("recommendation", str(recommended.pk))


def test_more_suppliers_cost_no_more_queries() -> None:
    for number in range(4):
        supplier(f"기업 {number}", f"company-{number}")
    with costs() as two:
        compared(beside("company-0", "company-1"))
    with costs() as four:
        compared(beside("company-0", "company-1", "company-2", "company-3"))
    assert len(two) == len(four)


def test_the_search_keeps_whom_one_has_put_beside_in_its_address() -> None:
    mirae()
    supplier("한결기업", "hangyeol")
    page = searched("?domain=MES&supplier=mirae-system")
    assert "비교할 공급기업 1곳" in page
    assert "/suppliers/?domain=MES&amp;supplier=mirae-system&amp;supplier=hangyeol" in page
    assert '<input type="hidden" name="supplier" value="mirae-system">' in page
    both = searched("?domain=MES&supplier=mirae-system&supplier=hangyeol")
    assert "/suppliers/compare/?supplier=mirae-system&amp;supplier=hangyeol" in both
    assert "비교에서 빼기" in both


def test_with_four_beside_each_other_nobody_else_can_be_put_there() -> None:
    for number in range(5):
        supplier(f"기업 {number}", f"company-{number}")
    page = searched(beside(*(f"company-{number}" for number in range(4))))
    assert page.count("비교에서 빼기") == 4
    assert "비교에 담기" not in page


def test_no_supplier_gets_the_address_of_the_comparison() -> None:
    assert "compare" in RESERVED
