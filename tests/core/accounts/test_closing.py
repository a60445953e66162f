"""Closing an account: what goes at once, what stays without a name, and who has to settle something first."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail as outbox

from assessments.actions.share import share_result
from assessments.models import Result, Share
from core.accounts.actions import create_key
from core.accounts.actions.closing import bonds_of, close_account
from core.accounts.models import ApiKey, Consent, Membership, User
from core.consents.actions import give
from core.models import Event, Notice
from core.notices.telling import tell
from core.scope import acting, acting_as_system
from core.web import Refused
from tests.assessments.test_share import result_of
from tests.core.accounts.people import (
    AT,
    PASSWORD,
    SECRET,
    actor,
    gyeongnam_tp,
    hanbit,
    person,
    signed_in,
)

pytestmark = pytest.mark.django_db


def close(user: User, password: str = PASSWORD) -> str:
    by = actor(user)
    with acting(by):
        return close_account(by=by, at=AT, password=password)


def test_what_names_the_person_is_destroyed_and_the_address_is_free_again() -> None:
    company = hanbit()
    person("head@hanbit.example", company)
    user = person("kim@hanbit.example", company, "member", name="김하나", phone="010-1", totp_secret=SECRET)
    create_key(by=actor(user), at=AT, name="ERP", scopes=["read"], days=30)
    give(by=actor(user), at=AT, document="terms")
    tell(user.pk, "role_changed", {"organisation": "한빛정밀"})
    outbox.outbox.clear()
    assert close(user) == "kim@hanbit.example"
    user.refresh_from_db()
    assert (user.name, user.phone, user.is_active, user.has_usable_password()) == ("", "", False, False)
    assert "kim" not in user.email
    left = (EmailAddress.objects.filter(user=user), Authenticator.objects.filter(user=user))
    assert not any(each.exists() for each in (*left, Notice.objects.filter(user_id=user.pk)))
    assert ApiKey.objects.get().revoked_at == AT
    assert Consent.objects.get().withdrawn_at == AT
    assert Membership.objects.get(user=user).state == "ended"
    assert Event.objects.get(verb="account.closed").subject_id == str(user.pk)
    assert [each.to for each in outbox.outbox] == [["kim@hanbit.example"]]
    assert person("kim@hanbit.example").pk != user.pk


def test_a_wrong_password_changes_nothing() -> None:
    user = person("kim@hanbit.example", hanbit())
    with pytest.raises(Refused) as refused:
        close(user, "falsch")
    assert refused.value.code == "password"
    assert User.objects.get().is_active


def test_the_only_administrator_of_colleagues_hands_over_first() -> None:
    company = hanbit()
    user = person("kim@hanbit.example", company)
    colleague = person("lee@hanbit.example", company, "member")
    with pytest.raises(Refused) as refused:
        close(user)
    assert refused.value.code == "hand_over"
    assert "한빛정밀" in refused.value.message
    Membership.objects.filter(user=colleague).update(role="administrator")
    close(user)


def test_the_last_member_of_an_institution_is_replaced_first() -> None:
    user = person("o@tp.example", gyeongnam_tp(), totp_secret=SECRET)
    with pytest.raises(Refused) as refused:
        close(user)
    assert refused.value.code == "institution"


def test_the_last_member_takes_back_what_the_company_shares() -> None:
    company, park = hanbit(), gyeongnam_tp()
    user = person("kim@hanbit.example", company)
    result = result_of(company)
    with acting(actor(user)):
        share_result(by=actor(user), at=AT, result_id=result.pk, recipient_id=park.pk)
    assert [each.is_alone for each in bonds_of(actor(user))] == [True]
    close(user)
    with acting_as_system():
        assert Share.objects.get().withdrawn_at == AT
        assert Result.objects.count() == 1
    assert not Consent.objects.in_force().exists()


def test_the_page_closes_the_account_and_signs_out() -> None:
    user = person("kim@hanbit.example", hanbit())
    client = signed_in(user)
    page = client.get("/account/close/").content.decode()
    assert "소속이 끝난 뒤 3년" in page
    assert client.post("/account/close/", {"password": "falsch"}).status_code == 422
    closed = client.post("/account/close/", {"password": PASSWORD})
    assert closed["Location"] == "/"
    assert closed["Clear-Site-Data"] == '"cache"'
    assert client.get("/account/")["Location"].startswith("/accounts/login/")


def test_the_page_of_somebody_who_must_hand_over_has_no_button() -> None:
    company = hanbit()
    user = person("kim@hanbit.example", company)
    person("lee@hanbit.example", company, "member")
    page = signed_in(user).get("/account/close/").content.decode()
    assert "관리자를 넘기십시오" in page
    assert 'name="password"' not in page
    assert signed_in(user).post("/account/close/", {"password": PASSWORD}).status_code == 422


def test_the_password_cannot_be_guessed_at_the_page() -> None:
    client = signed_in(person("kim@hanbit.example", hanbit()))
    seen = [client.post("/account/close/", {"password": f"x{n}"}).status_code for n in range(6)]
    assert seen == [422] * 5 + [429]
    assert client.post("/account/close/", {"password": PASSWORD}).status_code == 429
