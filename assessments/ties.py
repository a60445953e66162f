"""Who may not judge a company: people with a tie to it. Apps above add the ties that they know of."""

import uuid
from collections.abc import Callable, Collection, Mapping

from django.utils.translation import gettext as _

from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.accounts.addresses import EVERYBODYS_MAIL
from core.accounts.models import Membership, MembershipState, User

Rule = Callable[[uuid.UUID, Collection[uuid.UUID]], Mapping[uuid.UUID, str]]
"""Company and people in; the people with a tie out, each with the reason in words."""

_rules: list[Rule] = []


def register_tie(rule: Rule) -> None:
    """Ask this rule as well before an assessor is assigned; registering twice is once."""
    if rule not in _rules:
        _rules.append(rule)


def ties(company: uuid.UUID, people: Collection[uuid.UUID], by: Actor) -> dict[uuid.UUID, str]:
    """The people with a tie to the company and the first reason found.

    The rules read what whoever assigns may not see (recommendations, enquiries), so they are asked as the
    portal itself; only the reason comes back. Needs an open transaction.
    """
    scope.enter(SYSTEM)
    try:
        found: dict[uuid.UUID, str] = {}
        for rule in _rules:
            found = {**rule(company, people), **found}
        return found
    finally:
        scope.enter(by)


def tied_by_membership(company: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """People who work in the company or did, as far back as memberships are kept (three years)."""
    rows = Membership.objects.filter(organisation_id=company, user_id__in=people)
    why = _("Works in this company, or did within three years.")
    return {user_id: why for user_id in rows.values_list("user_id", flat=True) if user_id is not None}


def tied_by_mail(company: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """People whose address has the domain of one of the company's people, mail for everybody left out."""
    members = Membership.objects.filter(organisation_id=company, state=MembershipState.ACTIVE.value)
    domains = {_domain(mail) for mail in members.values_list("user__email", flat=True) if mail}
    rows = User.objects.filter(pk__in=people).values_list("pk", "email")
    why = _("Has an e-mail address of this company's domain.")
    return {key: why for key, mail in rows if _domain(mail) in domains - EVERYBODYS_MAIL}


def _domain(mail: str) -> str:
    return mail.rpartition("@")[2].lower()
