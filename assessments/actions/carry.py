"""Carrying answers from one diagnostic into another: the quick check into the full one, last year's on."""

import uuid
from datetime import datetime

from django.http import Http404

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Origin, Session
from assessments.queries.answers import answer_rows
from assessments.scoring import carried_from, origin_of
from core.accounts.actor import Actor


def carried_over(session: Session, source_id: uuid.UUID, by: Actor, at: datetime) -> list[Answer]:
    """Unsaved answers of `session` for the items whose answer the source session already gives.

    Between two frameworks items map by `maps_from`, between two versions of one by what stayed the same
    (`scoring/succession.py`). What no longer fits is left out. Notes are carried as well. 404 when `by` may
    not see the source.
    """
    source = Session.objects.visible_to(by).with_framework().filter(pk=source_id).first()
    if source is None:
        raise Http404
    old, new = framework_of(source.framework), framework_of(session.framework)
    rows = answer_rows(source)
    given = answers.of_rows(old, ((row.item, row.choices, row.non_answer) for row in rows.values()))
    found = []
    for code, value in carried_from(old, given, new).items():
        choices, non_answer = answers.to_row(value)
        found.append(
            Answer(
                session=session,
                item=code,
                choices=choices,
                non_answer=non_answer,
                origin=Origin.CARRIED.value,
                comment=rows[origin_of(old, new, code)].comment,
                answered_at=at,
                answered_by_id=by.user_id,
            )
        )
    return found
