"""The inboxes of the demonstration: what its companies and its technoparks were told in the last days."""

from datetime import date, datetime, time, timedelta

from assessments.models import Share
from core.audit.models import AccessRecord
from core.jobs.daily import HOUR
from core.models import Membership, Notice
from core.notices.telling import tell
from core.web.wording import SEOUL
from portal.news.day import tell_technoparks
from portal.news.looks import tell_company_of_look

DAYS = 3
"""So many days are told to the technoparks, each as one notice."""


def fill(*, at: datetime) -> int:
    """Tell what the demonstration's rows say has happened, each once; how many technoparks heard of a day.

    The notices bear the times of what they tell. Needs the portal itself as actor.
    """
    today = at.astimezone(SEOUL).date()
    told = 0
    for back in range(DAYS - 1, -1, -1):
        until = today - timedelta(days=back)
        told += tell_technoparks(since=until - timedelta(days=1), until=until)
        Notice.objects.filter(code="desk_day", once__endswith=f":{until}").update(
            created_at=min(_morning(until), at)
        )
    _tell_companies()
    return told


def _tell_companies() -> None:
    """Tell whoever can sign in for a company that its result was shared, and of the first look at it."""
    people = Membership.objects.active().filter(organisation__kind="company", organisation__is_demo=True)
    for user_id, name, company in people.values_list("user_id", "user__name", "organisation_id"):
        if user_id is None:
            continue
        for share in Share.objects.filter(organisation_id=company, withdrawn_at=None).select_related(
            "recipient"
        ):
            params, once = {"recipient": share.recipient.name, "who": name}, f"share:{share.pk}"
            tell(user_id, "share_given", params, f"/results/{share.result_id}/", about=once, once=once)
            Notice.objects.filter(user_id=user_id, once=once).update(created_at=share.shared_at)
        looks = AccessRecord.objects.filter(
            act="view", subject_kind="result", subject_organisation_id=str(company)
        )
        for look in looks.order_by("organisation_id", "subject_id", "at").distinct(
            "organisation_id", "subject_id"
        ):
            tell_company_of_look(look)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(HOUR), tzinfo=SEOUL)
