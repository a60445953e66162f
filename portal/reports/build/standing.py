"""The total, the ladder it stands on, and how far the next rung is."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.scoring import attainable
from assessments.scoring import ladder as scale
from assessments.scoring.framework import Level
from assessments.scoring.result import Result as Scored
from portal.reports.build import meanings
from portal.reports.build.basis import Basis
from portal.reports.build.wording import (
    exact,
    level_name,
    missed,
    number,
    percent,
    said,
    scaled,
    with_case,
)
from portal.reports.content import Distance, Rung, Standing


def standing_of(basis: Basis) -> Standing:
    """What the total means, in the active language."""
    outcome = basis.outcome
    framework = basis.framework
    level, tier = outcome.level, outcome.tier
    return Standing(
        score=outcome.score,
        low=outcome.low or Decimal(0),
        high=outcome.high or Decimal(0),
        maximum=exact(attainable(framework.tree)[1]) or Decimal(0),
        coverage=outcome.coverage,
        minimum_coverage=exact(framework.policies.minimum_coverage) or Decimal(0),
        level=level.level if level else None,
        level_title=said(level.title) if level else "",
        level_meaning=meanings.of_level(outcome) if level else "",
        scale_title=said(level.scale.title) if level and level.scale else "",
        scale_meaning=meanings.of_scale(outcome) if level and level.scale else "",
        tier=tier.code if tier else "",
        tier_title=said(tier.title) if tier else "",
        tier_meaning=meanings.of_tier(outcome) if tier else "",
        why_no_score=_why_no_score(outcome),
        range_sentence=_range(outcome),
        next_level=_distance(outcome, outcome.next_level, is_tier=False),
        next_tier=_distance(outcome, outcome.next_tier, is_tier=True),
        ladder=_ladder(outcome),
    )


def _ladder(outcome: Scored) -> tuple[Rung, ...]:
    if outcome.scheme is None:
        return ()
    return tuple(
        Rung(
            level=level.level,
            start=exact(level.start) or Decimal(0),
            title=said(level.title),
            scale=said(level.scale.title) if level.scale else "",
            tier=_tier_title(outcome, level),
            is_reached=place <= outcome.total.rung,
            is_current=place == outcome.total.rung,
        )
        for place, level in enumerate(outcome.scheme.bounds)
    )


def _tier_title(outcome: Scored, level: Level) -> str:
    tier = scale.tier_of(outcome.framework, level)
    return said(tier.title) if tier else ""


def _distance(outcome: Scored, distance: scale.Distance | None, *, is_tier: bool) -> Distance | None:
    if distance is None:
        return None
    title = level_name(distance.level)
    aim = title
    if is_tier and distance.tier is not None:
        title = said(distance.tier.title)
        aim = _("the %(tier)s") % {"tier": title}
    points = scaled(distance.points, attainable(outcome.framework.tree)[1])
    if distance.points and distance.gates:
        sentence = _("%(points)s points and the conditions below are missing to %(title)s.")
    elif distance.points:
        sentence = _("%(points)s points are missing to %(title)s.")
    else:
        sentence = _("The score is enough for %(title)s; the conditions below are not met yet.")
    return Distance(
        title=title,
        points=exact(distance.points) or Decimal(0),
        sentence=sentence % {"points": points, "title": aim},
        gates=tuple(_gate(outcome, gate) for gate in distance.gates),
    )


def _gate(outcome: Scored, gate: scale.UnmetGate) -> str:
    node = outcome.framework.nodes[gate.node]
    area = said(node.title)
    if gate.value is None:
        return _("%(area)s needs at least %(least)s points; it has no score yet.") % {
            "area": with_case(area, "은/는"),
            "least": number(gate.at_least, 2),
        }
    return _("%(area)s needs at least %(least)s points; it has %(value)s now.") % {
        "area": with_case(area, "은/는"),
        "least": number(gate.at_least, 2),
        "value": missed(gate.value, gate.at_least, attainable(node)[1]),
    }


def _why_no_score(outcome: Scored) -> str:
    if outcome.reason == "coverage":
        return _(
            "There is no score, because the answered questions carry %(share)s of the weight and %(least)s "
            "are needed. Ask the people who know, and answer the questions marked “I do not know”."
        ) % {
            "share": percent(outcome.coverage),
            "least": percent(outcome.framework.policies.minimum_coverage),
        }
    if outcome.reason == "not_applicable":
        return _("There is no score, because no question applies to this plant.")
    if outcome.reason == "unanswered":
        return _("There is no score, because no question has been answered with a choice.")
    return ""


def _range(outcome: Scored) -> str:
    """Both ends, where what is not known could move the level or the tier."""
    low, high = outcome.level_low, outcome.level_high
    if low == high or outcome.low is None or outcome.high is None or outcome.scheme is None:
        return ""
    maximum = attainable(outcome.framework.tree)[1]
    facts = {
        "low": scaled(outcome.low, maximum),
        "high": scaled(outcome.high, maximum),
        "from": level_name(low) if low else _("below the first level"),
        "to": level_name(high) if high else _("below the first level"),
    }
    if outcome.tier_low is not None and outcome.tier_high is not None and outcome.is_tier_open:
        facts |= {"from": said(outcome.tier_low.title), "to": said(outcome.tier_high.title)}
    return (
        _(
            "Counting what you do not know at its lowest gives %(low)s points (%(from)s), at its highest "
            "%(high)s points (%(to)s)."
        )
        % facts
    )
