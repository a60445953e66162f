"""Whose levels a number is explained with: the company's own, or an assessor's beside them."""

from dataclasses import replace

from django.http import Http404

from assessments.models import Result
from assessments.scoring import restore_trace
from portal.reports.build import Basis, basis_of

LEVELS, VERIFIED = "levels", "verified"
"""`?levels=verified` asks for the assessor's; without it an address is about the company's own."""


def levels_asked(value: str, result: Result) -> str:
    """`VERIFIED` or empty. Http404 for anything else, and for a result that nobody verified."""
    if value not in ("", VERIFIED) or (value and getattr(result, "verified", None) is None):
        raise Http404
    return value


def basis_for(result: Result, levels: str) -> Basis:
    """What a number follows from: the stored trace of the result, or of its verified one."""
    basis = basis_of(result)
    if levels != VERIFIED:
        return basis
    answers = {
        item: value if isinstance(value, str) else tuple(value)
        for item, value in result.verified.answers.items()
    }
    return replace(basis, outcome=restore_trace(basis.framework, result.verified.outcome), answers=answers)


def with_levels(way: str, levels: str) -> str:
    """The query of an address with the levels asked for."""
    if not levels:
        return way
    return f"{way}{'&' if way else '?'}{LEVELS}={levels}"
