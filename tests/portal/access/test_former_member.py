"""Who no longer belongs to an organisation has lost it at the next request, by session and by key."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.accounts import actions
from core.accounts.models import ApiKey, Membership, Organisation, User
from core.scope import acting_as_system
from core.web import Refused
from core.web.request import now
from tests.core.accounts.people import AT, actor, hanbit, person, signed_in
from tests.programmes.world import as_portal, officer, result, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def _ended(user: User, head: User) -> None:
    own = Membership.objects.active().get(user=user)
    actions.end_membership(by=actor(head), at=now(), membership_id=own.pk)


def _left(user: User, head: User) -> None:
    own = Membership.objects.active().get(user=user)
    actions.leave(by=actor(user), at=now(), organisation_id=own.organisation_id)


def _closed(user: User, head: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


WAYS: dict[str, Callable[[User, User], None]] = {"ended": _ended, "left": _left, "closed": _closed}


@pytest.fixture
def company() -> Organisation:
    return hanbit()


@pytest.mark.parametrize("way", WAYS)
def test_an_open_session_sees_nothing_of_the_company_any_more(way: str, company: Organisation) -> None:
    head, worker = person("kim@hanbit.example", company), person("lee@hanbit.example", company, "member")
    made = result(company)
    browser = signed_in(worker, second_factor=False)
    doors = [f"/results/{made.pk}/", f"/api/v1/results/{made.pk}/", f"/organisations/{company.pk}/"]
    assert [browser.get(url).status_code for url in doors] == [200, 200, 200]
    as_portal()
    WAYS[way](worker, head)
    answers = [browser.get(url) for url in doors]
    assert {each.status_code for each in answers} <= {302, 401, 403, 404}
    assert not [each for each in answers if "한빛정밀" in each.content.decode()]
    assert browser.get("/api/v1/results/").json().get("count", 0) == 0


@pytest.mark.parametrize("way", WAYS)
def test_an_api_key_stops_working_at_once(way: str, company: Organisation) -> None:
    head, worker = person("kim@hanbit.example", company), person("lee@hanbit.example", company, "member")
    result(company)
    _key, token = actions.create_key(by=actor(worker), at=now(), name="ERP", scopes=["read"], days=30)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/v1/results/").json()["count"] == 1
    as_portal()
    WAYS[way](worker, head)
    answer = program.get("/api/v1/results/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert program.get("/api/v1/suppliers/").status_code == 401


def test_a_key_whose_revocation_was_forgotten_still_dies_with_the_membership(company: Organisation) -> None:
    person("kim@hanbit.example", company)
    worker = person("lee@hanbit.example", company, "member")
    _key, token = actions.create_key(by=actor(worker), at=now(), name="ERP", scopes=["read"], days=30)
    Membership.objects.filter(user=worker).update(state="ended", ended_at=AT)
    assert ApiKey.objects.filter(revoked_at=None).count() == 1
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/v1/results/").status_code == 401


def test_a_former_officer_loses_the_region_with_the_session_still_open() -> None:
    park = technopark("GYEONGNAM", "경남테크노파크", "48123")
    hanbit_result = shared("한빛정밀", 1, "48123", park)
    someone = officer(park)
    browser = signed_in(someone)
    doors = ["/regional/", f"/results/{hanbit_result.pk}/", f"/api/v1/regional-results/{hanbit_result.pk}/"]
    assert [browser.get(url).status_code for url in doors] == [200, 200, 200]
    as_portal()
    Membership.objects.filter(user=someone).update(state="ended", ended_at=AT)
    answers = [browser.get(url) for url in doors]
    assert {each.status_code for each in answers} <= {403, 404}
    assert not [each for each in answers if "한빛정밀" in each.content.decode()]


def test_switching_back_to_the_organisation_one_left_is_refused(company: Organisation) -> None:
    person("kim@hanbit.example", company)
    worker = person("lee@hanbit.example", company, "member")
    browser = signed_in(worker, second_factor=False)
    session = browser.session
    session["organisation"] = str(company.pk)
    session.save()
    Membership.objects.filter(user=worker).update(state="ended", ended_at=AT)
    assert browser.post("/organisations/switch/", {"organisation": str(company.pk)}).status_code == 404
    assert browser.get(f"/organisations/{company.pk}/").status_code == 404


GOING: dict[str, Callable[[User, Membership], object]] = {
    "leave": lambda user, own: actions.leave(by=actor(user), at=AT, organisation_id=own.organisation_id),
    "end themselves": lambda user, own: actions.end_membership(by=actor(user), at=AT, membership_id=own.pk),
    "become a member": lambda user, own: actions.change_role(
        by=actor(user), at=AT, membership_id=own.pk, role="member"
    ),
}


@pytest.mark.parametrize("way", GOING)
def test_the_last_administrator_stays_one(way: str, company: Organisation) -> None:
    head = person("kim@hanbit.example", company)
    person("lee@hanbit.example", company, "member")
    own = Membership.objects.get(user=head)
    with pytest.raises(Refused) as refused:
        GOING[way](head, own)
    assert refused.value.code == "last_administrator"
    own.refresh_from_db()
    assert (own.role, own.state) == ("administrator", "active")


def test_the_pages_say_so_to_the_last_administrator(company: Organisation) -> None:
    head = person("kim@hanbit.example", company)
    own = Membership.objects.get(user=head)
    browser = signed_in(head, second_factor=False)
    for url, fields in (
        (f"/organisations/{company.pk}/leave/", {}),
        (f"/organisations/members/{own.pk}/role/", {"role": "member"}),
        (f"/organisations/members/{own.pk}/end/", {}),
    ):
        assert browser.post(url, fields).status_code == 422, url
    with acting_as_system():
        assert Membership.objects.active().filter(role="administrator").count() == 1
