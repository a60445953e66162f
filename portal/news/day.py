"""The day of a technopark: what happened since the last round, as one notice to everybody who works there."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from assessments.models import Share
from core.accounts.actor import Actor, Place
from core.accounts.models import Organisation
from core.accounts.roles import Kind, Role
from core.notices.telling import tell
from core.web.wording import SEOUL
from portal.reports.models import Report
from programmes.handovers import members_to_tell
from programmes.models import ListExport
from programmes.models.jurisdiction import served_today
from programmes.queries import desk, desk_rows
from programmes.reviews import pending

WARN_DAYS = 7
"""So long before a file has to be destroyed its technopark is told, and once more when the day is over."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a technopark hears: companies by name, numbers of reports and files, when the first is due.

    `first` and `last` are the days (in Seoul) on which the results newly shared were submitted.
    """

    shared: list[str]
    withdrawn: list[str]
    copies: list[str]
    reports: int
    due: int
    until: str
    first: str = ""
    last: str = ""
    waiting: int = 0
    """How many results of the whole list wait for the technopark."""

    @property
    def url(self) -> str:
        """The regional list, with the days of submission of what is newly shared where something is."""
        days = {"submitted_from": self.first, "submitted_to": self.last} if self.first else {}
        return f"{reverse('programmes:regional_list')}{'?' if days else ''}{urlencode(days)}"

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.shared or self.withdrawn or self.reports or self.due)


def tell_technoparks(*, since: date, until: date) -> int:
    """Tell each technopark what happened from the one day to before the other (in Seoul); how many heard.

    Needs the portal itself as actor. Told for the same day before, nobody hears it twice.
    """
    told = 0
    for park in Organisation.objects.filter(kind=Kind.TECHNOPARK.value).order_by("pk"):
        day = day_of(park, since=since, until=until)
        if day.is_quiet:
            continue
        params: dict[str, Any] = {
            **asdict(day), "park": park.name, "day": str(until - timedelta(days=1)),
        }  # fmt: skip
        url, once = day.url, f"desk_day:{park.pk}:{until}"
        told += 1
        for user_id in sorted(members_to_tell(park)):
            tell(user_id, "desk_day", params, url, once=once)
    return told


def day_of(park: Organisation, *, since: date, until: date) -> Day:
    """What happened at the technopark in these days (seven queries), of the districts it serves today."""
    begin, end = _midnight(since), _midnight(until)
    place = Place(park.pk, park.kind, Role.OFFICER.value)
    by = Actor(places=(place,), place=place)
    served = served_today(by)
    mine = Share.objects.filter(recipient=park).annotate(sigungu=F("result__sigungu")).filter(served)
    in_force = mine.filter(withdrawn_at__isnull=True)
    withdrawn = list(
        mine.filter(withdrawn_at__gte=begin, withdrawn_at__lt=end)
        .exclude(result_id__in=in_force.values("result_id"))
        .order_by("organisation__name")
        .values_list("organisation__name", "result_id")
    )
    files = ListExport.objects.filter(organisation=park, deleted_at__isnull=True)
    copied = _copied(files, {result_id for _name, result_id in withdrawn})
    due = sorted(
        files.filter(delete_by_on__in=_due_days(since, until)).values_list("delete_by_on", flat=True)
    )
    shared = list(
        in_force.filter(shared_at__gte=begin, shared_at__lt=end)
        .order_by("organisation__name")
        .values_list("organisation__name", "result__submitted_at")
    )
    days = sorted(str(at.astimezone(SEOUL).date()) for _name, at in shared)
    office = desk(by)
    return Day(
        shared=list(dict.fromkeys(name for name, _at in shared)),
        withdrawn=list(dict.fromkeys(name for name, _result_id in withdrawn)),
        copies=list(dict.fromkeys(name for name, result_id in withdrawn if result_id in copied)),
        reports=Report.objects.published()
        .filter(published_at__gte=begin, published_at__lt=end, result_id__in=in_force.values("result_id"))
        .count(),
        due=len(due),
        until=str(due[0]) if due else "",
        first=days[0] if days else "",
        last=days[-1] if days else "",
        waiting=pending(desk_rows(by, office), office.parks).count(),
    )


def _copied(files: Any, results: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the results whose rows stand in a file that nobody has destroyed."""
    if not results:
        return set()
    holding = files.filter(result_ids__overlap=list(results)).values_list("result_ids", flat=True)
    return results & {each for ids in holding for each in ids}


def _due_days(since: date, until: date) -> list[date]:
    """Last days of files to be told of on these days: a week ahead, and when the last day is over."""
    days = list(_days(since, until))
    return [*(day + timedelta(days=WARN_DAYS + 1) for day in days), *days]


def _days(since: date, until: date) -> Iterator[date]:
    for number in range((until - since).days):
        yield since + timedelta(days=number)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)
