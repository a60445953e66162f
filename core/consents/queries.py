"""What the ledger page shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.accounts.actor import Actor
from core.accounts.models import Consent, Organisation
from core.audit.models import AccessRecord
from core.consents.document import Wording, documents, wording_of
from core.web.wording import SEOUL


@dataclass(frozen=True, slots=True)
class Line:
    """One consent as its owner reads it; `may_withdraw` is False for what an account cannot be without."""

    consent: Consent
    wording: Wording
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at or took out the organisation's data."""

    at: datetime
    who: str
    act: str
    subject: str
    reason: str
    count: int
    times: int = 1
    first: datetime | None = None
    """So often on that day, for the first time at `first`; `at` is the last time."""


def ledger(by: Actor, *, limit: int = 200) -> tuple[Line, ...]:
    """One's own consents and the current organisation's, newest first (one query)."""
    known = documents()
    rows = (
        Consent.objects.visible_to(by)
        .select_related("user", "organisation", "recipient", "withdrawn_by")
        .order_by("-given_at", "pk")[:limit]
    )
    return tuple(
        Line(
            consent=each,
            wording=wording_of(each.wording),
            may_withdraw=each.withdrawn_at is None
            and not (each.document in known and known[each.document].required),
        )
        for each in rows
    )


def looks(by: Actor, *, limit: int = 500) -> tuple[Look, ...]:
    """Who else looked at or exported the current organisation's data, newest first (two queries).

    What the same institution did alike on one day (in Seoul) is one line.
    """
    if by.place is None:
        return ()
    here = str(by.place.organisation_id)
    rows = list(
        AccessRecord.objects.filter(subject_organisation_id=here)
        .exclude(organisation_id=here)
        .order_by("-at", "-pk")[:limit]
    )
    names: Mapping[str, str] = {
        str(pk): name
        for pk, name in Organisation.objects.filter(
            pk__in={each.organisation_id for each in rows if each.organisation_id}
        ).values_list("pk", "name")
    }
    return by_day(
        Look(
            at=each.at,
            who=names.get(each.organisation_id, ""),
            act=each.act,
            subject=each.subject_kind,
            reason=each.reason,
            count=each.count,
        )
        for each in rows
    )


def by_day(found: Iterable[Look]) -> tuple[Look, ...]:
    """Looks, newest first, with those alike in who, act, subject and reason on one day as one."""
    lines: dict[tuple[object, ...], Look] = {}
    for each in found:
        key = (each.at.astimezone(SEOUL).date(), each.who, each.act, each.subject, each.reason)
        last = lines.get(key)
        lines[key] = (
            replace(last, times=last.times + 1, count=last.count + each.count, first=each.at)
            if last
            else each
        )
    return tuple(lines.values())
