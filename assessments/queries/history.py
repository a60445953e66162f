"""The history of one answer: what it is, what it was, and who changed it when."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from assessments.given import of_row
from assessments.models import Answer, Delegation, FormerAnswer, Session
from assessments.queries.answers import answer_row
from assessments.scoring import Answer as Value
from assessments.scoring import Item
from core.accounts.queries import names_of


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an answer beside the one before it. `person` is empty where nobody was signed in."""

    number: int
    value: Value | None
    before: Value | None
    comment: str
    comment_before: str
    origin: str
    at: datetime
    person_id: uuid.UUID | None
    person: str
    delegation: Delegation | None = None

    is_oldest: bool = False

    @property
    def is_answer_changed(self) -> bool:
        """Whether the answer is known to differ from the version before."""
        return self.value != self.before and not (self.is_oldest and self.number > 1)

    @property
    def is_note_changed(self) -> bool:
        """Whether the note differs from the version before."""
        return self.comment != self.comment_before


@dataclass(frozen=True, slots=True)
class History:
    """Every version of the answer to one item, the newest first; empty while there is no answer."""

    session: Session
    item: Item
    versions: tuple[Version, ...]

    @property
    def current(self) -> int:
        """The version that is stored now, 0 for none."""
        return self.versions[0].number if self.versions else 0


def history(session: Session, item: Item) -> History:
    """The history of an answer in a session that the caller may see (at most four queries).

    The oldest version known may come after nothing or, for an answer older than the histories, be the one
    that was stored when they began.
    """
    rows: list[FormerAnswer | Answer] = list(
        FormerAnswer.objects.filter(session=session, item=item.code).order_by("version")
    )
    current = answer_row(session, item.code)
    if current is not None:
        rows.append(current)
    names = names_of({row.answered_by_id for row in rows if row.answered_by_id is not None})
    links = (
        Delegation.objects.in_bulk(wanted)
        if (wanted := {row.delegation_id for row in rows if row.delegation_id is not None})
        else {}
    )
    found: list[Version] = []
    for row in rows:
        before = found[-1] if found else None
        found.append(
            Version(
                number=row.version,
                value=of_row(item, row.choices, row.non_answer),
                before=before.value if before else None,
                comment=row.comment,
                comment_before=before.comment if before else "",
                origin=row.origin,
                at=row.answered_at,
                person_id=row.answered_by_id,
                person=names.get(row.answered_by_id, "") if row.answered_by_id else "",
                is_oldest=before is None,
                delegation=links.get(row.delegation_id) if row.delegation_id else None,
            )
        )
    return History(session, item, tuple(reversed(found)))
