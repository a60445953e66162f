"""Why a supplier is recommended or not: what keeps it out, where it was listed lately, for which points."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.web.naming import domain_name, place_name
from core.web.wording import date_text
from matching.models import Appearance, Supplier
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.profiles import profiles
from matching.queries.verification import expected_by
from matching.queries.wording import criterion_meaning, criterion_title, points
from matching.ranking import Criterion, Policy, SupplierProfile
from matching.ranking.canonical import seoul_day
from matching.ranking.gate import is_stale
from matching.ranking.supplier import EVERYWHERE
from matching.ranking.vocabulary import PROJECT_CRITERIA

DAYS = 90
"""What "lately" means."""

LEAST = 5
"""A count below it could point at a company: it is not told, and all others are rounded to multiples."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps the supplier out of every list now; `url` leads to where it is mended, if it can be."""

    code: str
    sentence: str
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A province or technology: recommendations made, and those with the supplier (None below LEAST)."""

    name: str
    made: int
    mine: int | None
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Typical:
    """A criterion: the supplier's usual points of at most so many, None where too few lists are known."""

    title: str
    meaning: str
    points: str | None
    most: str
    percent: int
    help: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The page's content. Counts are None below LEAST; `has_smaller` tells of lines left out.

    `apart` is how often it was shown beside a list, as a newcomer.
    """

    days: int
    least: int
    obstacles: tuple[Obstacle, ...]
    made: int | None
    mine: int | None
    first_places: int | None
    apart: int | None
    provinces: tuple[Line, ...]
    technologies: tuple[Line, ...]
    has_smaller: bool
    typical: tuple[Typical, ...]
    policy: str


def standing(row: Supplier, by: Actor, at: datetime) -> Standing:
    """How the supplier stands at an instant (eight queries). The caller has found the row through its door.

    Counts of all recommendations are those in the provinces it serves; nobody's company is in them.
    """
    profile = profiles([row.pk])[str(row.pk)]
    try:
        _row, policy = live_policy(at)
    except NoPolicy:
        policy = None
    since = seoul_day(at) - timedelta(days=DAYS)
    shown = list(
        Appearance.objects.visible_to(by)
        .filter(supplier=row, shown_on__gt=since)
        .values_list("sido", "domain", "place", "points", "is_apart")
    )
    mine = [each[:4] for each in shown if not each[4]]
    made = _made(row, since)
    provinces = _lines(
        ((sido, count) for (sido, _domain), count in made.items()),
        Counter(sido for sido, _domain, _place, _points in mine),
        place_name,
    )
    technologies = _lines(
        ((domain, count) for (_sido, domain), count in made.items()),
        Counter(domain for _sido, domain, _place, _points in mine),
        domain_name,
        set(row.domains),
    )
    total = sum(made.values())
    firsts = sum(place == 1 for _sido, _domain, place, _points in mine)
    return Standing(
        days=DAYS,
        least=LEAST,
        obstacles=tuple(_obstacles(row, profile, policy, at)),
        made=_told(total),
        mine=_told(len(mine)),
        first_places=_told(firsts),
        apart=_told(len(shown) - len(mine)),
        provinces=provinces,
        technologies=technologies,
        has_smaller=len(provinces) < len({sido for sido, _domain in made}),
        typical=_typical([each[3] for each in mine], policy) if policy else (),
        policy=policy.code if policy else "",
    )


@dataclass(frozen=True, slots=True)
class Lately:
    """The last `days`: recommendations where the supplier works, and those with it; None below LEAST."""

    days: int
    least: int
    made: int | None
    mine: int | None


def lately(row: Supplier, by: Actor, at: datetime) -> Lately:
    """How often the supplier was listed of late (two queries)."""
    since = seoul_day(at) - timedelta(days=DAYS)
    mine = Appearance.objects.visible_to(by).filter(supplier=row, shown_on__gt=since, is_apart=False)
    return Lately(DAYS, LEAST, _told(sum(_made(row, since).values())), _told(mine.count()))


def _told(count: int) -> int | None:
    """To the nearest multiple of LEAST, so that no difference of two counts tells a small one."""
    return (count + LEAST // 2) // LEAST * LEAST if count >= LEAST else None


def _made(row: Supplier, since: date) -> dict[tuple[str, str], int]:
    """Recommendations by province and technology where the supplier works; place 1 stands for each."""
    rows = Appearance.objects.filter(place=1, shown_on__gt=since)
    if EVERYWHERE not in row.regions:
        rows = rows.filter(sido__in={code[:2] for code in row.regions})
    found = rows.values("sido", "domain").annotate(count=Count("id")).values_list("sido", "domain", "count")
    return {(sido, domain): count for sido, domain, count in found}


def _lines(
    made: Iterable[tuple[str, int]],
    mine: Mapping[str, int],
    name: Callable[[str], str],
    offered: set[str] | None = None,
) -> tuple[Line, ...]:
    totals: Counter[str] = Counter()
    for code, count in made:
        totals[code] += count
    return tuple(
        Line(name(code), _told(count) or 0, _told(mine.get(code, 0)), offered is None or code in offered)
        for code, count in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
        if count >= LEAST
    )


def _section(name: str) -> str:
    return reverse("matching:section", args=[name])


def _obstacles(
    row: Supplier, profile: SupplierProfile, policy: Policy | None, at: datetime
) -> Iterable[Obstacle]:
    """What would refuse the supplier whatever a plant needs, in the order of the gate."""
    mine = reverse("matching:mine")
    days = policy.profile_days if policy else 365
    if not profile.verified and row.verification_asked_at:
        day = date_text(expected_by(row.verification_asked_at))
        asked = _("You asked to be verified. The ministry usually decides by %(day)s.") % {"day": day}
        yield Obstacle("not_verified", asked, "", "")
    elif not profile.verified:
        yield Obstacle(
            "not_verified", _("Your company has not been verified yet."), _("To the verification"), mine
        )
    elif not row.is_published:
        yield Obstacle("not_published", _("Your profile is hidden."), _("To the profile"), mine)
    if any(ban.covers(at) for ban in profile.bans):
        yield Obstacle("banned", _("Your company is barred from support programmes at present."), "", "")
    if not profile.accepting:
        yield Obstacle(
            "not_accepting", _("You take no new consultations now."), _("Switch it on"), _section("capacity")
        )
    elif profile.capacity_free < 1:
        yield Obstacle(
            "no_capacity",
            _("You have no free place for a new project."),
            _("Change the free places"),
            _section("capacity"),
        )
    if policy and is_stale(profile.profile_confirmed_on, seoul_day(at), policy):
        yield Obstacle(
            "profile_stale",
            _("You have not confirmed the profile for more than %(days)s days.") % {"days": days},
            _("To the confirmation"),
            mine,
        )
    if not profile.domains:
        yield Obstacle(
            "no_domain", _("You have not named any technology."), _("Add technologies"), _section("domains")
        )
    if not profile.serves:
        yield Obstacle(
            "region_not_served",
            _("You have not named any region served."),
            _("Add regions"),
            _section("regions"),
        )


def _typical(lists: list[dict[str, int]], policy: Policy) -> tuple[Typical, ...]:
    """The median points of every criterion that counts, the heaviest first."""
    weighed = sorted(
        (each for each in policy.criteria if policy.weight(each)), key=lambda each: -policy.weight(each)
    )
    found = []
    for criterion in weighed:
        most = policy.weight(criterion) // 10
        tenths = int(median(each.get(criterion.value, 0) for each in lists)) if len(lists) >= LEAST else None
        help_text, url = _help(criterion)
        found.append(
            Typical(
                criterion_title(criterion.value),
                criterion_meaning(criterion.value),
                None if tenths is None else points(tenths),
                points(most),
                0 if tenths is None else min(100, tenths * 100 // max(most, 1)),
                help_text,
                url,
            )
        )
    return tuple(found)


def _help(criterion: Criterion) -> tuple[str, str]:
    """What raises the points of a criterion, and where it is done (empty: not on the portal)."""
    record = reverse("matching:record_add")
    return {
        Criterion.DOMAIN: (
            _("Add the technologies you build, and finished projects that show them."),
            record,
        ),
        Criterion.REGION: (
            _("Your office decides. Technology delivered from afar counts as near enough: tick it."),
            _section("domains"),
        ),
        Criterion.INDUSTRY: (
            _("Tick the industries you know; projects in them count more."),
            _section("industries"),
        ),
        Criterion.RECORD: (
            _("Add finished projects. They count once customer and authority confirmed."),
            record,
        ),
        Criterion.QUALITY: (_("Customers say how projects ended. Nothing needs to be entered here."), ""),
        Criterion.SIZE: (
            _("Tick the sizes of your customers; projects with them count more."),
            _section("industries"),
        ),
        Criterion.RESPONSE: (_("Answer enquiries within three working days."), ""),
        Criterion.SLACK: (_("Keep the number of free places current."), _section("capacity")),
        Criterion.FRESHNESS: (_("Confirm the profile once a month."), reverse("matching:mine")),
        Criterion.TEXT: (_("Describe your products in the words of your customers."), _section("basics")),
        **dict.fromkeys(
            PROJECT_CRITERIA,
            (_("Add finished projects with what was done, where, and for how much."), record),
        ),
    }[criterion]
