"""Bringing an older version of an answer back, which is a change like any other."""

import uuid
from datetime import datetime

from django.http import Http404

from assessments.actions.answer import Saved, answer_all
from assessments.actions.locked import locked_draft
from assessments.documents import framework_of
from assessments.given import Given, of_row
from assessments.models import FormerAnswer, Origin
from core.accounts.actor import Actor


def bring_back(
    *, session_id: uuid.UUID, item: str, version: int, expected_version: int, by: Actor, at: datetime
) -> Saved:
    """Answer and note as they were in `version`; everything since stays in the history.

    Http404 for a session one may not know or a version that never was; Refused as `answer` is, "stale" (409)
    when somebody changed the answer after `expected_version`.
    """
    session = locked_draft(session_id, by, at)
    framework = framework_of(session.framework)
    row = FormerAnswer.objects.filter(session=session, item=item, version=version).first()
    if row is None or item not in framework.items:
        raise Http404
    value = of_row(framework.items[item], row.choices, row.non_answer)
    given = Given(value, row.comment, expected_version, origin=Origin.UNDONE.value)
    return answer_all(session_id=session_id, given={item: given}, by=by, at=at)
