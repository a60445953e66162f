"""Filters of the report's templates."""

from collections.abc import Sequence
from decimal import Decimal

from django import template

from core.web.wording import months_text
from portal.reports.build.wording import number
from portal.reports.content import ReportContent, SupplierLine
from portal.reports.planned import Action, Phase
from portal.reports.verified import Verified, VerifiedChange, VerifiedNode

register = template.Library()


@register.filter
def share(value: Decimal | None, whole: Decimal) -> str:
    """`value` of `whole` in percent with one decimal, for a bar's width; 0 without a value."""
    if value is None or not whole:
        return "0"
    return f"{min(max(value / whole, Decimal(0)), Decimal(1)) * 100:.1f}"


@register.filter
def whole(value: Decimal | int | None) -> str:
    """Points or a count without decimals where they are whole, else with one: 326, 27.5; a dash for None."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


@register.filter
def points(value: Decimal | None) -> str:
    """Points with the digits they have, at most three: 326, 412.5; a dash for None."""
    return "–" if value is None else number(value, 3)


@register.filter
def difference(value: Decimal | None) -> str:
    """The same with its sign: +12.5, −3, 0."""
    if not value:
        return points(value)
    return f"+{points(value)}" if value > 0 else f"\N{MINUS SIGN}{points(-value)}"


@register.filter
def verified_node(verified: Verified, code: str) -> VerifiedNode | None:
    """An area or module as it was verified."""
    return verified.node(code)


@register.filter
def verified_answer(verified: Verified, code: str) -> VerifiedChange | None:
    """What was found differently at an item."""
    return verified.change(code)


@register.filter
def percent(value: Decimal) -> str:
    """A share from 0 to 1 as "93 %"; never 100 while something is missing."""
    shown = int(value * 100)
    return f"{shown}%"


@register.filter
def spaced(checksum: str) -> str:
    """A checksum in groups of eight, so that it can be compared by eye."""
    return " ".join(checksum[place : place + 8] for place in range(0, len(checksum), 8))


@register.filter
def months(stretch: Phase | Action) -> str:
    """When a phase or a step is, in words; empty for a step that was planned before its months were kept."""
    if stretch.from_month is None or stretch.to_month is None:
        return ""
    return months_text(stretch.from_month, stretch.to_month)


@register.filter
def offering(content: ReportContent, action: Action) -> tuple[SupplierLine, ...]:
    """The recommended suppliers with a technology of the action."""
    return content.offering(action)


@register.filter
def reasons(actions: Sequence[Action]) -> list[tuple[str, list[str]]]:
    """Every reason for an action once, with the titles of the actions it is given for."""
    found: dict[str, list[str]] = {}
    for action in actions:
        if action.why:
            found.setdefault(action.why, []).append(action.title)
    return list(found.items())
