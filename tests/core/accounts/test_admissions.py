"""A company that nobody works for any more: whoever asks to join it is let in by the ministry alone."""

import pytest

from core.accounts import actions
from core.accounts.actions.closing import close_account
from core.accounts.models import Membership, Organisation
from core.models import Event, Notice
from core.scope import acting
from core.web import Refused
from tests.core.accounts.people import (
    AT,
    NUMBERS,
    PASSWORD,
    SECRET,
    actor,
    hanbit,
    ministry,
    person,
    signed_in,
)

pytestmark = pytest.mark.django_db


def left_alone() -> Organisation:
    """Hanbit, whose last member closed the account."""
    company = hanbit()
    owner = person("owner@hanbit.example", company)
    with acting(actor(owner)):
        close_account(by=actor(owner), at=AT, password=PASSWORD)
    return company


def asks(email: str = "back@hanbit.example") -> Membership:
    by = actor(person(email, name="김다시"))
    return actions.request_membership(by=by, at=AT, kind="company", business_number=NUMBERS["hanbit"])


def test_the_ministry_is_told_and_lets_the_person_in_as_administrator() -> None:
    company = left_alone()
    lee = person("lee@mss.example", ministry(), "programme_administrator", totp_secret=SECRET)
    row = asks()
    assert Notice.objects.get(user_id=lee.pk).code == "admission_requested"
    browser = signed_in(lee)
    seen = browser.get("/organisations/admissions/").content.decode()
    assert "한빛정밀" in seen
    assert "김다시" in seen
    url = f"/organisations/admissions/{row.pk}/"
    assert browser.post(url, {"decision": "approve"}).status_code == 422
    assert not Membership.objects.active().filter(organisation=company).exists()
    browser.post(url, {"decision": "approve", "called": "on"})
    row.refresh_from_db()
    assert (row.state, row.role) == ("active", "administrator")
    assert Event.objects.filter(verb="membership.admitted", subject_id=str(row.pk)).exists()
    assert Notice.objects.filter(user_id=row.user_id, code="admission_approved").exists()
    assert Notice.objects.get(user_id=lee.pk).settled_at is not None


def test_the_number_alone_opens_nothing() -> None:
    company = left_alone()
    person("lee@mss.example", ministry(), "programme_administrator")
    row = asks()
    assert row.state == "requested"
    assert row.user is not None
    assert actor(row.user).place is None
    assert signed_in(row.user).get(f"/organisations/{company.pk}/").status_code == 404
    seen = signed_in(row.user).get("/organisations/").content.decode()
    assert "중앙부처가 결정합니다" in seen
    assert "1357" in seen


def test_the_page_of_the_request_says_who_decides() -> None:
    left_alone()
    browser = signed_in(person("back@hanbit.example"))
    fields = {"kind": "company", "business_number": NUMBERS["hanbit"]}
    seen = browser.post("/organisations/join/", fields, follow=True).content.decode()
    assert "중앙부처에 요청을 보냈습니다" in seen


def test_declined_is_told_and_may_be_asked_anew() -> None:
    left_alone()
    lee = actor(person("lee@mss.example", ministry(), "programme_administrator"))
    row = asks()
    actions.turn_away(by=lee, at=AT, membership_id=row.pk)
    assert Notice.objects.filter(user_id=row.user_id, code="admission_declined").exists()
    assert row.user is not None
    again = actions.request_membership(
        by=actor(row.user), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    assert again.state == "requested"


def test_only_programme_administrators_decide_and_not_about_themselves() -> None:
    left_alone()
    row = asks()
    boss = actor(person("boss@mss.example", mss := ministry()))
    with pytest.raises(Refused) as refused:
        actions.admit(by=boss, at=AT, membership_id=row.pk)
    assert refused.value.code == "not_allowed"
    lee = person("lee@mss.example", mss, "programme_administrator")
    own = actions.request_membership(by=actor(lee), at=AT, kind="company", business_number=NUMBERS["hanbit"])
    with pytest.raises(Refused) as refused:
        actions.admit(by=actor(lee), at=AT, membership_id=own.pk)
    assert refused.value.code == "own"


def test_once_somebody_works_there_the_ministry_no_longer_decides() -> None:
    left_alone()
    lee = actor(person("lee@mss.example", ministry(), "programme_administrator"))
    first, second = asks(), asks("second@hanbit.example")
    actions.admit(by=lee, at=AT, membership_id=first.pk)
    with pytest.raises(Refused) as refused:
        actions.admit(by=lee, at=AT, membership_id=second.pk)
    assert refused.value.code == "changed"
    assert Notice.objects.filter(user_id=first.user_id, code="membership_requested").exists()


def test_who_waits_when_the_last_member_leaves_is_handed_to_the_ministry() -> None:
    company = hanbit()
    owner = person("owner@hanbit.example", company)
    lee = person("lee@mss.example", ministry(), "programme_administrator")
    asks()
    assert not Notice.objects.filter(user_id=lee.pk).exists()
    with acting(actor(owner)):
        close_account(by=actor(owner), at=AT, password=PASSWORD)
    assert Notice.objects.filter(user_id=lee.pk, code="admission_requested").count() == 1
