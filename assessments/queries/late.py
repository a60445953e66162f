"""What somebody sent after their link had ended."""

from collections.abc import Mapping

from assessments.given import Given, to_row
from assessments.models import Answer, FormerAnswer, Session
from assessments.queries.answers import answer_rows


def came_late(session: Session, given: Mapping[str, Given]) -> list[str]:
    """The items whose sent answer or note differs from the version that its sender saw (one query, and one
    for each item that somebody else has changed since).
    """
    rows = answer_rows(session)
    return [item for item, each in given.items() if _is_new(session, rows.get(item), item, each)]


def _is_new(session: Session, row: Answer | None, item: str, given: Given) -> bool:
    seen: Answer | FormerAnswer | None = row
    if row is not None and row.version != given.expected_version:
        seen = FormerAnswer.objects.filter(
            session=session, item=item, version=given.expected_version or 0
        ).first()
    had = (seen.choices, seen.non_answer, seen.comment) if seen else ([], "", "")
    value = had[:2] if given.keeps_value else to_row(given.value)
    comment = had[2] if given.comment is None else given.comment.replace("\r\n", "\n").strip()
    return (*value, comment) != had
