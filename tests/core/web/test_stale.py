"""A session that ran out, and a form from a page that was open too long: both lead back to the form."""

from typing import Any

import pytest
from django.test import Client

from tests.core.accounts.people import SECRET, gyeongnam_tp, hanbit, person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/organisations/join/?kind=company"
BACK = "/organisations/join/%3Fkind%3Dcompany"


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [(PAGE, BACK), ("http://evil.example/organisations/join/", "/"), ("", "/")],
)
def test_after_an_expired_session_one_comes_back_to_the_form(referer: str, leads_to: str) -> None:
    headers: Any = {"referer": referer} if referer else {}
    answer = Client().post("/organisations/join/", {"kind": "company"}, headers=headers)
    assert answer["Location"] == f"/accounts/login/?next={leads_to}"


def test_who_still_owes_the_second_step_comes_back_to_the_form() -> None:
    client = signed_in(
        person("o@tp.example", gyeongnam_tp(), "officer", totp_secret=SECRET), second_factor=False
    )
    answer = client.post("/account/keys/", {}, headers={"referer": "http://testserver/account/keys/"})
    assert answer["Location"].endswith("?next=%2Faccount%2Fkeys%2F")


def test_a_stale_form_says_what_became_of_what_was_typed_and_leads_back() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        person("kim@hanbit.example", hanbit()), backend="core.accounts.backend.PasswordBackend"
    )
    headers: Any = {"referer": "http://testserver/account/"}
    lost = client.post("/account/", {"name": "김하나"}, headers=headers)
    kept = client.post("/account/", {"name": "김하나", "kept": "a1b2c3d4"}, headers=headers)
    assert (lost.status_code, kept.status_code) == (403, 403)
    assert "이 기기에 남아 있습니다" not in lost.content.decode()
    assert "이 기기에 남아 있습니다" in kept.content.decode()
    assert 'href="/account/"' in kept.content.decode()
