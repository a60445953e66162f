"""The words for what ranking works with: criteria, evidence, refusals, and the labels its sentences need."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.domains import DOMAINS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS
from matching.ranking import Code, Criterion, Level, Need, Policy, Reason, sentence
from matching.ranking.reasons import Language

_TENTHS = 10


def language() -> Language:
    """The active language, as the ranking's sentences know it."""
    return "ko" if (get_language() or "ko").startswith("ko") else "en"


def points(tenths: int) -> str:
    """Tenths of a point as they are printed: 784 gives "78.4"."""
    return f"{tenths // _TENTHS}.{tenths % _TENTHS}"


def said(reason: Reason, policy: Policy, need: Need) -> str:
    """A reason as a sentence in the active language; the gaps are called as the result calls them."""
    spoken = language()
    titles = {f"preference:{line.code}": line.title[spoken] for line in policy.preferences}
    gaps = {f"gap:{gap.code}": gap.title[spoken] for gap in need.gaps}
    return sentence(reason, spoken, _labels(spoken) | titles | gaps)


@lru_cache(maxsize=2)
def _labels(spoken: Language) -> dict[str, str]:
    korean = spoken == "ko"
    return (
        {f"domain:{each.code}": each.name_ko if korean else each.name_en for each in DOMAINS}
        | {f"region:{each.code}": each.label_ko if korean else each.label_en for each in REGIONS}
        | {f"industry:{each.code}": each.short_ko if korean else each.short_en for each in INDUSTRIES}
        | {f"size:{each.value}": each.name_ko if korean else each.name_en for each in SizeClass}
    )


def industry_title(code: str) -> str:
    """An industry as lists say it: short ("섬유제품"), without the exceptions of the official name."""
    if code not in INDUSTRIES:
        return code
    industry = INDUSTRIES.get(code)
    return (industry.short_ko if language() == "ko" else industry.short_en).split(";")[0]


def criterion_title(criterion: str) -> str:
    """What a criterion is called in a table of points."""
    return {
        Criterion.DOMAIN.value: _("Technology you need"),
        Criterion.RECORD.value: _("Confirmed projects"),
        Criterion.QUALITY.value: _("How projects ended"),
        Criterion.RESPONSE.value: _("Speed of answers"),
        Criterion.REGION.value: _("Nearness to the plant"),
        Criterion.INDUSTRY.value: _("Experience in your industry"),
        Criterion.SIZE.value: _("Experience with your size"),
        Criterion.SLACK.value: _("Room to start now"),
        Criterion.FRESHNESS.value: _("Profile confirmed lately"),
        Criterion.TEXT.value: _("Words in the description"),
        Criterion.CLOSEST.value: _("Most similar project"),
        Criterion.CLOSEST_THREE.value: _("Three most similar projects"),
        Criterion.CATEGORY.value: _("Projects of this kind"),
        Criterion.PLACE.value: _("Projects near the plant"),
        Criterion.ALIKE_NEAR.value: _("Similar project nearby"),
        Criterion.ALIKE_AMOUNT.value: _("Similar projects of this amount"),
        Criterion.ALIKE_PROCEDURE.value: _("Similar project in such a programme"),
        Criterion.ALIKE_NEAR_AMOUNT.value: _("Similar project nearby of this amount"),
    }.get(criterion, criterion)


def criterion_meaning(criterion: str) -> str:
    """How a criterion is measured, in one sentence."""
    return {
        Criterion.DOMAIN.value: _(
            "How well the supplier shows the technology that closes your gaps, and how often it built it."
        ),
        Criterion.RECORD.value: _(
            "Projects that a customer confirmed and an authority checked; older ones count less."
        ),
        Criterion.QUALITY.value: _("How many confirmed projects ended well."),
        Criterion.RESPONSE.value: _("How many enquiries were answered within three working days."),
        Criterion.REGION.value: _(
            "How near the supplier is; technology that works remotely counts as near enough."
        ),
        Criterion.INDUSTRY.value: _("Confirmed projects in the same industry; a mere statement counts less."),
        Criterion.SIZE.value: _("Confirmed projects in plants of your size; a mere statement counts less."),
        Criterion.SLACK.value: _("How many new projects the supplier could start now."),
        Criterion.FRESHNESS.value: _("How long ago the supplier confirmed that its profile is right."),
        Criterion.TEXT.value: _("Words of your request that the description holds."),
        Criterion.CLOSEST.value: _("How alike your request and the most similar past project are in words."),
        Criterion.CLOSEST_THREE.value: _("How alike the three most similar past projects are on average."),
        Criterion.CATEGORY.value: _("How many past projects were the same kind of work."),
        Criterion.PLACE.value: _("How near to the plant the nearest past project was."),
        Criterion.ALIKE_NEAR.value: _("Whether a similar project was near the plant, too."),
        Criterion.ALIKE_AMOUNT.value: _("Whether similar projects cost about as much; three count."),
        Criterion.ALIKE_PROCEDURE.value: _(
            "Whether a similar project was done in the same kind of programme."
        ),
        Criterion.ALIKE_NEAR_AMOUNT.value: _(
            "Whether one project was similar, near the plant and of about this amount."
        ),
    }.get(criterion, criterion)


def level_title(level: str) -> str:
    """How well a claim is shown, in a word."""
    return {
        Level.NONE.value: _("Not offered"),
        Level.DECLARED.value: _("Self-declared"),
        Level.DOCUMENTED.value: _("Documented"),
        Level.VERIFIED.value: _("Verified"),
    }.get(level, level)


def refusal_title(code: str) -> str:
    """Why suppliers were left out, for a count beside it."""
    return {
        Code.NOT_VERIFIED.value: _("Not verified yet"),
        Code.BANNED.value: _("Barred from support programmes at present"),
        Code.AFFILIATED.value: _("Related to the company that asks"),
        Code.NOT_ACCEPTING.value: _("Takes no new consultations now"),
        Code.NO_CAPACITY.value: _("No room for new projects now"),
        Code.PROFILE_STALE.value: _("Profile not confirmed for a year"),
        Code.NO_PRIORITY_DOMAIN.value: _("Offers none of the technologies needed first"),
        Code.REGION_NOT_SERVED.value: _("Does not serve the plant's region"),
    }.get(code, code)
