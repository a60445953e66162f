"""What the calendar does: reminds of what is missing and of certificates' last days, ends what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from assessments.actions.confirmation.moving import about, keepers, locked, move, owners, tell_all, today
from assessments.models import LevelApplication, LevelCertificate
from assessments.queries.confirmation import without_assessor
from assessments.workflow import REMIND_DAYS, SUPPLEMENT_WARNING_DAYS, Act, Party, Step, after
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.notices.telling import tell


@dataclass(frozen=True, slots=True)
class Kept:
    """How many were reminded, how many ended, how many were told of a case whose assessor left."""

    certificates: int
    missing: int
    lapsed: int
    left: int


def keep_time(*, by: Actor, at: datetime) -> Kept:
    """The day's reminders and ends; run again on the same day it changes nothing.

    Sixty days before a certificate's last day its company is told, once for each person, also when a day's
    run was missed; three days before the day for missing documents likewise; after that day it is over.
    """
    day = today(at)
    return Kept(_expiring(day), _missing(day), _lapsed(day, by, at), _left())


def _expiring(day: date) -> int:
    rows = LevelCertificate.objects.filter(
        last_day_on__gte=day,
        last_day_on__lte=day + timedelta(days=REMIND_DAYS),
        revoked_at__isnull=True,
        organisation__isnull=False,
        application__isnull=False,
    )
    told = 0
    for row in rows.order_by("pk"):
        assert row.organisation_id is not None
        for user_id in administrators(row.organisation_id):
            params = {"number": row.number, "day": row.last_day_on.isoformat()}
            url = reverse("assessments:application", args=[row.application_id])
            once = f"level-expires:{row.pk}:{user_id}"
            told += tell(user_id, "level_expires", params, url, once=once)
    return told


def _missing(day: date) -> int:
    rows = LevelApplication.objects.filter(
        state=Step.SUPPLEMENT.value,
        due_on__gte=day,
        due_on__lte=day + timedelta(days=SUPPLEMENT_WARNING_DAYS),
    )
    told = 0
    for row in rows.order_by("pk"):
        assert row.due_on is not None
        for user_id in dict.fromkeys(owners(row)):
            if user_id is not None:
                told += tell(
                    user_id,
                    "level_due",
                    {"due": row.due_on.isoformat()},
                    reverse("assessments:application", args=[row.pk]),
                    about=about(row),
                    once=f"level-due:{row.pk}:{row.due_on}:{user_id}",
                )
    return told


def _left() -> int:
    """Tell the programme administrators of cases whose assessor left the body, once for each assessor."""
    told = 0
    for row in without_assessor().select_related("organisation", "verification").order_by("pk"):
        url = reverse("assessments:application", args=[row.pk])
        who = row.verification.assessor_id if row.verification else None
        for user_id in dict.fromkeys(keepers()):
            if user_id is not None:
                params = {"company": row.organisation.name}
                once = f"left:{row.pk}:{who}:{user_id}"
                told += tell(user_id, "level_left", params, url, about=about(row), once=once)
    return told


def _lapsed(day: date, by: Actor, at: datetime) -> int:
    over = LevelApplication.objects.filter(state=Step.SUPPLEMENT.value, due_on__lt=day).order_by("pk")
    ended = 0
    for key in over.values_list("pk", flat=True):
        row = locked(key, by)
        step = after(row.state, Act.LAPSE, Party.CLOCK)
        if step is None or row.due_on is None or row.due_on >= day:
            continue
        move(row, Act.LAPSE, step, by, at)
        tell_all(owners(row), "level_lapsed", row)
        ended += 1
    return ended
