"""What the regional desk reads."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation
from core.regions import REGIONS, Level, Resolved
from core.web.naming import place_name
from programmes.models import DeskRow, Jurisdiction


@dataclass(frozen=True, slots=True)
class District:
    """A district as the desk offers it.

    `codes` are those under which its plants are recorded: its own, former ones that became it, and for a 시
    those of its general gu.
    """

    code: str
    name: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A technopark's districts today by name, and every code that one of its plants may be recorded under.

    `parks` are the technoparks one works for.
    """

    districts: tuple[District, ...]
    codes: frozenset[str]
    parks: tuple[uuid.UUID, ...] = ()

    @property
    def served(self) -> tuple[District, ...]:
        """The districts without a 시 that stands for its own gu, which only a filter offers beside them."""
        return tuple(each for each in self.districts if not REGIONS.parts(each.code, today()))

    def district(self, code: str) -> District | None:
        """The district with this code today; None when it is not the desk's."""
        return next((each for each in self.districts if each.code == code), None)


@dataclass(frozen=True, slots=True)
class Office:
    """A technopark with how many districts it serves today."""

    park: Organisation
    districts: int


def title_of(version: FrameworkVersion) -> str:
    """The title of a diagnostic in the reader's language."""
    return framework_of(version).title.of((get_language() or "ko")[:2])


def today() -> date:
    """Today in Seoul, where jurisdictions begin and end."""
    return timezone.localdate()


def desk(by: Actor) -> Desk:
    """The districts of the technopark one works for (one query); empty for everybody else."""
    if by.kind != Kind.TECHNOPARK.value:
        return Desk((), frozenset())
    day = today()
    served = Jurisdiction.objects.on(day).filter(technopark_id__in=by.organisation_ids)
    codes = frozenset(served.values_list("sigungu", flat=True))
    return Desk(districts_of(codes, day, get_language() or "ko"), codes, by.organisation_ids)


def regional_results(by: Actor, office: Desk) -> QuerySet[Result]:
    """Results shared with the technopark one works for, of plants in its districts today; none for others.

    The same rows as `Result.objects.visible_to(by)`, and row-level security repeats both conditions
    (programmes/migrations/0004). The codes are given as values, not as a subquery: with them the planner
    knows how many rows to expect.
    """
    if by.kind != Kind.TECHNOPARK.value or not office.codes:
        return Result.objects.none()
    return _whole(Result.objects.shared_with(by).filter(sigungu__in=sorted(office.codes)))


def desk_rows(by: Actor, office: Desk) -> QuerySet[DeskRow]:
    """The same results as rows to filter, order and count; `Listed` reads the results of those shown.

    Row-level security repeats both conditions here as well (programmes/migrations/0006).
    """
    if by.kind != Kind.TECHNOPARK.value or not office.codes:
        return DeskRow.objects.none()
    return DeskRow.objects.received_by(by).filter(sigungu__in=sorted(office.codes))


class Listed:
    """Rows of a desk in their order as a paginator takes them: counted and found in an index; the results of
    the rows shown are read through the scope of results (one query for the count, two for a page)."""

    ordered = True

    def __init__(self, rows: QuerySet[DeskRow], results: QuerySet[Result]) -> None:
        self._rows = rows
        self._results = results

    def count(self) -> int:
        """How many rows there are."""
        return self._rows.count()

    __len__ = count

    def __getitem__(self, part: slice) -> list[Result]:
        """The results at these places."""
        ids = list(self._rows.values_list("result_id", flat=True)[part])
        found = self._results.in_bulk(ids)
        return [found[each] for each in ids if each in found]


def with_outcomes(rows: QuerySet[Result]) -> QuerySet[Result]:
    """The same with their outcomes, for what the columns do not hold."""
    return _light(rows.defer(None), "answers")


def _whole(rows: QuerySet[Result]) -> QuerySet[Result]:
    return _light(rows.select_related("organisation", "framework"), "outcome", "answers")


def _light(rows: QuerySet[Result], *left_out: str) -> QuerySet[Result]:
    return rows.defer(*left_out, "framework__document", "framework__source")


def technopark_of(sigungu: str, on: date | None = None) -> Organisation | None:
    """The technopark whose jurisdiction holds the district on a day; None where nobody serves it."""
    found = (
        Jurisdiction.objects.on(on or today()).filter(sigungu=sigungu).select_related("technopark").first()
    )
    return found.technopark if found else None


def technopark(code: str) -> Organisation | None:
    """The technopark with this code; for the ministry, which sees all of them."""
    return Organisation.objects.filter(kind=Kind.TECHNOPARK.value, code=code).first()


def offices(day: date) -> tuple[Office, ...]:
    """All technoparks by name, each with the districts of the day it serves (two queries)."""
    parks = Organisation.objects.filter(kind=Kind.TECHNOPARK.value).order_by("name")
    current = [region.code for region in REGIONS.selectable(day)]
    served = (
        Jurisdiction.objects.on(day)
        .filter(sigungu__in=current)
        .values("technopark_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    numbers = {row["technopark_id"]: row["number"] for row in served}
    return tuple(Office(park, numbers.get(park.id, 0)) for park in parks)


def offices_in(province: str, day: date) -> tuple[Office, ...]:
    """The technoparks that serve districts of the province on the day, most districts first (one query)."""
    current = [region.code for region in REGIONS.selectable(day) if region.code.startswith(province)]
    rows = Jurisdiction.objects.on(day).filter(sigungu__in=current).select_related("technopark")
    numbers: dict[Organisation, int] = defaultdict(int)
    for row in rows:
        numbers[row.technopark] += 1
    found = sorted(numbers.items(), key=lambda each: (-each[1], each[0].name))
    return tuple(Office(park, number) for park, number in found)


def jurisdiction_rows(technopark_id: uuid.UUID) -> QuerySet[Jurisdiction]:
    """Every district a technopark serves, served or will serve: what is open first, then what ended last."""
    return Jurisdiction.objects.filter(technopark_id=technopark_id).order_by(
        F("valid_to").desc(nulls_first=True), "sigungu", "valid_from"
    )


@lru_cache(maxsize=64)
def districts_of(codes: frozenset[str], day: date, language: str) -> tuple[District, ...]:
    """The codes grouped into the districts of the day, by name in the active language.

    A former code counts under its successor. One whose place was divided stays apart, with its last day.
    """
    grouped: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        resolution = REGIONS.resolve(code, day)
        grouped[resolution.region.code if isinstance(resolution, Resolved) else code].add(code)
    for code, inside in grouped.items():
        for part in REGIONS.parts(code, day):
            inside |= grouped.get(part.code, set())
    found = [District(code, _label(code, day), frozenset(inside)) for code, inside in grouped.items()]
    return tuple(sorted(found, key=lambda each: (each.name, each.code)))


def codes_of_place(sigungu: str, day: date) -> tuple[str, ...]:
    """The district's own code first, then the former codes that became it and it alone, in order."""
    former = []
    for region in REGIONS:
        if region.level is Level.SIGUNGU and region.valid_to is not None and region.valid_to < day:
            resolution = REGIONS.resolve(region.code, day)
            if isinstance(resolution, Resolved) and resolution.region.code == sigungu:
                former.append(region.code)
    return (sigungu, *former)


def _label(code: str, day: date) -> str:
    name = place_name(code)
    if code not in REGIONS or REGIONS.get(code).is_valid(day):
        return name
    last = REGIONS.get(code).valid_to
    return _("%(place)s (until %(day)s)") % {"place": name, "day": last.isoformat() if last else ""}
