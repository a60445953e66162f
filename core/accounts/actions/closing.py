"""Closing one's account."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit, scope
from core.accounts.actions.admitting import ask_ministry
from core.accounts.actor import Actor, Place
from core.accounts.departures import take_leave, what_ends
from core.accounts.locking import lock
from core.accounts.models import (
    ApiKey,
    Consent,
    Membership,
    MembershipState,
    ResetState,
    SecondFactorReset,
    User,
)
from core.accounts.policies import SELF_SERVICE_KINDS
from core.accounts.roles import Role
from core.accounts.telling import about
from core.consents.actions import withdraw
from core.notices import telling
from core.notices.models import Notice, NoticeChoice
from core.web.refusal import Refused

NOWHERE = "closed.invalid"
"""The domain of the addresses that closed accounts keep: nobody receives mail there (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A place of somebody who wants to go: `must_hand_over` to colleagues, `is_alone` as its last member."""

    place: Place
    must_hand_over: bool
    is_alone: bool

    @property
    def must_stay(self) -> bool:
        """Whether an institution would be left with nobody, which only the ministry can settle."""
        return self.is_alone and self.place.kind not in SELF_SERVICE_KINDS


def bonds_of(by: Actor) -> tuple[Bond, ...]:
    """What ties the person to each of their organisations (one query)."""
    others: dict[uuid.UUID, list[str]] = {each.organisation_id: [] for each in by.places}
    rows = Membership.objects.active().filter(organisation_id__in=others).exclude(user_id=by.person_id)
    for organisation_id, role in rows.values_list("organisation_id", "role"):
        others[organisation_id].append(role)
    return tuple(
        Bond(
            place=each,
            must_hand_over=each.role == Role.ADMINISTRATOR.value
            and bool(others[each.organisation_id])
            and Role.ADMINISTRATOR.value not in others[each.organisation_id],
            is_alone=not others[each.organisation_id],
        )
        for each in by.places
    )


def endings(by: Actor, bonds: Sequence[Bond]) -> list[tuple[Bond, tuple[str, ...]]]:
    """The places that lose their last member, each with what ends there besides its sharing."""
    told = []
    for bond in bonds:
        if bond.is_alone and not bond.must_stay:
            scope.enter(replace(by, place=bond.place))
            told.append((bond, what_ends(bond.place.kind, bond.place.organisation_id)))
    scope.enter(by)
    return told


@transaction.atomic
def close_account(*, by: Actor, at: datetime, password: str) -> str:
    """The address that was freed. The account can never be used again; it may sign up anew.

    Name, phone, address, ways to sign in, inbox and choices are destroyed. Memberships, consents and records
    stay as long as `retention.yaml` says, without a name. Where the person was the last member, the
    organisation's sharing ends as well, and the ministry is asked about those who want to join it.
    Refused: `password`, `hand_over` (the only administrator of others), `institution` (its last member: the
    ministry first names another).
    """
    for place in sorted(by.places, key=lambda each: each.organisation_id):
        lock(place.organisation_id)
    person = User.objects.select_for_update().get(pk=by.person_id)
    if not person.check_password(password):
        raise Refused(_("The password is wrong."), code="password", field="password")
    bonds = bonds_of(by)
    _refuse(bonds)
    for bond in bonds:
        if bond.is_alone:
            _end_sharing(by, at, bond.place)
    scope.enter(by)
    _leave_everything(person, at)
    for bond in bonds:
        if bond.is_alone:
            ask_ministry(bond.place.organisation_id)
    address, language = person.email, person.language
    _forget(person)
    audit.record(
        by=by, at=at, verb="account.closed", subject_kind="user", subject_id=person.pk,
        data={"organisations": [str(each.place.organisation_id) for each in bonds]},
    )  # fmt: skip
    telling.mail(address, "account_closed", {}, language=language)
    return address


def _refuse(bonds: Sequence[Bond]) -> None:
    if held := [each.place.name for each in bonds if each.must_hand_over]:
        raise Refused(
            _("Hand over the administration first: %(names)s.") % {"names": ", ".join(held)}, code="hand_over"
        )
    if held := [each.place.name for each in bonds if each.must_stay]:
        raise Refused(
            _("You are the last member of %(names)s. Call us: the ministry first names somebody else.")
            % {"names": ", ".join(held)},
            code="institution",
        )


def _end_sharing(by: Actor, at: datetime, place: Place) -> None:
    """Take back what the organisation shares, and whatever else must not outlast its last member."""
    there = replace(by, place=place)
    scope.enter(there)
    shared = Consent.objects.in_force().filter(organisation_id=place.organisation_id, recipient__isnull=False)
    for consent_id in shared.values_list("pk", flat=True):
        withdraw(by=there, at=at, consent_id=consent_id)
    take_leave(there, at, place.kind, place.organisation_id)


def _leave_everything(person: User, at: datetime) -> None:
    mine = Membership.objects.filter(user=person)
    for row in mine.filter(state=MembershipState.REQUESTED.value):
        telling.settle(about(row))
    mine.exclude(state=MembershipState.ENDED.value).update(state=MembershipState.ENDED.value, ended_at=at)
    ApiKey.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=at)
    SecondFactorReset.objects.to_decide().filter(user=person).update(
        state=ResetState.DECLINED.value, decided_at=at
    )
    Consent.objects.in_force().filter(user=person, organisation__isnull=True).update(
        withdrawn_at=at, withdrawn_by=person
    )


def _forget(person: User) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Notice.objects.filter(user_id=person.pk).delete()
    NoticeChoice.objects.filter(user=person).delete()
    person.email, person.name, person.phone = f"{person.pk}@{NOWHERE}", "", ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.session_stamp = get_random_string(12)
    person.set_unusable_password()
    person.save()
