"""The answer first: one sentence, and three that say what carries, what holds back, what to do next."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.scoring.result import Result as Scored
from portal.reports.build.wording import level_name, number, said, scaled
from portal.reports.content import Area, Gap, Standing, Verdict
from portal.reports.planned import Phase


def verdict_of(
    outcome: Scored,
    standing: Standing,
    areas: tuple[Area, ...],
    gaps: tuple[Gap, ...],
    roadmap: tuple[Phase, ...],
) -> Verdict:
    """The verdict in the active language."""
    scored = [area for area in areas if area.score is not None]
    strongest = max(scored, key=_share, default=None)
    weakest = min(scored, key=_share, default=None)
    differs = strongest is not None and weakest is not None and _share(strongest) > _share(weakest)
    first = roadmap[0].actions[0] if roadmap else None
    return Verdict(
        headline=_headline(outcome, standing),
        strongest=_("The strongest of the %(n)s areas is %(area)s (%(score)s of %(most)s).")
        % _area(strongest, scored)
        if strongest and differs
        else "",
        weakest=_weakest(weakest if differs else None, gaps),
        next_step=_("Do this first: %(step)s") % {"step": first.step} if first else "",
        nearest=_nearest(outcome, standing),
    )


def _nearest(outcome: Scored, standing: Standing) -> str:
    """What the next level needs, where it comes before the next tier; empty else."""
    near, far = outcome.next_level, outcome.next_tier
    if near is None or far is None or near.level == far.level or standing.next_level is None:
        return ""
    facts = {
        "level": standing.next_level.title,
        "points": scaled(standing.next_level.points, standing.maximum),
        "conditions": " ".join(standing.next_level.gates),
    }
    if not near.gates:
        return _("The nearest goal is %(level)s: %(points)s points more.") % facts
    if near.points:
        return (
            _("The nearest goal is %(level)s: %(points)s points more, and a condition. %(conditions)s")
            % facts
        )
    return _("The nearest goal is %(level)s: only a condition is missing. %(conditions)s") % facts


def _weakest(area: Area | None, gaps: tuple[Gap, ...]) -> str:
    """The weakest area beside the strongest; where no area stands out, the module that lacks the most."""
    if area is not None:
        return _("The weakest is %(area)s (%(score)s of %(most)s).") % _area(area)
    return _("The most points are missing in %(module)s.") % {"module": gaps[0].title} if gaps else ""


def _share(area: Area) -> Decimal:
    return (area.score or Decimal(0)) / area.maximum if area.maximum else Decimal(0)


def _area(area: Area, among: Sequence[Area] = ()) -> dict[str, str]:
    return {
        "n": str(len(among)),
        "area": area.title,
        "score": scaled(area.score or Decimal(0), area.maximum),
        "most": number(area.maximum),
    }


def _headline(outcome: Scored, standing: Standing) -> str:
    if standing.score is None:
        return _("A score cannot be given yet.")
    score = scaled(standing.score, standing.maximum)
    if outcome.level is None and outcome.tier is None:
        return _("The plant has %(score)s of %(most)s points.") % {
            "score": score,
            "most": number(standing.maximum),
        }
    facts = {
        "tier": standing.tier_title,
        "level": level_name(outcome.level) if outcome.level else "",
        "score": score,
    }
    here = said(outcome.tier.title) if outcome.tier else facts["level"]
    if (distance := standing.next_tier) is not None:
        facts |= {"here": here, "next": distance.title, "points": scaled(distance.points, standing.maximum)}
        if distance.points:
            return _("The plant is in the %(here)s. %(points)s points are missing to the %(next)s.") % facts
        return (
            _(
                "The plant is in the %(here)s. The score is enough for the %(next)s, but conditions are not "
                "met."
            )
            % facts
        )
    facts["here"] = here
    if (distance := standing.next_level) is not None:
        facts |= {"next": distance.title, "points": scaled(distance.points, standing.maximum)}
        if distance.points:
            words = _(
                "The plant is in the %(here)s, the highest tier. %(points)s points are missing to %(next)s."
            )
        else:
            words = _("The plant is in the %(here)s, the highest tier. Conditions are missing to %(next)s.")
        return words % facts
    return _("The plant is in the %(here)s and has reached the highest level (%(level)s).") % facts
