"""A profile grows old: its supplier is told in time, once, and confirms it with one press."""

from datetime import date, timedelta

import pytest
from django.core import mail as mails
from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.models import Event, Notice
from core.scope import enter
from matching import actions
from matching.actions.freshness import tell_of_age
from matching.models import Supplier
from matching.queries.freshness import freshness
from tests.core.accounts.people import actor, person, signed_in
from tests.matching.world import AT, DAY, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
TOLD = ["supplier-profile-aging", "supplier-profile-over"]


def aged(days: int, **fields: object) -> Supplier:
    """Mirae, its profile confirmed so many days ago, with one person."""
    row = mirae(profile_confirmed_on=DAY - timedelta(days=days), **fields)
    works_for(row)
    return row


def told(days: int = 0) -> list[str]:
    """A round so many days later: all notices so far."""
    tell_of_age(by=SYSTEM, at=AT + timedelta(days=days))
    enter(SYSTEM)
    return list(Notice.objects.order_by("created_at", "id").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("days", "left", "near", "over"),
    [(334, 31, False, False), (335, 30, True, False), (365, 0, True, False), (366, -1, True, True)],
)
def test_age_is_counted_in_days_of_seoul(days: int, left: int, near: bool, over: bool) -> None:
    found = freshness(DAY - timedelta(days=days), AT, 365)
    assert (found.age, found.left, found.is_near_end, found.is_over) == (days, left, near, over)


@pytest.mark.parametrize(
    ("days", "codes"), [(334, []), (335, TOLD[:1]), (365, TOLD[:1]), (366, TOLD[1:]), (900, TOLD[1:])]
)
def test_it_is_told_thirty_days_before_and_when_it_is_over(days: int, codes: list[str]) -> None:
    policy()
    aged(days)
    assert told() == codes


def test_each_is_told_once_and_a_confirmation_begins_anew() -> None:
    policy()
    row = aged(335)
    assert told() == told() == told(30) == TOLD[:1]
    assert told(31) == told(32) == TOLD
    enter(SYSTEM)
    person_of = actor(person("lee@mirae.example", row.organisation))
    actions.confirm_profile(by=person_of, at=AT + timedelta(days=33))
    enter(SYSTEM)
    assert told(34) == TOLD
    assert told(33 + 335)[2:] == [TOLD[0]] * 2


def test_the_mail_says_until_when_it_counts_and_where_to_press() -> None:
    policy()
    aged(340)
    told()
    (mail,) = mails.outbox
    assert "2026. 12. 16." in mail.body
    assert "/suppliers/mine/" in mail.body
    assert "미래시스템" in mail.subject


def test_a_portal_that_was_off_for_a_month_says_only_the_last() -> None:
    policy()
    aged(300)
    assert told(90) == TOLD[1:]


def test_nobody_is_told_of_a_hidden_profile() -> None:
    policy()
    aged(400, is_published=False)
    assert told() == []


def test_only_those_concerned_are_told() -> None:
    policy()
    aged(10)
    other = supplier("늙은기업", profile_confirmed_on=DAY - timedelta(days=350))
    kim = person("kim@old.example", other.organisation)
    assert told() == TOLD[:1]
    assert Notice.objects.get().user_id == kim.pk


def today_minus(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@pytest.mark.parametrize("url", ["/", "/suppliers/mine/"])
def test_home_and_profile_ask_for_it_and_one_press_is_enough(url: str) -> None:
    policy()
    row = mirae(profile_confirmed_on=today_minus(340))
    client = signed_in(works_for(row), second_factor=False)
    seen = client.get(url, headers={"Accept-Language": "ko"}).content.decode()
    assert "25일 안에 프로필을 확인해 주십시오" in seen
    assert "내용이 그대로 맞습니다" in seen
    answer = client.post("/suppliers/mine/confirm/", {"back": "home"} if url == "/" else {}, follow=True)
    enter(SYSTEM)
    assert answer.redirect_chain == [(url, 302)]
    assert "확인해 주십시오" not in answer.content.decode()
    assert Supplier.objects.get(pk=row.pk).profile_confirmed_on == timezone.localdate()
    assert Event.objects.filter(verb="supplier.profile-confirmed", subject_id=str(row.pk)).count() == 1


def test_home_says_that_an_old_profile_is_recommended_to_nobody() -> None:
    policy()
    row = mirae(profile_confirmed_on=today_minus(400))
    client = signed_in(works_for(row), second_factor=False)
    seen = client.get("/", headers={"Accept-Language": "ko"}).content.decode()
    assert "지금은 누구에게도 추천되지 않습니다" in seen
    enter(SYSTEM)
    Supplier.objects.filter(pk=row.pk).update(profile_confirmed_on=today_minus(3), capacity_open=0)
    seen = client.get("/", headers={"Accept-Language": "ko"}).content.decode()
    assert "새 과제를 맡을 빈자리가 없습니다." in seen
