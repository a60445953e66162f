"""Two-step sign-in: required for officers and staff, recovered by codes or by a reviewed reset."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.mail import EmailMessage
from django.http import Http404
from django.test import Client

from core.accounts import actions
from core.accounts.demo import current_code
from core.accounts.models import Membership, SecondFactorReset, User
from core.audit.models import Event
from core.web import Refused
from tests.core.accounts.people import (
    AT,
    PASSWORD,
    SECRET,
    actor,
    code,
    gyeongnam_tp,
    hanbit,
    ministry,
    organisation,
    person,
    signed_in,
)

pytestmark = pytest.mark.django_db
REASON = "휴대전화를 분실했습니다. 사내 번호로 통화했습니다."


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("technopark", "officer"),
        ("local_government", "officer"),
        ("ministry", "auditor"),
        ("assessor_body", "assessor"),
        ("committee", "committee_member"),
    ],
)
def test_officers_are_led_to_set_it_up_before_anything_else(kind: str, role: str) -> None:
    client = signed_in(person("o@x.example", organisation(kind, "기관"), role), second_factor=False)
    answer = client.get("/inbox/")
    assert answer["Location"] == "/accounts/2fa/totp/activate/?next=%2Finbox%2F"
    assert client.post("/inbox/read/")["Location"].startswith("/accounts/2fa/totp/activate/")


def test_staff_need_it_too_and_the_admin_has_no_form_of_its_own() -> None:
    staff = person("ops@ieum.example", is_staff=True, is_superuser=True)
    assert signed_in(staff, second_factor=False).get("/admin/")["Location"].startswith("/accounts/2fa/")
    assert signed_in(staff).get("/admin/").status_code == 200
    assert Client().get("/admin/login/")["Location"].startswith("/accounts/login/")
    assert signed_in(person("kim@hanbit.example", hanbit())).get("/admin/core/user/").status_code == 302


def test_companies_may_do_without_it() -> None:
    client = signed_in(person("kim@hanbit.example", hanbit()), second_factor=False)
    assert client.get("/inbox/").status_code == 200


def test_a_session_that_has_not_passed_it_is_asked_for_the_code() -> None:
    officer = person("o@gntp.example", gyeongnam_tp(), "officer", totp_secret=SECRET)
    client = signed_in(officer, second_factor=False)
    assert client.get("/inbox/")["Location"] == "/accounts/2fa/reauthenticate/?next=%2Finbox%2F"
    passed = client.post("/accounts/2fa/reauthenticate/", {"code": code(), "next": "/inbox/"})
    assert passed["Location"] == "/inbox/"
    assert client.get("/inbox/").status_code == 200


def test_a_fragment_request_is_sent_there_by_htmx() -> None:
    client = signed_in(person("o@gntp.example", gyeongnam_tp(), "officer"), second_factor=False)
    answer = client.get("/inbox/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/accounts/2fa/totp/activate/")


def test_with_two_hats_the_company_stays_reachable_by_switching() -> None:
    company = hanbit()
    both = person("kim@hanbit.example", company)
    Membership.objects.create(organisation=gyeongnam_tp(), user=both, role="officer", state="active")
    client = signed_in(both, second_factor=False)
    assert client.get("/inbox/").status_code == 302
    client.post("/organisations/switch/", {"organisation": str(company.pk)})
    assert client.get("/inbox/").status_code == 200


def test_signing_in_asks_for_the_code_and_a_wrong_one_stays_outside() -> None:
    person("o@gntp.example", gyeongnam_tp(), "officer", totp_secret=SECRET)
    client = Client()
    first = client.post("/accounts/login/", {"login": "o@gntp.example", "password": PASSWORD})
    assert first["Location"] == "/accounts/2fa/authenticate/"
    for wrong in ("", "000000", "가나다", "1" * 5000):
        answer = client.post("/accounts/2fa/authenticate/", {"code": wrong})
        assert answer.status_code == 200
        assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert client.get("/inbox/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_shows_a_picture_and_counts_for_this_session() -> None:
    officer = person("o@gntp.example", gyeongnam_tp(), "officer")
    client = Client()
    client.post("/accounts/login/", {"login": "o@gntp.example", "password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        client.post(
            "/accounts/reauthenticate/",
            {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"},
        )
        page = client.get("/accounts/2fa/totp/activate/")
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/2fa/totp/activate/", {"code": current_code(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/inbox/").status_code == 200
    stored = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in stored


def test_a_recovery_code_opens_once() -> None:
    officer = person("o@gntp.example", gyeongnam_tp(), "officer", totp_secret=SECRET)
    codes = RecoveryCodes(Authenticator.objects.get(user=officer, type="recovery_codes")).get_unused_codes()
    for expected in ("/inbox/", ""):
        client = Client()
        client.post("/accounts/login/", {"login": "o@gntp.example", "password": PASSWORD, "next": "/inbox/"})
        answer = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert answer.get("Location", "") == expected


def test_who_must_have_it_cannot_switch_it_off() -> None:
    officer = person("o@gntp.example", gyeongnam_tp(), "officer", totp_secret=SECRET)
    client = signed_in(officer)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/inbox/"})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "끌 수 없습니다" in answer.content.decode()
    assert Authenticator.objects.filter(user=officer, type="totp").exists()


def _request_reset() -> tuple[User, User, User, SecondFactorReset]:
    park = gyeongnam_tp()
    head = person("head@gntp.example", park, "administrator", totp_secret=SECRET)
    loser = person("o@gntp.example", park, "officer", totp_secret=SECRET)
    minister = person("lee@mss.example", ministry(), "programme_administrator", totp_secret=SECRET)
    row = actions.request_reset(
        by=actor(head), at=AT, membership_id=Membership.objects.get(user=loser).pk, reason=REASON
    )
    return head, loser, minister, row


def test_a_lost_device_is_reset_by_two_other_people_and_the_person_is_told(
    mailoutbox: list[EmailMessage],
) -> None:
    head, loser, minister, row = _request_reset()
    old_session = signed_in(loser)
    assert old_session.get("/inbox/").status_code == 200
    with pytest.raises(Http404):
        actions.approve_reset(by=actor(head), at=AT, reset_id=row.pk)
    actions.approve_reset(by=actor(minister), at=AT, reset_id=row.pk)
    assert not Authenticator.objects.filter(user=loser).exists()
    assert "/accounts/login/" in old_session.get("/inbox/")["Location"]
    assert [mail.to for mail in mailoutbox] == [[loser.email], [loser.email]]
    assert Event.objects.filter(verb="second_factor.reset_approved").count() == 1
    with pytest.raises(Refused, match="이미 처리"):
        actions.decline_reset(by=actor(minister), at=AT, reset_id=row.pk)


def test_nobody_decides_about_themselves_or_their_own_request() -> None:
    place = ministry()
    head = person("lee@mss.example", place, "programme_administrator", totp_secret=SECRET)
    other = person("kim@mss.example", place, "administrator", totp_secret=SECRET)
    own = Membership.objects.get(user=head)
    with pytest.raises(Refused) as caught:
        actions.request_reset(by=actor(head), at=AT, membership_id=own.pk, reason=REASON)
    assert caught.value.code == "not_allowed"
    others = Membership.objects.get(user=other)
    with pytest.raises(Refused) as caught:
        actions.request_reset(by=actor(other), at=AT, membership_id=others.pk, reason=REASON)
    assert caught.value.code == "self"
    row = actions.request_reset(by=actor(other), at=AT, membership_id=own.pk, reason=REASON)
    with pytest.raises(Refused) as caught:
        actions.approve_reset(by=actor(head), at=AT, reset_id=row.pk)
    assert caught.value.code == "self"


def test_a_reset_needs_a_reason_and_only_one_is_open() -> None:
    head, loser, _minister, _row = _request_reset()
    membership = Membership.objects.get(user=loser)
    for reason, expected in (("x", "reason"), (REASON, "already")):
        with pytest.raises(Refused) as caught:
            actions.request_reset(by=actor(head), at=AT, membership_id=membership.pk, reason=reason)
        assert caught.value.code == expected


def test_a_reset_is_approved_on_the_page_only_by_who_says_that_they_called() -> None:
    _head, _loser, decider, row = _request_reset()
    browser = signed_in(decider)
    url = f"/organisations/resets/{row.pk}/"
    assert browser.post(url, {"decision": "approve"}).status_code == 422
    row.refresh_from_db()
    assert row.state == "requested"
    assert browser.post(url, {"decision": "approve", "called": "on"})["Location"] == "/organisations/resets/"
    row.refresh_from_db()
    assert row.state == "approved"
