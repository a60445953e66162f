"""The ministry's own people: nobody on the portal can give themselves another role there."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.http import Http404

from core.accounts import actions
from core.accounts.models import Membership, Organisation
from core.accounts.policies import may_administer, may_create
from core.accounts.roles import Kind
from core.models import Event
from core.web.refusal import Refused
from tests.core.accounts.people import AT, SECRET, actor, gyeongnam_tp, ministry, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mss() -> Organisation:
    return ministry()


def test_a_programme_administrator_does_not_administer_the_ministry(mss: Organisation) -> None:
    lee = actor(person("lee@mss.example", mss, "programme_administrator"))
    assert may_administer(lee, mss.pk, mss.kind) != ""
    assert may_administer(lee, gyeongnam_tp().pk, Kind.TECHNOPARK.value) == ""


ATTEMPTS: dict[str, Callable[[Organisation, Membership, Membership], tuple[str, dict[str, str]]]] = {
    "invite": lambda mss, _own, _boss: (
        f"/organisations/{mss.pk}/invite/",
        {"email": "lee2@mss.example", "role": "administrator"},
    ),
    "own role": lambda _mss, own, _boss: (
        f"/organisations/members/{own.pk}/role/",
        {"role": "integrity_officer"},
    ),
    "hand over": lambda _mss, own, _boss: (f"/organisations/members/{own.pk}/hand-over/", {}),
    "end another": lambda _mss, _own, boss: (f"/organisations/members/{boss.pk}/end/", {}),
    "edit": lambda mss, _own, _boss: (f"/organisations/{mss.pk}/edit/", {"name": "다른 부처"}),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_programme_administrator_cannot_change_who_is_what_in_the_ministry(
    attempt: str, mss: Organisation
) -> None:
    boss = person("boss@mss.example", mss)
    lee = person("lee@mss.example", mss, "programme_administrator", totp_secret=SECRET)
    before = list(Membership.objects.order_by("pk").values_list("pk", "role", "state"))
    url, fields = ATTEMPTS[attempt](mss, Membership.objects.get(user=lee), Membership.objects.get(user=boss))
    assert signed_in(lee).post(url, fields).status_code in {403, 404}
    assert list(Membership.objects.order_by("pk").values_list("pk", "role", "state")) == before
    assert Organisation.objects.get(pk=mss.pk).name == "중소벤처기업부"


def test_a_second_ministry_is_no_way_round(mss: Organisation) -> None:
    lee = actor(person("lee@mss.example", mss, "programme_administrator"))
    assert may_create(lee, Kind.MINISTRY.value) != ""
    with pytest.raises(Refused):
        actions.create_organisation(by=lee, at=AT, kind="ministry", name="둘째 부처")


def test_the_ministrys_own_administrator_administers_it(mss: Organisation) -> None:
    boss = actor(person("boss@mss.example", mss))
    membership, _token = actions.invite(
        by=boss, at=AT, organisation_id=mss.pk, email="kim@mss.example", role="auditor"
    )
    assert membership.role == "auditor"


def test_the_command_line_appoints_the_ministrys_first_administrator(
    mailoutbox: list[EmailMessage],
) -> None:
    said = StringIO()
    call_command("appoint", "boss@mss.example", stdout=said)
    made = Membership.objects.get()
    assert (made.role, made.invited_email, made.organisation.kind) == (
        "administrator",
        "boss@mss.example",
        "ministry",
    )
    link = said.getvalue().splitlines()[-1]
    assert link in mailoutbox[0].body
    assert Event.objects.filter(verb="membership.invited", actor_id="system").count() == 1
    boss = person("boss@mss.example")
    actions.accept_invitation(by=actor(boss), at=AT, token=link.rstrip("/").rpartition("/")[2])
    assert actor(boss).role == "administrator"


def test_appointing_again_uses_the_ministry_that_is_there(mss: Organisation) -> None:
    call_command("appoint", "lee@mss.example", role="programme_administrator", stdout=StringIO())
    assert Organisation.objects.filter(kind="ministry").count() == 1


def test_the_command_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="@"):
        call_command("appoint", "nobody", stdout=StringIO())
    assert not Organisation.objects.exists()


def test_other_members_of_the_ministry_see_no_more_of_it(mss: Organisation) -> None:
    auditor = actor(person("audit@mss.example", mss, "auditor"))
    with pytest.raises((Refused, Http404)):
        actions.invite(by=auditor, at=AT, organisation_id=mss.pk, email="a@b.example", role="administrator")
