"""Which letterhead a report carries."""

from datetime import date

from assessments.models import Result
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation
from portal.letterheads.models import Letterhead
from portal.reports.letterhead import Letterhead as Printed
from programmes.queries import technopark_of, today


def letterhead_for(result: Result, by: Actor, *, is_asked: bool) -> Printed | None:
    """A technopark's copies carry its own. The company's carry that of the technopark which serves the plant,
    where it asked for that; all others carry none. Where a technopark has none, it is the ministry's.
    """
    on = today()
    if by.kind == Kind.TECHNOPARK.value and by.place is not None:
        found = current(Organisation.objects.get(pk=by.place.organisation_id), on)
    elif is_asked and by.kind == Kind.COMPANY.value:
        park = technopark_of(result.sigungu, on)
        found = current(park, on) if park else None
    else:
        found = None
    return found.printed() if found else None


def offered(result: Result, by: Actor) -> Letterhead | None:
    """What the company of a result may ask for (three queries at most)."""
    if by.kind != Kind.COMPANY.value:
        return None
    park = technopark_of(result.sigungu, today())
    return current(park, today()) if park else None


def current(park: Organisation, on: date) -> Letterhead | None:
    """The version that holds for a technopark's reports on a day: its own, else the ministry's."""
    own = Letterhead.objects.in_force(park.pk, on).select_related("organisation").first()
    if own is not None:
        return own
    ministry = Organisation.objects.filter(kind=Kind.MINISTRY.value).order_by("created_at").first()
    return (
        Letterhead.objects.in_force(ministry.pk, on).select_related("organisation").first()
        if ministry is not None
        else None
    )
