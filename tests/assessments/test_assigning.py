"""Every case that waits for an assessor on one page: several assigned at once, or none."""

import sys
from datetime import UTC, datetime, timedelta

import pytest

from assessments.actions import assign_appeal
from assessments.models import Appeal, Verification
from core.accounts.models import Membership
from core.accounts.roles import Kind
from core.audit.models import Event
from tests.core.accounts.people import ministry, organisation, person, signed_in
from tests.portal.results.world import world
from tests.programmes.world import as_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ADDRESS = "/assessments/assigning/"
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)


@pytest.fixture
def asked():
    """A company that asks for a review and a verification, the administrator, and an assessor."""
    hanbit = world()
    reasons = {"reason": "표준이 있습니다."}
    hanbit.browser.post(f"/assessments/reviews/of/{hanbit.result.pk}/PRC1-01/", reasons)
    as_portal()
    hanbit.browser.post(f"/assessments/verifications/of/{hanbit.result.pk}/")
    as_portal()
    keeper = signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))
    body = organisation(Kind.ASSESSOR_BODY.value, "이음심사원")
    first = person("one@body.example", body, "assessor")
    second = person("two@elsewhere.example", body, "assessor")
    return keeper, first, second


def _seen(keeper):
    answer = keeper.get(ADDRESS)
    as_portal()
    return answer


def test_the_first_due_stands_first_and_all_are_assigned_at_once(asked) -> None:
    keeper, first, second = asked
    page = _seen(keeper)
    assert [row["case"].kind for row in page.context["rows"]] == ["review", "verification"]
    review, verification = (row["case"].name for row in page.context["rows"])
    sent = {review: str(first.pk), verification: str(second.pk)}
    check = keeper.post(ADDRESS, sent)
    as_portal()
    assert [str(row["who"].user.pk) for row in check.context["rows"]] == [str(first.pk), str(second.pk)]
    assert Appeal.objects.get().assessor is None
    answer = keeper.post(ADDRESS, sent | {"sure": "1"})
    as_portal()
    assert answer.status_code == 302
    receipt = keeper.get(answer["Location"]).content.decode()
    as_portal()
    assert receipt.count("다른 심사원으로 바꾸기") == 2
    assert "한빛정밀" in receipt
    assert str(first) in receipt
    assert Appeal.objects.get().assessor == first
    assert Verification.objects.get().assessor == second
    assert "2건을 배정했습니다" in receipt
    assert "심사원을 정할 건이 없습니다" in _seen(keeper).content.decode()


def test_one_that_cannot_be_assigned_holds_back_all_with_its_reason(asked) -> None:
    keeper, first, second = asked
    hanbit = Appeal.objects.get().organisation
    Membership.objects.create(organisation=hanbit, user=second, role="member", state="active")
    page = _seen(keeper)
    review, verification = (row["case"].name for row in page.context["rows"])
    options = page.content.decode()
    assert "Works in" not in options
    assert "이 회사에서 일하거나" in options
    answer = keeper.post(ADDRESS, {review: str(first.pk), verification: str(second.pk)})
    as_portal()
    assert answer.status_code == 422
    assert [bool(row["fault"]) for row in answer.context["rows"]] == [False, True]
    assert answer.context["rows"][0]["chosen"] == str(first.pk)
    assert Appeal.objects.get().assessor is None
    assert not Event.objects.filter(verb="appeal.assigned").exists()


def test_nothing_chosen_or_nonsense_is_said(asked) -> None:
    keeper, _first, _second = asked
    name = _seen(keeper).context["rows"][0]["case"].name
    for sent in ({}, {name: ""}, {name: "nobody"}):
        answer = keeper.post(ADDRESS, sent)
        as_portal()
        assert answer.status_code == 422
        assert answer.context["problems"]


def test_how_much_each_assessor_has_at_hand_stands_beside_them(asked) -> None:
    keeper, first, _second = asked
    name = _seen(keeper).context["rows"][0]["case"].name
    keeper.post(ADDRESS, {name: str(first.pk), "sure": "1"})
    as_portal()
    (row,) = _seen(keeper).context["rows"]
    assert {str(each.user.pk): load for each, _key, load in row["candidates"]}[str(first.pk)] == 1


