"""Signing up: consents in the ledger, at once signed in, and nothing told about known addresses."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from core.accounts.models import Consent, User
from tests.core.accounts.people import PASSWORD, actor, hanbit, person, signed_in

pytestmark = pytest.mark.django_db
REQUIRED = {"consent_terms": "on", "consent_account_data": "on"}


def sign_up(email: str, client: Client | None = None, **fields: str) -> HttpResponse:
    """The answer to a filled-in form."""
    data = {"email": email, "password1": PASSWORD, **REQUIRED, **fields}
    return (client or Client()).post("/accounts/signup/", data)  # type: ignore[return-value]


def test_a_new_person_is_signed_in_and_the_consents_are_in_the_ledger_with_their_wording() -> None:
    client = Client()
    answer = sign_up("kim@hanbit.example", client, consent_news="on", next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200
    assert set(Consent.objects.values_list("document", flat=True)) == {"terms", "account_data", "news"}
    line = Consent.objects.get(document="account_data")
    assert "이메일 주소" in line.wording["ko"]["items"]
    assert line.wording["en"]["refusal"]


@pytest.mark.parametrize("left_out", ["consent_terms", "consent_account_data"])
def test_without_a_required_consent_there_is_no_account_and_what_was_typed_stays(left_out: str) -> None:
    answer = Client().post(
        "/accounts/signup/",
        {"email": "kim@hanbit.example", "password1": PASSWORD, **REQUIRED, left_out: ""},
    )
    assert b"kim@hanbit.example" in answer.content
    assert not User.objects.exists()
    assert not Consent.objects.exists()


def test_optional_consents_are_not_ticked_before_and_each_shows_its_four_parts() -> None:
    page = Client().get("/accounts/signup/").content.decode()
    assert "checked" not in page
    for word in ("목적", "항목", "보관 기간", "거부할 권리"):
        assert page.count(f"<dt>{word}</dt>") == 4


@pytest.mark.parametrize("known", [True, False])
def test_the_page_is_the_same_for_a_known_and_an_unknown_address(
    known: bool, mailoutbox: list[EmailMessage]
) -> None:
    if known:
        person("kim@hanbit.example")
    client = Client()
    answer = sign_up("Kim@Hanbit.example", client, next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    page = client.get("/account/").content.decode()
    assert "kim@hanbit.example" in page
    assert "아직 확인되지 않음" in page
    assert [mail.to for mail in mailoutbox] == [["kim@hanbit.example"]]
    assert ("이미 가입하신 주소입니다" in mailoutbox[0].subject) == known


def test_who_signs_up_with_a_foreign_address_never_gets_it_verified(mailoutbox: list[EmailMessage]) -> None:
    owner = person("kim@hanbit.example")
    sign_up("kim@hanbit.example")
    assert "confirm-email" not in mailoutbox[0].body
    assert EmailAddress.objects.get(email="kim@hanbit.example", verified=True).user == owner


def test_the_owner_moves_what_was_started_under_the_second_account(mailoutbox: list[EmailMessage]) -> None:
    owner = person("kim@hanbit.example")
    sign_up("kim@hanbit.example")
    second = User.objects.exclude(pk=owner.pk).get()
    place = hanbit()
    second.memberships.create(organisation=place, role="administrator", state="active")
    path = re.search(r"(/account/claim/\S+)", mailoutbox[0].body)
    assert path
    stranger = signed_in(person("lee@dasan.example"))
    assert stranger.post(path[1]).status_code == 422
    client = signed_in(owner)
    assert "한빛정밀" in client.get(path[1]).content.decode()
    assert client.post(path[1]).status_code == 302
    assert actor(owner).administered_ids == (place.pk,)
    second.refresh_from_db()
    assert not second.is_active
    assert client.post(path[1]).status_code == 410


def test_the_link_of_the_mail_verifies_the_address_after_a_press(mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    sign_up("kim@hanbit.example", client)
    path = re.search(r"(/accounts/confirm-email/\S+)", mailoutbox[0].body)
    assert path
    assert client.get(path[1]).status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(path[1])
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "typed", ["", "kim", "a@b", "x" * 400 + "@b.example", "<b>@x.example", "k@h.example\x00"]
)
def test_a_wrong_address_is_answered_on_the_page(typed: str) -> None:
    answer = sign_up(typed)
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("typed", ["", "short", "1234567890123", "password123", "\x00" * 20])
def test_a_weak_password_is_answered_on_the_page(typed: str) -> None:
    answer = sign_up("kim@hanbit.example", password1=typed)
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12345", "비밀번호가 너무 짧습니다. 10자 이상으로 정해 주십시오."),
        ("password123", "많은 사람이 쓰는 비밀번호라 알아내기 쉽습니다. 다른 것으로 정해 주십시오."),
        ("83017264951", "숫자로만 된 비밀번호는 쓸 수 없습니다. 글자를 섞어 주십시오."),
        ("kim@hanbit.example", "비밀번호가 이메일 주소와 너무 비슷합니다. 다른 것으로 정해 주십시오."),
    ],
)
def test_a_weak_password_gets_one_clear_word(typed: str, said: str) -> None:
    answer = sign_up("kim@hanbit.example", password1=typed)
    assert answer.context["form"].errors["password1"] == [said]
