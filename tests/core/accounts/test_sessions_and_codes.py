"""What a stolen code, a planted session or an old password still opens: nothing."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as configured
from django.test import Client

from core.accounts.models import User
from portal import settings as portal_settings
from tests.core.accounts.people import PASSWORD, SECRET, code, gyeongnam_tp, hanbit, person, signed_in

pytestmark = pytest.mark.django_db
OFFICER = "o@gntp.example"
NEW = "바다 건너 파란 등대 2026"


@pytest.fixture
def officer() -> User:
    return person(OFFICER, gyeongnam_tp(), "officer", totp_secret=SECRET)


def half_way(email: str = OFFICER) -> Client:
    """A browser in which the password was right and the code is asked for."""
    client = Client()
    first = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert first["Location"] == "/accounts/2fa/authenticate/"
    return client


def passes(client: Client, typed: str) -> bool:
    """Whether the code opens the portal."""
    client.post("/accounts/2fa/authenticate/", {"code": typed})
    return client.get("/inbox/").status_code == 200


def recovery_codes(person: User) -> list[str]:
    kept = Authenticator.objects.get(user=person, type="recovery_codes")
    return list(RecoveryCodes(kept).get_unused_codes())


def session_key(client: Client) -> str:
    return client.cookies[configured.SESSION_COOKIE_NAME].value


def test_a_code_of_the_app_that_was_used_opens_nothing_more_while_it_is_still_shown(officer: User) -> None:
    seen_over_a_shoulder = code()
    assert passes(half_way(), seen_over_a_shoulder)
    assert not passes(half_way(), seen_over_a_shoulder)
    again = signed_in(officer, second_factor=False)
    again.post("/accounts/2fa/reauthenticate/", {"code": seen_over_a_shoulder, "next": "/inbox/"})
    assert again.get("/inbox/").status_code == 302


def test_a_code_of_the_app_from_two_minutes_ago_opens_nothing(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, now = code(), time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 120)
    assert not passes(half_way(), old)


def test_new_recovery_codes_put_an_end_to_the_old_ones(officer: User) -> None:
    old = recovery_codes(officer)
    browser = signed_in(officer)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/inbox/"})
    browser.post("/accounts/2fa/recovery-codes/generate/")
    new = recovery_codes(officer)
    assert not set(old) & set(new)
    assert not passes(half_way(), old[0])
    assert passes(half_way(), new[0])


def test_recovery_codes_are_shown_and_made_only_after_the_password_was_typed_again(officer: User) -> None:
    browser = signed_in(officer)
    old = recovery_codes(officer)
    for answer in (
        browser.get("/accounts/2fa/recovery-codes/"),
        browser.get("/accounts/2fa/recovery-codes/download/"),
        browser.post("/accounts/2fa/recovery-codes/generate/"),
    ):
        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]
    assert recovery_codes(officer) == old


def test_whoever_guesses_codes_is_stopped_before_the_right_one_counts(officer: User, settings: Any) -> None:
    """Otherwise a million codes, three of them good at a time, are a matter of days."""
    settings.ACCOUNT_RATE_LIMITS = portal_settings.ACCOUNT_RATE_LIMITS
    guesser = half_way()
    for guess in range(5):
        assert not passes(guesser, f"{guess:06}")
    refused = guesser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert "시도 횟수가 너무 많습니다" in refused.content.decode()
    assert guesser.get("/inbox/").status_code == 302
    assert not passes(half_way(), recovery_codes(officer)[0]), "nor from another browser"


def test_codes_of_one_person_open_nothing_for_another(officer: User) -> None:
    other = person("p@gntp.example", None, "officer", totp_secret="KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    assert not passes(half_way(), recovery_codes(other)[0])


@pytest.mark.parametrize("email", [OFFICER, "kim@hanbit.example"])
def test_a_session_that_somebody_planted_is_not_signed_in_with(officer: User, email: str) -> None:
    person("kim@hanbit.example", hanbit())
    browser, attacker = Client(), Client()
    browser.cookies[configured.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"
    browser.get("/accounts/login/")
    browser.post("/accounts/login/", {"login": email, "password": PASSWORD})
    if email == OFFICER:
        attacker.cookies[configured.SESSION_COOKIE_NAME] = before = session_key(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code()})
        assert session_key(browser) != before
        assert attacker.get("/inbox/").status_code == 302
    assert browser.get("/inbox/").status_code == 200
    attacker.cookies[configured.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"
    assert attacker.get("/inbox/").status_code == 302


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    owner = person("kim@hanbit.example", hanbit())
    here, elsewhere = signed_in(owner), signed_in(owner)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert here.get("/inbox/").status_code == 200
    assert elsewhere.get("/inbox/").status_code == 302


def test_a_wrong_old_password_changes_nothing() -> None:
    owner = person("kim@hanbit.example", hanbit())
    here, elsewhere = signed_in(owner), signed_in(owner)
    form = {"oldpassword": "geraten", "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", form).status_code == 200
    assert elsewhere.get("/inbox/").status_code == 200


def test_the_cookie_of_a_session_that_was_left_opens_nothing() -> None:
    browser = signed_in(person("kim@hanbit.example", hanbit()))
    copied = session_key(browser)
    browser.post("/accounts/logout/")
    thief = Client()
    thief.cookies[configured.SESSION_COOKIE_NAME] = copied
    assert thief.get("/inbox/").status_code == 302
