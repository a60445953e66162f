"""Who may not judge a company: people with a tie to it. Apps above add the ties that they know of."""

import uuid
from collections.abc import Callable, Collection, Mapping

from django.utils.translation import gettext as _

from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.accounts.addresses import EVERYBODYS_MAIL
from core.accounts.models import Membership, MembershipState, User

Tied = Mapping[tuple[uuid.UUID, uuid.UUID], str]
"""Company and person, and why they are tied, in words."""

Rule = Callable[[Collection[uuid.UUID], Collection[uuid.UUID]], Tied]
"""Companies and people in, who is tied to which of them out; as many queries for many as for one."""

_rules: list[Rule] = []


def register_tie(rule: Rule) -> None:
    """Ask this rule as well before an assessor is assigned; registering twice is once."""
    if rule not in _rules:
        _rules.append(rule)


def ties(company: uuid.UUID, people: Collection[uuid.UUID], by: Actor) -> dict[uuid.UUID, str]:
    """The people with a tie to the company and the first reason found. Needs an open transaction."""
    return {person: why for (_company, person), why in ties_among([company], people, by).items()}


def ties_among(
    companies: Collection[uuid.UUID], people: Collection[uuid.UUID], by: Actor
) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """Who is tied to which of the companies, with the first reason found.

    The rules read what whoever assigns may not see (recommendations, enquiries), so they are asked as the
    portal itself; only the reason comes back. Needs an open transaction.
    """
    scope.enter(SYSTEM)
    try:
        found: dict[tuple[uuid.UUID, uuid.UUID], str] = {}
        for rule in _rules:
            found = {**rule(companies, people), **found}
        return found
    finally:
        scope.enter(by)


def tied_by_membership(companies: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> Tied:
    """People who work in a company or did, as far back as memberships are kept (three years)."""
    rows = Membership.objects.filter(organisation_id__in=companies, user_id__in=people)
    why = _("Works in this company, or did within three years.")
    pairs = rows.values_list("organisation_id", "user_id")
    return {(company, person): why for company, person in pairs if person is not None}


def tied_by_mail(companies: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> Tied:
    """People whose address has the domain of one of a company's people, mail for everybody left out."""
    members = Membership.objects.filter(organisation_id__in=companies, state=MembershipState.ACTIVE.value)
    pairs = members.values_list("organisation_id", "user__email")
    theirs = {(company, _domain(mail)) for company, mail in pairs if mail}
    rows = User.objects.filter(pk__in=people).values_list("pk", "email")
    why = _("Has an e-mail address of this company's domain.")
    return {
        (company, key): why
        for key, mail in rows
        for company, domain in theirs
        if domain == _domain(mail) and domain not in EVERYBODYS_MAIL
    }


def _domain(mail: str) -> str:
    return mail.rpartition("@")[2].lower()
