"""The pages about organisations, keys, invitations and the inbox, driven as a browser would."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts import actions
from core.accounts.models import ApiKey, Membership, Organisation
from core.notices.models import Notice
from core.notices.telling import tell
from tests.core.accounts.people import (
    AT,
    NUMBERS,
    SECRET,
    actor,
    gyeongnam_tp,
    hanbit,
    ministry,
    organisation,
    person,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_a_company_is_registered_once_even_when_the_form_is_sent_twice() -> None:
    client = signed_in(person("kim@hanbit.example"))
    token = re.search(r'name="once" value="([^"]+)"', client.get("/organisations/new/").content.decode())
    assert token
    data = {
        "kind": "company",
        "name": "한빛정밀",
        "business_number": NUMBERS["hanbit"],
        "size": "SMALL",
        "sigungu": "48121",
        "industry": "29",
        "once": token[1],
        "next": "/inbox/",
    }
    first = client.post("/organisations/new/", data)
    assert first.status_code == 302, re.findall("오류:.*", first.content.decode())
    assert [client.post("/organisations/new/", data)["Location"] for _twice in range(2)] == ["/inbox/"] * 2
    assert Organisation.objects.count() == Membership.objects.count() == 1
    assert client.post("/organisations/new/", {**data, "name": "다른 이름"}).status_code == 422


def test_a_faulty_form_keeps_what_was_typed_and_the_same_token_works_afterwards() -> None:
    client = signed_in(person("kim@hanbit.example"))
    data = {"kind": "company", "name": "한빛<b>정밀", "business_number": "124-81-0099", "once": "t" * 20}
    answer = client.post("/organisations/new/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "한빛&lt;b&gt;정밀" in page
    assert "숫자 열 자리" in page
    again = client.post("/organisations/new/", {**data, "business_number": NUMBERS["hanbit"]})
    assert again.status_code == 302


def test_a_registered_number_leads_to_the_form_that_asks_to_join() -> None:
    hanbit()
    client = signed_in(person("new@hanbit.example"))
    answer = client.post(
        "/organisations/new/", {"kind": "company", "name": "한빛", "business_number": NUMBERS["hanbit"]}
    )
    link = re.search(r'href="(/organisations/join/[^"]+)"', answer.content.decode())
    assert link
    form = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert NUMBERS["hanbit"] in form


def test_the_organisation_page_lets_its_administrator_decide() -> None:
    place = hanbit()
    head = person("kim@hanbit.example", place)
    asked = actions.request_membership(
        by=actor(person("new@hanbit.example")), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    client = signed_in(head)
    assert "new@hanbit.example" in client.get(f"/organisations/{place.pk}/").content.decode()
    assert client.post(f"/organisations/members/{asked.pk}/approve/").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "active"
    assert client.post(f"/organisations/members/{asked.pk}/approve/").status_code == 409


def test_members_see_the_page_without_requests_and_strangers_a_404() -> None:
    place = hanbit()
    person("kim@hanbit.example", place)
    actions.request_membership(
        by=actor(person("new@hanbit.example")), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    member = signed_in(person("choi@hanbit.example", place, "member"))
    page = member.get(f"/organisations/{place.pk}/").content.decode()
    assert "new@hanbit.example" not in page
    assert member.get(f"/organisations/{place.pk}/edit/").status_code == 404
    stranger = signed_in(person("d@dasan.example", organisation("company", "다산", NUMBERS["dasan"])))
    for path in ("", "edit/", "leave/"):
        assert stranger.get(f"/organisations/{place.pk}/{path}").status_code == 404


def test_the_switcher_puts_on_only_hats_one_has() -> None:
    first, second = hanbit(), organisation("supplier", "미래솔루션", NUMBERS["mirae"])
    both = person("kim@hanbit.example", first)
    Membership.objects.create(organisation=second, user=both, role="member", state="active")
    client = signed_in(both)
    client.post("/organisations/switch/", {"organisation": str(second.pk)})
    assert client.session["organisation"] == str(second.pk)
    for foreign in (gyeongnam_tp().pk, "nonsense", ""):
        assert client.post("/organisations/switch/", {"organisation": str(foreign)}).status_code == 404
    assert client.session["organisation"] == str(second.pk)


def test_an_invitation_is_read_without_an_account_and_a_bad_link_says_so() -> None:
    place = hanbit()
    _row, token = actions.invite(
        by=actor(person("kim@hanbit.example", place)),
        at=timezone.now(),
        organisation_id=place.pk,
        email="n@h.example",
    )
    page = Client().get(f"/organisations/invitations/{token}/").content.decode()
    assert "한빛정밀" in page
    assert f"next=/organisations/invitations/{token}/" in page
    bad = Client().get("/organisations/invitations/nonsense/")
    assert bad.status_code == 410
    assert "더는 쓸 수 없는 초대" in bad.content.decode()
    guest = person("n@h.example", verified=False)
    client = signed_in(guest)
    assert client.post(f"/organisations/invitations/{token}/").status_code == 302
    assert client.session["organisation"] == str(place.pk)


def test_a_key_is_shown_once_and_opens_the_api_until_it_is_revoked() -> None:
    place = hanbit()
    client = signed_in(person("kim@hanbit.example", place))
    data = {"name": "ERP", "scopes": ["read"], "days": "90", "once": "k" * 20}
    made = client.post("/account/keys/", data)
    token = re.search(r"(ieum_[0-9a-f]{12}_[\w-]+)", made.content.decode())
    assert token
    again = client.post("/account/keys/", data)
    assert again["Location"] == "/account/keys/"
    assert token[1] not in client.get("/account/keys/").content.decode()
    key = ApiKey.objects.get()
    assert token[1].split("_", 2)[2] not in key.secret_hash
    assert client.post(f"/account/keys/{key.pk}/revoke/").status_code == 302
    key.refresh_from_db()
    assert key.revoked_at is not None
    other = signed_in(person("d@dasan.example"))
    assert other.post(f"/account/keys/{key.pk}/revoke/").status_code == 404


@pytest.mark.parametrize(
    "bad", [{"scopes": ["delete"]}, {"scopes": []}, {"days": "9999"}, {"days": "x"}, {"name": ""}]
)
def test_a_faulty_key_form_makes_no_key(bad: dict[str, Any]) -> None:
    client = signed_in(person("kim@hanbit.example", hanbit()))
    answer = client.post("/account/keys/", {"name": "ERP", "scopes": ["read"], "days": "90", **bad})
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_the_inbox_opens_a_notice_and_goes_where_it_leads() -> None:
    owner = person("kim@hanbit.example", hanbit())
    tell(owner.pk, "membership_approved", {"organisation": "한빛정밀"}, "/organisations/")
    tell(owner.pk, "membership_approved", {}, "//evil.example")
    client = signed_in(owner)
    assert "한빛정밀" in client.get("/inbox/").content.decode()
    good, evil = Notice.objects.order_by("created_at")
    assert client.post(f"/inbox/{good.pk}/")["Location"] == "/organisations/"
    assert client.post(f"/inbox/{evil.pk}/")["Location"] == "/inbox/"
    assert signed_in(person("d@dasan.example")).post(f"/inbox/{good.pk}/").status_code == 404
    assert not Notice.objects.filter(read_at=None).exists()


def test_the_ministry_alone_opens_institutions_and_resets() -> None:
    minister = signed_in(person("lee@mss.example", ministry(), "programme_administrator", totp_secret=SECRET))
    company = signed_in(person("kim@hanbit.example", hanbit()))
    for path in ("/organisations/institutions/", "/organisations/resets/"):
        assert minister.get(path).status_code == 200
        assert company.get(path).status_code == 403
    made = minister.post("/organisations/institutions/", {"kind": "technopark", "name": "서울테크노파크"})
    page = minister.get(made["Location"])
    assert "서울테크노파크" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_organisation_page_costs_the_same_queries_for_any_number_of_members(
    count: int, django_assert_max_num_queries: Any
) -> None:
    place = hanbit()
    head = person("kim@hanbit.example", place)
    for n in range(count - 1):
        person(f"m{n}@hanbit.example", place, "member")
    client = signed_in(head)
    with django_assert_max_num_queries(11):
        assert client.get(f"/organisations/{place.pk}/").status_code == 200


def test_knowing_who_asks_costs_three_queries(django_assert_num_queries: Any) -> None:
    from django.contrib.auth.middleware import AuthenticationMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware
    from django.http import HttpResponse
    from django.test import RequestFactory

    from core.accounts.middleware import ActorMiddleware
    from core.web.request import actor_of

    client = signed_in(person("kim@hanbit.example", hanbit()))
    request = RequestFactory().get("/inbox/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    chain = ActorMiddleware(lambda _request: HttpResponse())
    chain = AuthenticationMiddleware(chain)
    chain = SessionMiddleware(chain)
    with django_assert_num_queries(3):
        chain(request)
    assert actor_of(request).role == "administrator"


def test_who_comes_as_a_supplier_is_not_asked_again_and_ends_at_the_beginning_of_the_profile() -> None:
    client = signed_in(person("park@saegil.example"), second_factor=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    page = client.get("/organisations/new/?kind=supplier").content.decode()
    assert 'type="radio"' not in page
    assert '<input type="hidden" name="kind" value="supplier"' in page
    assert "582 소프트웨어 개발 및 공급업" in page
    data = {"kind": "supplier", "name": "새길정보", "business_number": NUMBERS["new"], "industry": "620"}
    answer = client.post("/organisations/new/?kind=supplier", data)
    assert answer["Location"] == "/suppliers/mine/"
    assert "프로필 시작" in client.get("/suppliers/mine/").content.decode()
    assert Organisation.objects.get().industry == "620"


def test_nobody_is_taken_for_a_manufacturer_unasked() -> None:
    client = signed_in(person("park@saegil.example"), second_factor=False)
    page = client.get("/organisations/new/").content.decode()
    assert not re.search(r'name="kind"[^>]* checked', page)
    data = {"name": "새길정보", "business_number": NUMBERS["new"]}
    assert client.post("/organisations/new/", data).status_code == 422


def test_a_manufacturer_is_not_in_a_suppliers_trade() -> None:
    client = signed_in(person("kim@hanbit.example"), second_factor=False)
    assert "582" not in client.get("/organisations/new/?kind=company").content.decode()
    data = {"kind": "company", "name": "한빛", "business_number": NUMBERS["hanbit"], "industry": "620"}
    assert client.post("/organisations/new/?kind=company", data).status_code == 422


def test_what_the_profile_keeps_is_changed_there_and_the_rest_here() -> None:
    place = organisation("supplier", "미래솔루션", NUMBERS["mirae"], sigungu="48121", employees=31)
    client = signed_in(person("kim@mirae.example", place), second_factor=False)
    edit = f"/organisations/{place.pk}/edit/"
    assert 'name="employees"' in client.get(edit).content.decode()
    client.post("/suppliers/mine/start/")
    page = client.get(edit).content.decode()
    assert "/suppliers/mine/sections/basics/" in page
    assert 'name="employees"' not in page
    answer = client.post(edit, {"business_number": NUMBERS["mirae"], "industry": "620", "size": "SMALL"})
    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.employees, place.industry, place.size) == ("미래솔루션", 31, "620", "SMALL")
