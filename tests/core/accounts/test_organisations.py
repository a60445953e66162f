"""Registering, joining, leaving and handing over organisations."""

import pytest
from django.core.mail import EmailMessage
from django.http import Http404

from core.accounts import actions
from core.accounts.actor import VISITOR, Actor
from core.accounts.models import Membership
from core.audit.models import Event
from core.models import Notice, Organisation
from core.web import Refused
from tests.core.accounts.people import (
    AT,
    NUMBERS,
    actor,
    gyeongnam_tp,
    hanbit,
    ministry,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


def _refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def test_who_registers_a_company_becomes_its_administrator() -> None:
    owner = person("kim@hanbit.example")
    made = actions.create_organisation(
        by=actor(owner),
        at=AT,
        kind="company",
        name="한빛정밀",
        business_number=NUMBERS["hanbit"],
        sigungu="48121",
    )
    assert actor(owner).administered_ids == (made.pk,)
    assert Event.objects.filter(verb="organisation.created", subject_id=str(made.pk)).count() == 1


@pytest.mark.parametrize("form", ["{}-{}-{}", " {} {} {} ", "{}‑{}–{}", "{}.{}.{}"])
def test_a_business_number_is_understood_in_any_form(form: str) -> None:
    digits = NUMBERS["hanbit"]
    typed = form.format(digits[:3], digits[3:5], digits[5:])
    full_width = typed.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    made = actions.create_organisation(
        by=actor(person("kim@hanbit.example")),
        at=AT,
        kind="company",
        name="한빛정밀",
        business_number=full_width,
    )
    assert made.business_number == digits


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("한빛", "characters"),
        ("<b>1234567890</b>", "characters"),
        ("124-81-0099", "length"),
        ("124-81-00999", "checksum"),
        ("1" * 10_000, "length"),
    ],
)
def test_a_wrong_business_number_is_refused_at_its_field(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        actions.create_organisation(
            by=actor(person("kim@hanbit.example")), at=AT, kind="company", name="한빛", business_number=typed
        )
    assert (caught.value.code, caught.value.field) == (code, "business_number")
    assert not Membership.objects.exists()


def test_the_same_number_again_is_refused_with_the_way_to_join() -> None:
    hanbit()
    stranger = actor(person("lee@other.example"))
    with pytest.raises(Refused) as caught:
        actions.create_organisation(
            by=stranger, at=AT, kind="company", name="한빛", business_number=NUMBERS["hanbit"]
        )
    assert caught.value.code == "exists"
    joined = actions.request_membership(by=stranger, at=AT, **caught.value.data)
    assert joined.state == "requested"


def test_a_merged_district_is_followed_and_an_unknown_one_refused() -> None:
    owner = actor(person("kim@hanbit.example"))
    with pytest.raises(Refused) as caught:
        actions.create_organisation(
            by=owner,
            at=AT,
            kind="company",
            name="한빛",
            business_number=NUMBERS["hanbit"],
            sigungu="99999",
        )
    assert caught.value.field == "sigungu"


def test_a_tag_in_a_name_is_kept_as_text_and_control_characters_are_not() -> None:
    made = actions.create_organisation(
        by=actor(person("kim@hanbit.example")),
        at=AT,
        kind="company",
        name="한빛<script>\x00\u202e  정밀",
        business_number=NUMBERS["hanbit"],
    )
    assert made.name == "한빛<script> 정밀"


def test_public_institutions_are_registered_by_the_ministry_alone() -> None:
    with _refused("not_allowed"):
        actions.create_organisation(
            by=actor(person("kim@hanbit.example")), at=AT, kind="technopark", name="가짜테크노파크"
        )
    head = person("park@mss.example", ministry(), "programme_administrator")
    made = actions.create_organisation(by=actor(head), at=AT, kind="technopark", name="경남테크노파크")
    assert not Membership.objects.filter(organisation=made).exists()
    membership, _token = actions.invite(
        by=actor(head), at=AT, organisation_id=made.pk, email="first@gntp.example", role="administrator"
    )
    assert membership.role == "administrator"


def test_a_visitor_registers_nothing() -> None:
    with pytest.raises(Refused) as refused:
        actions.create_organisation(by=VISITOR, at=AT, kind="company", name="한빛")
    assert refused.value.code == "not_allowed"
    assert not Organisation.objects.exists()


def test_an_administrator_approves_a_request_and_the_person_is_told(mailoutbox: list[EmailMessage]) -> None:
    place = hanbit()
    head, asker = person("kim@hanbit.example", place), person("choi@hanbit.example")
    asked = actions.request_membership(
        by=actor(asker), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    assert Notice.objects.get(user_id=head.pk).code == "membership_requested"
    assert [mail.to for mail in mailoutbox] == [[head.email]]
    actions.approve_membership(by=actor(head), at=AT, membership_id=asked.pk)
    assert actor(asker).role == "member"
    assert Notice.objects.get(user_id=asker.pk).code == "membership_approved"
    with _refused("changed"):
        actions.decline(by=actor(head), at=AT, membership_id=asked.pk)


def test_only_an_administrator_of_that_organisation_decides() -> None:
    place = hanbit()
    person("kim@hanbit.example", place)
    member = person("choi@hanbit.example", place, "member")
    stranger = person("dasan@dasan.example", organisation("company", "다산", NUMBERS["dasan"]))
    asked = actions.request_membership(
        by=actor(person("new@hanbit.example")), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    with _refused("not_allowed"):
        actions.approve_membership(by=actor(member), at=AT, membership_id=asked.pk)
    with pytest.raises(Http404):
        actions.approve_membership(by=actor(stranger), at=AT, membership_id=asked.pk)


def test_asking_twice_is_refused() -> None:
    hanbit()
    asker = actor(person("choi@hanbit.example"))
    actions.request_membership(by=asker, at=AT, kind="company", business_number=NUMBERS["hanbit"])
    with pytest.raises(Refused) as refused:
        actions.request_membership(by=asker, at=AT, kind="company", business_number=NUMBERS["hanbit"])
    assert refused.value.code == "already"
    assert Membership.objects.filter(user__email="choi@hanbit.example").count() == 1


@pytest.mark.parametrize("kind", ["technopark", "nonsense", "supplier"])
def test_one_joins_only_companies_and_suppliers_that_exist(kind: str) -> None:
    hanbit()
    with pytest.raises(Refused) as refused:
        actions.request_membership(
            by=actor(person("choi@hanbit.example")), at=AT, kind=kind, business_number=NUMBERS["hanbit"]
        )
    assert refused.value.code == "unknown"
    assert not Membership.objects.filter(user__email="choi@hanbit.example").exists()


def test_the_last_administrator_hands_over_before_leaving() -> None:
    place = hanbit()
    head, other = person("kim@hanbit.example", place), person("choi@hanbit.example", place, "member")
    with _refused("last_administrator"):
        actions.leave(by=actor(head), at=AT, organisation_id=place.pk)
    own = Membership.objects.get(user=head)
    with _refused("last_administrator"):
        actions.change_role(by=actor(head), at=AT, membership_id=own.pk, role="member")
    with _refused("last_administrator"):
        actions.end_membership(by=actor(head), at=AT, membership_id=own.pk)
    actions.hand_over(by=actor(head), at=AT, membership_id=Membership.objects.get(user=other).pk)
    assert (actor(head).role, actor(other).role) == ("member", "administrator")
    actions.leave(by=actor(head), at=AT, organisation_id=place.pk)
    assert actor(head).places == ()


def test_who_left_loses_the_keys_of_the_organisation() -> None:
    place = hanbit()
    person("kim@hanbit.example", place)
    member = person("choi@hanbit.example", place, "member")
    key, _token = actions.create_key(by=actor(member), at=AT, name="ERP", scopes=["read"], days=90)
    actions.leave(by=actor(member), at=AT, organisation_id=place.pk)
    key.refresh_from_db()
    assert key.revoked_at == AT


def test_a_role_of_another_kind_is_refused() -> None:
    place = hanbit()
    head, other = person("kim@hanbit.example", place), person("choi@hanbit.example", place, "member")
    row = Membership.objects.get(user=other)
    with pytest.raises(Refused) as refused:
        actions.change_role(by=actor(head), at=AT, membership_id=row.pk, role="officer")
    assert refused.value.code == "role"
    row.refresh_from_db()
    assert row.role == "member"


def test_an_invitation_is_accepted_by_its_address_and_verifies_it(mailoutbox: list[EmailMessage]) -> None:
    place = hanbit()
    head = person("kim@hanbit.example", place)
    _row, token = actions.invite(
        by=actor(head), at=AT, organisation_id=place.pk, email="New@Hanbit.example", role="member"
    )
    assert mailoutbox[0].to == ["new@hanbit.example"]
    assert token in mailoutbox[0].body
    guest, other = (
        person("new@hanbit.example", verified=False),
        person("other@dasan.example"),
    )
    with _refused("other_address"):
        actions.accept_invitation(by=actor(other), at=AT, token=token)
    actions.accept_invitation(by=actor(guest), at=AT, token=token)
    assert actor(guest).organisation_ids == (place.pk,)
    assert guest.emailaddress_set.get().verified
    with _refused("expired"):
        actions.accept_invitation(by=actor(guest), at=AT, token=token)


def test_a_withdrawn_old_or_invented_invitation_is_expired() -> None:
    place = hanbit()
    head = actor(person("kim@hanbit.example", place))
    guest = actor(person("new@hanbit.example"))
    row, token = actions.invite(
        by=head, at=AT, organisation_id=place.pk, email="new@hanbit.example", role="member"
    )
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(by=guest, at=AT.replace(month=12, day=6), token=token)
    assert refused.value.code == "expired"
    actions.withdraw_invitation(by=head, at=AT, membership_id=row.pk)
    for each in (token, "x", "가", ""):
        with pytest.raises(Refused) as refused:
            actions.accept_invitation(by=guest, at=AT, token=each)
        assert refused.value.code == "expired"
    assert not Membership.objects.filter(user__email="new@hanbit.example", state="active").exists()


def test_inviting_again_replaces_the_open_invitation() -> None:
    place = hanbit()
    head = actor(person("kim@hanbit.example", place))
    for _again in range(2):
        actions.invite(by=head, at=AT, organisation_id=place.pk, email="a@b.example", role="member")
    assert Membership.objects.filter(state="invited").count() == 1


def test_an_officer_cannot_manage_a_company() -> None:
    place = hanbit()
    person("kim@hanbit.example", place)
    officer = actor(person("park@gntp.example", gyeongnam_tp()))
    with pytest.raises(Http404):
        actions.invite(by=officer, at=AT, organisation_id=place.pk, email="a@b.example", role="member")


def test_a_checked_business_number_stays() -> None:
    place = hanbit()
    head = actor(person("kim@hanbit.example", place))
    minister = actor(person("park@mss.example", ministry(), "programme_administrator"))
    actions.change_organisation(
        by=head, at=AT, organisation_id=place.pk, name="한빛정밀", business_number=NUMBERS["new"]
    )
    with _refused("not_allowed"):
        actions.verify_organisation(by=head, at=AT, organisation_id=place.pk)
    actions.verify_organisation(by=minister, at=AT, organisation_id=place.pk)
    with _refused("verified"):
        actions.change_organisation(
            by=head, at=AT, organisation_id=place.pk, name="한빛", business_number=NUMBERS["hanbit"]
        )
    changed = actions.change_organisation(by=head, at=AT, organisation_id=place.pk, name="한빛 정밀")
    assert changed.name == "한빛 정밀"


def test_the_system_may_register_for_others() -> None:
    made = actions.create_organisation(by=Actor(is_system=True), at=AT, kind="technopark", name="경남TP")
    assert made.kind == "technopark"
