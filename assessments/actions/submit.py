"""Submitting: the answers are scored once, and the result keeps everything it stands on.

Whoever composes more onto a submission (the portal recommends suppliers) calls `submit` and its own action in
one transaction, and gives `submit` nothing to know about it: see `portal/submission.py`.
"""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.actions.drafts import adopt_drafts
from assessments.actions.locked import locked_session
from assessments.documents import framework_of
from assessments.models import Answer, Result, Session, SessionState
from assessments.outcomes import result_row
from assessments.policies import may_submit
from assessments.queries.support import rules_in_force
from assessments.scoring import asked_in_order
from core import audit
from core.accounts.actor import Actor
from core.web import Refused


def submit(*, session_id: uuid.UUID, by: Actor, at: datetime) -> tuple[Result, bool]:
    """The result of the session, and whether this call made it: submitted twice, it has one result.

    A draft of this browser follows the person into their company first. Raises Http404 for a session one may
    not know; Refused 409 "not-allowed" for somebody who is no company, 422 "gaps" with `data["items"]` while
    questions are open, 422 "plant" without place, industry or size.
    """
    session = locked_session(session_id, by)
    if session.state == SessionState.SUBMITTED.value:
        return Result.objects.visible_to(by).get(session=session), False
    if reason := may_submit(by, session, at):
        raise Refused(reason, code="not-allowed", status=409)
    framework = framework_of(session.framework)
    rows = Answer.objects.filter(session=session).values_list("item", "choices", "non_answer")
    given = answers.of_rows(framework, rows)
    counted = {code: given[code] for code in asked_in_order(framework, given) if code in given}
    missing = [code for code in asked_in_order(framework, given) if code not in given]
    if missing:
        raise Refused(
            _("Some questions are still open. Answer them, or choose “I do not know”."),
            code="gaps",
            data={"items": missing},
        )
    if not (session.sigungu and session.industry and session.size):
        raise Refused(_("Say first where the plant stands, its industry and its size."), code="plant")
    if session.organisation_id is None:
        adopt_drafts(by=by, at=at, session_ids=[session.pk])
        session.refresh_from_db(fields=["organisation", "plant"])
    support = rules_in_force(framework.code, at)
    result = result_row(session, framework, counted, at, support)
    result.save(force_insert=True)
    Session.objects.filter(pk=session.pk).update(
        state=SessionState.SUBMITTED.value,
        submitted_at=at,
        changed_at=at,
    )
    audit.record(
        by=by,
        at=at,
        verb="session.submitted",
        subject_kind="session",
        subject_id=session.pk,
        data={"result": str(result.pk), "answers_version": session.answers_version, "tier": result.tier},
    )
    return result, True
