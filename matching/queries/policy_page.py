"""The live policy in words: what counts, how much, what refuses, what never counts."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.web.naming import domain_name
from matching.queries.recommendations import PolicyView, policy_view
from matching.queries.wording import criterion_meaning, criterion_title, language, refusal_title
from matching.ranking import Code, Policy
from matching.ranking.vocabulary import Proximity


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion with its share of 100 points."""

    code: str
    title: str
    meaning: str
    points: str
    percent: int


@dataclass(frozen=True, slots=True)
class Line:
    """A preference of public policy: what it adds at most, until when, on which basis."""

    title: str
    basis: str
    domains: tuple[str, ...]
    points: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Everything the public page says about the policy."""

    about: PolicyView
    checksum: str
    weights: tuple[Weight, ...]
    unused: tuple[str, ...]
    gates: tuple[str, ...]
    never: tuple[str, ...]
    nearness: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    listed: int
    profile_days: int
    band: str


def policy_page(policy: Policy) -> PolicyPage:
    """The page of a policy in the active language."""
    spoken = language()
    weighed = sorted(policy.criteria, key=lambda each: -policy.weight(each))
    return PolicyPage(
        about=policy_view(policy),
        checksum=policy.checksum,
        weights=tuple(
            Weight(
                each.value,
                criterion_title(each.value),
                criterion_meaning(each.value),
                f"{policy.weight(each) / 100:.1f}".removesuffix(".0"),
                policy.weight(each) // 100,
            )
            for each in weighed
            if policy.weight(each)
        ),
        unused=tuple(criterion_title(each.value) for each in weighed if not policy.weight(each)),
        gates=tuple(refusal_title(code.value) for code in Code),
        never=(
            _("The name of the supplier and the order of the alphabet"),
            _("Payments and advertising"),
            _("Clicks, views and popularity"),
            _("The day of registration on the portal"),
            _("The price and the size of the supplier"),
        ),
        nearness=tuple(
            (_nearness(step), policy.regions.value(step, remote=False) // 10_000)
            for step in Proximity
            if step is not Proximity.UNKNOWN
        ),
        lines=tuple(
            Line(
                title=line.title[spoken],
                basis=line.basis[spoken],
                domains=tuple(domain_name(code) for code in sorted(line.domains)),
                points=f"{line.points / 100:.1f}".removesuffix(".0"),
                starts_on=line.starts_on,
                ends_on=line.ends_on,
            )
            for line in policy.preferences
        ),
        listed=policy.listed,
        profile_days=policy.profile_days,
        band=f"{policy.band_tenths / 10:.1f}",
    )


def _nearness(step: Proximity) -> str:
    return {
        Proximity.SAME_SIGUNGU: _("Same district"),
        Proximity.SAME_SIDO: _("Same province"),
        Proximity.BORDERING: _("Neighbouring province"),
        Proximity.SAME_MACRO: _("Same wider region"),
        Proximity.ELSEWHERE: _("Elsewhere"),
    }[step]
