"""The stored answers of a session that the caller has found through `visible_to`."""

from assessments.models import Answer, Session


def answer_rows(session: Session) -> dict[str, Answer]:
    """The answers of a session by item (one query)."""
    return {row.item: row for row in Answer.objects.filter(session=session)}


def answer_row(session: Session, item: str) -> Answer | None:
    """The answer to one item, None while there is none (one query)."""
    return Answer.objects.filter(session=session, item=item).first()
