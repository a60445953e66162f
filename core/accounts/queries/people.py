"""Persons."""

import uuid
from collections.abc import Collection

from core.accounts.actor import Actor
from core.accounts.models import User


def me(by: Actor) -> User:
    """The person who is signed in; User.DoesNotExist for a visitor (one query)."""
    return User.objects.get(pk=by.person_id)


def name_of(user_id: uuid.UUID) -> str:
    """What a person is called on pages, empty when the account is gone (one query)."""
    return str(User.objects.filter(pk=user_id).first() or "")


def names_of(user_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What people are called on pages, by id; without those whose account is gone (one query)."""
    if not user_ids:
        return {}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=user_ids)}
