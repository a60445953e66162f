"""Signing in, forgotten passwords, lockout: the same for everybody, known or not."""

import re
from unittest.mock import patch

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from core.accounts.backend import CHECKS
from core.accounts.models import User
from core.notices.models import Mail
from tests.core.accounts.people import PASSWORD, person
from tests.core.accounts.test_sign_up import sign_up

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None) -> HttpResponse:
    """The answer to the form."""
    return (client or Client()).post("/accounts/login/", {"login": email, "password": password})  # type: ignore[return-value]


def hashes(email: str) -> int:
    """How many passwords are hashed while somebody guesses for this address."""
    from django.contrib.auth.hashers import get_hasher

    hasher = type(get_hasher())
    with patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as encode:
        assert sign_in(email, "falsch-geraten").status_code == 200
    return int(encode.call_count)


def test_the_right_password_in_any_case_of_the_address_signs_in() -> None:
    person("kim@hanbit.example")
    assert sign_in("KIM@hanbit.example").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    person("kim@hanbit.example")
    pages = [
        re.sub(r'value="[^"]*"', "", sign_in(email, "wrong").content.decode())
        for email in ("kim@hanbit.example", "nobody@hanbit.example")
    ]
    assert pages[0] == pages[1]


def test_guessing_costs_the_same_work_for_unknown_known_and_twice_claimed_addresses() -> None:
    person("kim@hanbit.example")
    person("lee@hanbit.example")
    sign_up("lee@hanbit.example")
    assert User.objects.filter(email="lee@hanbit.example").count() == 2
    counts = [hashes(f"{name}@hanbit.example") for name in ("nobody", "kim", "lee")]
    assert counts == [CHECKS] * 3


def test_each_of_two_claims_signs_in_with_its_own_password() -> None:
    owner = person("kim@hanbit.example")
    sign_up("kim@hanbit.example", password1="다른 비밀번호 2026 열두자")
    for password, is_owner in ((PASSWORD, True), ("다른 비밀번호 2026 열두자", False)):
        client = Client()
        assert sign_in("kim@hanbit.example", password, client).status_code == 302
        assert (client.session["_auth_user_id"] == str(owner.pk)) is is_owner


def test_a_forgotten_password_is_answered_alike_and_mailed_only_to_the_known(
    mailoutbox: list[EmailMessage],
) -> None:
    person("kim@hanbit.example")
    answers = [
        Client().post("/accounts/password/reset/", {"email": each})
        for each in ("kim@hanbit.example", "nobody@hanbit.example")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    assert {mail.to[0] for mail in mailoutbox if mail.to[0].startswith("kim")} == {"kim@hanbit.example"}


def test_an_unknown_address_leaves_no_mail_in_the_outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "core.notices.backend.OutboxBackend"  # type: ignore[attr-defined]
    person("kim@hanbit.example")
    for each in ("kim@hanbit.example", "nobody@hanbit.example"):
        Client().post("/accounts/password/reset/", {"email": each})
    assert [mail.recipient for mail in Mail.objects.all()] == ["kim@hanbit.example"]


def test_the_link_sets_a_new_password_once_and_ends_other_sessions(mailoutbox: list[EmailMessage]) -> None:
    person("kim@hanbit.example")
    elsewhere = Client()
    sign_in("kim@hanbit.example", client=elsewhere)
    Client().post("/accounts/password/reset/", {"email": "kim@hanbit.example"})
    path = re.search(r"(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    assert path
    client = Client()
    form = client.get(path[1], follow=True)
    new = "완전히 새로운 비밀번호 2026"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.status_code == 302
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in("kim@hanbit.example", new).status_code == 302
    assert "더는 쓸 수 없는 링크" in Client().get(path[1]).content.decode()


def test_too_many_guesses_get_a_page_that_says_how_long_to_wait(settings: object) -> None:
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    settings.AXES_FAILURE_LIMIT = 3  # type: ignore[attr-defined]
    person("kim@hanbit.example")
    for email in ("kim@hanbit.example", "nobody@hanbit.example"):
        last = [sign_in(email, "wrong") for _attempt in range(3)][-1]
        assert last.status_code == 429
        assert "15분" in last.content.decode()
    assert sign_in("kim@hanbit.example").status_code == 429
    assert sign_in("lee@hanbit.example", "wrong").status_code == 200


@pytest.mark.parametrize("path", ["login", "signup", "password/reset", "confirm-email", "inactive", "2fa"])
def test_every_page_of_signing_in_opens_in_both_languages(path: str) -> None:
    for language in ("ko", "en"):
        answer = Client().get(f"/accounts/{path}/", headers={"Accept-Language": language}, follow=True)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(next_url: str) -> None:
    person("kim@hanbit.example")
    answer = Client().post(
        "/accounts/login/", {"login": "kim@hanbit.example", "password": PASSWORD, "next": next_url}
    )
    assert "evil" not in answer["Location"]
    assert not answer["Location"].startswith("javascript")
