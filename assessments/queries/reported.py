"""The answers behind a report, for the committee that decides on it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from assessments.documents import framework_of
from assessments.models import LevelApplication
from assessments.scoring import Answer, Item


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """An item as the company answered it and as it counts, with the names of the files put to it.

    `is_judged`: the assessor said a word on this one; otherwise it stands as the company answered.
    """

    item: Item
    claimed: Answer | None
    verified: Answer | None
    is_judged: bool
    files: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the assessor found it differently."""
        return self.claimed != self.verified


def reported_answers(row: LevelApplication) -> tuple[ReportedAnswer, ...]:
    """Every item that was asked, in the order of the framework, as it stood when the report was handed in.

    Empty for whoever is no member of the committee who declared to have no interest in it (one query). Needs
    an open transaction in the member's scope; PostgreSQL itself asks who reads.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessments_reported_answers(%s)", [row.pk])
        found = cursor.fetchone()
    if found is None:
        return ()
    claimed, verified, judged, files = (_read(each) for each in found)
    return tuple(
        ReportedAnswer(
            item=item,
            claimed=_answer(claimed.get(code)),
            verified=_answer(verified.get(code)),
            is_judged=code in judged,
            files=tuple(files.get(code, ())),
        )
        for code, item in framework_of(row.framework).items.items()
        if code in claimed or code in verified
    )


def _read(column: Any) -> Any:
    return json.loads(column) if isinstance(column, str) else column


def _answer(value: Any) -> Answer | None:
    return tuple(value) if isinstance(value, list) else value
