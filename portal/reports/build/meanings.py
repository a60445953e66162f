"""What a level, a scale's word and a tier mean: from the ladder itself, and in words where we know them."""

from django.utils.translation import gettext as _

from assessments.level_words import CAPABILITY, capability
from assessments.scoring import ladder
from assessments.scoring.result import Result as Scored
from portal.reports.build.wording import number, said


def of_level(outcome: Scored) -> str:
    """What a plant on the reached level does, or between which totals the level lies."""
    level, scheme = outcome.level, outcome.scheme
    if level is None or scheme is None:
        return ""
    if scheme.code == CAPABILITY and (words := capability(level.level)):
        return words
    following = scheme.bounds[outcome.total.rung + 1 : outcome.total.rung + 2]
    if not following:
        return _("From %(from)s points.") % {"from": number(level.start)}
    return _("From %(from)s to below %(to)s points.") % {
        "from": number(level.start),
        "to": number(following[0].start),
    }


def of_scale(outcome: Scored) -> str:
    """Where the word stands among all words of the second scale."""
    level, scheme = outcome.level, outcome.scheme
    if level is None or level.scale is None or scheme is None:
        return ""
    words = dict.fromkeys(said(each.scale.title) for each in scheme.bounds if each.scale)
    return _("How smart the installed systems are, on the scale %(words)s.") % {"words": " → ".join(words)}


def of_tier(outcome: Scored) -> str:
    """From which level to which the tier reaches."""
    tier, scheme = outcome.tier, outcome.scheme
    if tier is None or scheme is None:
        return ""
    levels = [each.level for each in scheme.bounds if ladder.tier_of(outcome.framework, each) == tier]
    if levels[-1] == scheme.bounds[-1].level:
        return _("Support programmes count level %(from)s and above as this tier.") % {"from": levels[0]}
    return _("Support programmes count level %(to)s and below as this tier.") % {"to": levels[-1]}
