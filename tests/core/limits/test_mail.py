"""How many mails anybody may cause."""

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from assessments.models import FrameworkVersion
from core.limits.mail import FROM_ONE_CLIENT, TO_ONE_ADDRESS
from core.scope import acting_as_system
from tests.assessments.conftest import frameworks
from tests.assessments.world import begin
from tests.core.accounts.people import hanbit, person, signed_in

__all__ = ["frameworks"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_limit")


def _asked(to: str, **client: str) -> int:
    """A new draft of a new visitor, and a link to it asked for."""
    browser = Client(headers={"accept-language": "ko"}, **client)
    session = begin(browser)
    answer = browser.post(f"/assessments/{session.pk}/link/", {"email": to})
    if answer.status_code == 429:
        assert int(answer["Retry-After"]) > 0
        assert "메일 요청이 너무 많아" in answer.content.decode()
    return answer.status_code


def test_one_target_gets_only_so_many_links_whoever_asks(
    frameworks: dict[str, FrameworkVersion], mailoutbox: list[EmailMessage]
) -> None:
    answers = [
        _asked("Victim@Dasan.example", REMOTE_ADDR=f"203.0.113.{n}") for n in range(TO_ONE_ADDRESS.most + 1)
    ]
    assert answers == [302] * TO_ONE_ADDRESS.most + [429]
    assert len(mailoutbox) == TO_ONE_ADDRESS.most
    assert _asked("other@dasan.example", REMOTE_ADDR="203.0.113.99") == 302


def test_one_client_sends_only_so_many_links_whomever_to(
    frameworks: dict[str, FrameworkVersion], mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.limits import mail
    from core.limits.counting import Limit

    monkeypatch.setattr(mail, "FROM_ONE_CLIENT", Limit("mail-from", most=3, seconds=3_600))
    assert FROM_ONE_CLIENT.most >= 3
    assert [_asked(f"someone{n}@dasan.example") for n in range(4)] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3
    assert _asked("someone9@dasan.example", REMOTE_ADDR="203.0.113.9") == 302


def test_inviting_and_withdrawing_in_turns_does_not_flood_a_mailbox(mailoutbox: list[EmailMessage]) -> None:
    with acting_as_system():
        company = hanbit()
        head = person("owner@hanbit.example", company)
    browser = signed_in(head, second_factor=False)
    url = f"/organisations/{company.pk}/invite/"
    answers = [
        browser.post(url, {"email": "victim@dasan.example", "role": "member"})
        for _ in range(TO_ONE_ADDRESS.most + 1)
    ]
    assert [each.status_code for each in answers] == [302] * TO_ONE_ADDRESS.most + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(mailoutbox) == TO_ONE_ADDRESS.most


def test_a_refused_mail_leaves_the_open_invitation_as_it_was(mailoutbox: list[EmailMessage]) -> None:
    from core.accounts.models import Membership

    with acting_as_system():
        company = hanbit()
        head = person("owner@hanbit.example", company)
    browser = signed_in(head, second_factor=False)
    for _ in range(TO_ONE_ADDRESS.most):
        browser.post(f"/organisations/{company.pk}/invite/", {"email": "a@dasan.example", "role": "member"})
    before = Membership.objects.get(state="invited").token_hash
    browser.post(f"/organisations/{company.pk}/invite/", {"email": "a@dasan.example", "role": "member"})
    assert Membership.objects.get(state="invited").token_hash == before


def test_asking_again_and_again_for_somebodys_password_sends_ten_mails_an_hour(
    mailoutbox: list[EmailMessage],
) -> None:
    person("owner@hanbit.example")
    answers = {
        Client().post("/accounts/password/reset/", {"email": "owner@hanbit.example"}).status_code
        for _ in range(13)
    }
    assert answers == {302}  # nobody is told
    assert len(mailoutbox) == 10


def test_allauth_counts_in_the_cache_of_all_processes() -> None:
    from allauth.core.internal import ratelimit

    request = Client().get("/accounts/login/").wsgi_request
    request.method = "POST"
    rates = {"login": "2/m/ip"}
    allowed = [bool(ratelimit.consume(request, app="x", action="login", config=rates)) for _ in range(3)]
    assert allowed == [True, True, False]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache WHERE key LIKE '%%:rl:x:login:%%'")
        row = cursor.fetchone()
    assert row is not None
    assert row[0] == 1
