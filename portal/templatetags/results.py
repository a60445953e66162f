"""Filters of the result's templates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django import template

from assessments.models import Result
from portal.results import receipt
from portal.results.levels import VERIFIED, with_levels
from portal.results.why import Step

register = template.Library()


@register.filter
def lookup(found: Mapping[str, object], key: str) -> object | None:
    """The value of a key; None when there is none."""
    return found.get(key)


@register.filter
def parent(trail: Sequence[Step]) -> Step | None:
    """The last but one step of a way: what lies above; None at the top."""
    return trail[-2] if len(trail) > 1 else None


@register.filter
def with_verified(way: str) -> str:
    """The query of an address, asking for the verified levels."""
    return with_levels(way, VERIFIED)


@register.filter
def receipt_number(result: Result) -> str:
    """The number by which a submission is named."""
    return receipt.receipt_number(result.pk, result.submitted_at)


@register.filter
def plural_number(value: Decimal | str) -> int:
    """1 where one is said in the singular, else 2: for the `count` of a number that need not be whole."""
    try:
        return 1 if Decimal(str(value)) == 1 else 2
    except InvalidOperation:
        return 2
