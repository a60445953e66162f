"""Filters of the result's templates."""

from collections.abc import Mapping, Sequence

from django import template

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
