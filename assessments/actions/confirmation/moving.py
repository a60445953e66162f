"""What all actions on an application share: the lock, the move, the event, the people to tell."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.locked import locked_row
from assessments.models import LevelApplication
from assessments.workflow import ENDED, Act, Party, Step, after
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.accounts.models import Membership
from core.accounts.policies import is_programme_administrator
from core.accounts.roles import Kind, Role
from core.lines import has_letters, plain
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL, date_text

LONGEST_REASON = 1_000
SHORTEST_REASON = 5


def party_of(by: Actor) -> Party | None:
    """As whom somebody acts on applications; None for everybody else."""
    if by.is_system:
        return Party.CLOCK
    if is_programme_administrator(by):
        return Party.ADMINISTRATOR
    places = {
        (Kind.ASSESSOR_BODY.value, Role.ASSESSOR.value): Party.ASSESSOR,
        (Kind.COMMITTEE.value, Role.COMMITTEE_MEMBER.value): Party.COMMITTEE,
    }
    return Party.OWNER if by.kind == Kind.COMPANY.value else places.get((by.kind, by.role))


def locked(application_id: uuid.UUID, by: Actor) -> LevelApplication:
    """The application, locked until the transaction ends. Http404 for one that `by` may not know."""
    return locked_row(LevelApplication.objects.visible_to(by).select_related("organisation"), application_id)


def check(row: LevelApplication, act: Act, party: Party, by: Actor) -> Step:
    """The step that the act leads to. Http404 for another party, Refused 409 `closed` in another step."""
    if party_of(by) is not party:
        raise Http404
    step = after(row.state, act, party)
    if step is None:
        raise Refused(_why_closed(row, party, by), code="closed", status=409, data=way_to(row))
    return step


def _why_closed(row: LevelApplication, party: Party, by: Actor) -> str:
    """Who moved it on: the one who reported themselves, or somebody else."""
    if party is Party.ASSESSOR and row.reported_at is not None and row.reported_by_id == by.user_id:
        said = _("You have handed in the report already, on %(day)s. Nothing of it can be changed.")
        return said % {"day": date_text(row.reported_at)}
    return _("This went on meanwhile, so nothing was changed. Load the page again to see how it stands.")


def move(row: LevelApplication, act: Act, step: Step, by: Actor, at: datetime, **changed: Any) -> None:
    """Write the step with what changed, record it, and close the notices about it."""
    row.state = step.value
    if step in ENDED:
        changed["ended_at"] = at
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changed])
    audit.record(
        by=by,
        at=at,
        verb=f"level_application.{act.value}",
        subject_kind="level_application",
        subject_id=row.pk,
        data={"result": str(row.result_id), "state": step.value},
    )
    settle(about(row))


def reason_of(typed: str, field: str = "reason", missing: str = "") -> str:
    """A reason in one piece, with letters that are seen.

    Refused `no-reason`, in the words of `missing`, or `reason-length`.
    """
    text = "\n".join(" ".join(line.split()) for line in plain(typed, breaks="\r\n").strip().splitlines())
    if len(text) < SHORTEST_REASON or not has_letters(text):
        said = missing or _("Give the reason. The company reads it.")
        raise Refused(said, code="no-reason", field=field)
    if len(text) > LONGEST_REASON:
        raise Refused(
            _("The reason is too long: at most %(n)s characters.") % {"n": f"{LONGEST_REASON:,}"},
            code="reason-length",
            field=field,
        )
    return text


def today(at: datetime) -> date:
    """The day in Seoul."""
    return at.astimezone(SEOUL).date()


def way_to(row: LevelApplication) -> dict[str, str]:
    """How a refusal leads to the application."""
    return {"url": reverse("assessments:application", args=[row.pk]), "go": _("See the application")}


def about(row: LevelApplication) -> str:
    """What notices about the application are filed under."""
    return f"level-application:{row.pk}"


def tell_all(people: Iterable[uuid.UUID | None], code: str, row: LevelApplication, **params: Any) -> None:
    """Tell each person once, with the way to the application."""
    url = reverse("assessments:application", args=[row.pk])
    for user_id in dict.fromkeys(people):
        if user_id is not None:
            tell(user_id, code, {"company": row.organisation.name, **params}, url, about=about(row))


def owners(row: LevelApplication) -> list[uuid.UUID | None]:
    """The company's administrators, and whoever began the application."""
    return [*administrators(row.organisation_id), row.started_by_id]


def keepers() -> list[uuid.UUID | None]:
    """The programme administrators."""
    return _people(Kind.MINISTRY.value, Role.PROGRAMME_ADMINISTRATOR.value)


def committee() -> list[uuid.UUID | None]:
    """The members of the committee."""
    return _people(Kind.COMMITTEE.value, Role.COMMITTEE_MEMBER.value)


def _people(kind: str, role: str) -> list[uuid.UUID | None]:
    rows = Membership.objects.active().filter(organisation__kind=kind, role=role)
    return list(rows.order_by("pk").values_list("user_id", flat=True))
