"""Organisations, for those who look after them."""

import uuid

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from core.accounts.actor import Actor
from core.accounts.models import Organisation
from core.accounts.policies import APPOINTED_KINDS, may_administer


def organisation_of(organisation_id: uuid.UUID, by: Actor, *, to_administer: bool = False) -> Organisation:
    """An organisation one belongs to, or a public institution for a programme administrator; else Http404."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise Http404
    refused = may_administer(by, found.pk, found.kind)
    if refused and (to_administer or found.pk not in by.organisation_ids):
        raise Http404
    return found


def managed_institutions() -> QuerySet[Organisation]:
    """The institutions the ministry looks after, each with its numbers of `members` and `heads`."""
    active = Q(memberships__state="active")
    return (
        Organisation.objects.filter(kind__in=APPOINTED_KINDS)
        .annotate(
            members=Count("memberships", filter=active),
            heads=Count("memberships", filter=active & Q(memberships__role="administrator")),
        )
        .order_by("kind", "name")
    )
