"""A supplier's profile keeps the facts that its organisation shows too."""

import uuid

from core.accounts.keepers import Keeper, register
from core.accounts.roles import Kind
from matching.models import Supplier


def has_profile(organisation_id: uuid.UUID) -> bool:
    """Whether the organisation has begun a profile (one query)."""
    return Supplier.objects.filter(organisation_id=organisation_id).exists()


def register_keeper() -> None:
    """Make it known; called when the app is ready."""
    register(
        Keeper(
            kind=Kind.SUPPLIER.value,
            fields=frozenset({"name", "name_en", "sigungu", "employees", "homepage"}),
            begin_url=("matching:mine",),
            edit_url=("matching:section", "basics"),
            keeps=has_profile,
        )
    )
