"""Saying that answers which do not seem to go together are right."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.actions.locked import locked_draft
from assessments.documents import framework_of
from assessments.models import Answer, HintReply
from assessments.queries.hints import said_of
from assessments.scoring import hints_raised
from core import audit
from core.accounts.actor import Actor
from core.web import Refused

LONGEST_REPLY = 500


@transaction.atomic
def reply_to_hint(*, session_id: uuid.UUID, hint: str, reason: str, by: Actor, at: datetime) -> HintReply:
    """The reply to a hint that the session's answers raise, kept with these answers; the last one counts.

    Nothing is counted and nothing blocked by it. Refused 409 `gone` when the answers no longer raise it,
    `reason-length`, 409 `closed` for a session that was submitted. Http404 for one that `by` may not know.
    """
    session = locked_draft(session_id, by, at)
    framework = framework_of(session.framework)
    rows = Answer.objects.filter(session=session).values_list("item", "choices", "non_answer")
    given = answers.of_rows(framework, rows)
    raised = next((each for each in hints_raised(framework, given) if each.code == hint), None)
    if raised is None:
        raise Refused(
            _("These answers changed meanwhile, so there is nothing to confirm. Look at them once more."),
            code="gone",
            status=409,
        )
    reason = " ".join(reason.replace("\0", " ").split())
    if len(reason) > LONGEST_REPLY:
        raise Refused(
            _("The reason is too long: at most %(n)s characters.") % {"n": f"{LONGEST_REPLY:,}"},
            code="reason-length",
            field="reason",
        )
    values = {
        "answers": said_of(raised, given),
        "reason": reason,
        "replied_at": at,
        "replied_by_id": by.user_id,
    }
    row, _is_new = HintReply.objects.update_or_create(session=session, hint=hint, defaults=values)
    audit.record(
        by=by, at=at, verb="session.hint_confirmed", subject_kind="session", subject_id=session.pk,
        data={"hint": hint},
    )  # fmt: skip
    return row