def test_a_review_past_its_day_is_marked(asked) -> None:
    keeper, _first, _second = asked
    Appeal.objects.update(due_on=AT.date() - timedelta(days=3000))
    assert _seen(keeper).context["rows"][0]["is_late"]


def test_where_every_assessor_is_tied_it_says_to_register_one(asked) -> None:
    keeper, first, second = asked
    hanbit = Appeal.objects.get().organisation
    assert "배정할 수 있는 심사원이 없습니다" not in _seen(keeper).content.decode()
    for each in (first, second):
        Membership.objects.create(organisation=hanbit, user=each, role="member", state="active")
    addresses = [ADDRESS, *(row["url"] for row in _seen(keeper).context["rows"])]
    for address in addresses:
        page = keeper.get(address, follow=True).content.decode()
        as_portal()
        assert "배정할 수 있는 심사원이 없습니다" in page
        assert "/organisations/institutions/" in page


def test_a_case_that_somebody_else_assigned_meanwhile_is_said_and_nothing_is_assigned(asked) -> None:
    keeper, first, second = asked
    review, verification = (row["case"].name for row in _seen(keeper).context["rows"])
    keeper.post(ADDRESS, {review: str(first.pk), "sure": "1"})
    as_portal()
    answer = keeper.post(ADDRESS, {review: str(second.pk), verification: str(second.pk), "sure": "1"})
    as_portal()
    assert answer.status_code == 422
    assert "1건은 그 사이에" in answer.content.decode()
    assert [row["chosen"] for row in answer.context["rows"]] == [str(second.pk)]
    assert Appeal.objects.get().assessor == first
    assert Verification.objects.get().assessor is None


def test_nobody_is_replaced_who_was_assigned_since_the_list_was_read(asked, monkeypatch) -> None:
    keeper, first, second = asked
    review, _verification = (row["case"].name for row in _seen(keeper).context["rows"])
    module = sys.modules["assessments.views.assigning"]  # the package has the view under this name
    read = module.unassigned

    def read_just_before(by):
        found = read(by)
        case = next((each for each in found if each.name == review), None)
        if case is not None:
            assign_appeal(appeal_id=case.row.pk, assessor_id=first.pk, by=by, at=AT)
        return found

    monkeypatch.setattr(module, "unassigned", read_just_before)
    answer = keeper.post(ADDRESS, {review: str(second.pk), "sure": "1"})
    as_portal()
    assert answer.status_code == 422
    assert Appeal.objects.get().assessor != second


def test_whoever_has_least_to_do_and_no_tie_is_proposed_and_the_work_is_spread(asked) -> None:
    keeper, first, second = asked
    rows = _seen(keeper).context["rows"]
    assert {row["chosen"] for row in rows} == {str(first.pk), str(second.pk)}
    assert Appeal.objects.get().assessor is None
    hanbit = Appeal.objects.get().organisation
    Membership.objects.create(organisation=hanbit, user=first, role="member", state="active")
    page = _seen(keeper)
    assert [row["chosen"] for row in page.context["rows"]] == [str(second.pk)] * 2
    assert "맡은 건 0건으로 가장 적음 · 이해관계 없음" in page.content.decode()


def test_one_may_begin_with_nobody_chosen_and_what_comes_back_from_the_check_stays(asked) -> None:
    keeper, first, _second = asked
    page = keeper.get(f"{ADDRESS}?fill=no")
    as_portal()
    assert [row["chosen"] for row in page.context["rows"]] == ["", ""]
    review = page.context["rows"][0]["case"].name
    back = keeper.get(f"{ADDRESS}?{review}={first.pk}")
    as_portal()
    assert [row["chosen"] for row in back.context["rows"]] == [str(first.pk), ""]


def test_the_kinds_are_counted_and_each_count_is_as_many_as_its_list(asked) -> None:
    keeper, _first, _second = asked
    chips = _seen(keeper).context["chips"]
    assert [(each["title"], each["count"]) for each in chips[1:]] == [
        ("사람의 재검토", 1),
        ("심사원 확인", 1),
    ]
    for chip in chips:
        page = keeper.get(ADDRESS + chip["url"])
        as_portal()
        assert len(page.context["rows"]) == chip["count"] == page.context["total"]
