"""Carrying answers from one diagnostic into another: the quick check into the full one, last year's on."""

import uuid
from datetime import datetime

from django.http import Http404

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Origin, Session
from assessments.queries.answers import answer_rows
from assessments.scoring import check_answers
from assessments.scoring.faults import AnswerFaults
from core.accounts.actor import Actor


def carried_over(session: Session, source_id: uuid.UUID, by: Actor, at: datetime) -> list[Answer]:
    """Unsaved answers of `session` for the items that map from, or are, items of the source session.

    Items map by `maps_from`; within the same framework by code. What no longer fits is left out. Notes
    are carried as well. 404 when `by` may not see the source.
    """
    source = Session.objects.visible_to(by).with_framework().filter(pk=source_id).first()
    if source is None:
        raise Http404
    old, new = framework_of(source.framework), framework_of(session.framework)
    rows = answer_rows(source)
    found = []
    for code, item in new.items.items():
        origin = item.maps_from
        known = (
            origin.item if origin and origin.framework == old.code else code if new.code == old.code else ""
        )
        row = rows.get(known)
        if row is None or known not in old.items:
            continue
        value = answers.of_row(old.items[known], row.choices, row.non_answer)
        if value is None:
            continue
        try:
            value = check_answers(new, {code: value})[code]
        except AnswerFaults:
            continue
        choices, non_answer = answers.to_row(value)
        found.append(
            Answer(
                session=session,
                item=code,
                choices=choices,
                non_answer=non_answer,
                comment=row.comment,
                origin=Origin.CARRIED.value,
                answered_at=at,
                answered_by_id=by.user_id,
            )
        )
    return found
