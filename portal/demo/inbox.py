"""The inboxes of the demonstration: what its companies and its technoparks were told in the last days."""

from datetime import datetime, timedelta

from core.audit.models import AccessRecord
from core.models import User
from core.web.wording import SEOUL
from portal.news.day import tell_technoparks
from portal.news.looks import tell_company_of_look

DAYS = 3
"""So many days are told to the technoparks, each as one notice."""


def fill(*, at: datetime) -> int:
    """Tell what the demonstration's rows say has happened, each once; how many technoparks heard of a day.

    Needs the portal itself as actor.
    """
    today = at.astimezone(SEOUL).date()
    told = 0
    for back in range(DAYS - 1, -1, -1):
        until = today - timedelta(days=back)
        told += tell_technoparks(since=until - timedelta(days=1), until=until)
    _tell_of_looks()
    return told


def _tell_of_looks() -> None:
    """Tell the companies in which somebody can sign in of the first look at each result."""
    people = User.objects.filter(memberships__state="active", memberships__organisation__kind="company")
    companies = set(people.values_list("memberships__organisation_id", flat=True))
    looks = (
        AccessRecord.objects.filter(
            act="view", subject_kind="result", subject_organisation_id__in=[str(each) for each in companies]
        )
        .order_by("organisation_id", "subject_id", "at")
        .distinct("organisation_id", "subject_id")
    )
    for look in looks:
        tell_company_of_look(look)
