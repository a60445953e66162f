"""Persons."""

import uuid

from core.accounts.actor import Actor
from core.accounts.models import User


def me(by: Actor) -> User:
    """The person who is signed in; User.DoesNotExist for a visitor (one query)."""
    return User.objects.get(pk=by.person_id)


def name_of(user_id: uuid.UUID) -> str:
    """What a person is called on pages, empty when the account is gone (one query)."""
    return str(User.objects.filter(pk=user_id).first() or "")
