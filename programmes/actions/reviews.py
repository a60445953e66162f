"""States and notes of results at a technopark."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.models import Result
from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import Refused
from programmes.models import FormerNote, Review, State
from programmes.models.review import LONGEST_NOTE


@transaction.atomic
def set_state(*, by: Actor, at: datetime, result_id: uuid.UUID, state: str, version: int) -> Review:
    """The review in this state; the state it has already is no change.

    Http404 for a result one does not see, Refused for an unknown state. Refused `stale` (409, `review` in its
    data) when somebody changed the state since `version`.
    """
    known(state)
    review = locked(by, [result_id])[result_id]
    if review.state == state:
        return review
    if review.state_version != version:
        raise Refused(
            _("The state was changed in the meantime."), code="stale", status=409, data={"review": review}
        )
    before = review.state
    review.state, review.state_at, review.state_by_id, review.bulk_id = state, at, by.user_id, None
    review.state_version += 1
    review.save(update_fields=["state", "state_at", "state_by_id", "state_version", "bulk_id"])
    audit.record(
        by=by,
        at=at,
        verb="review.state-set",
        subject_kind="result",
        subject_id=result_id,
        data={"from": before, "to": state},
    )
    return review


@transaction.atomic
def write_note(*, by: Actor, at: datetime, result_id: uuid.UUID, text: str, version: int) -> Review:
    """The review with this note; an empty text takes the note away.

    Http404 for a result one does not see. Refused `stale` (409, `review` in its data) when somebody changed
    the note since `version`; the same text sent again is no change. Refused over 2,000 characters.
    A text that the new one does not hold is kept as a former note.
    """
    note = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(
            _("A note has at most %(most)s characters; this one has %(n)s.")
            % {"most": LONGEST_NOTE, "n": len(note)},
            code="too-long",
            field="note",
        )
    review = locked(by, [result_id])[result_id]
    if review.note == note:
        return review
    if review.note_version != version:
        raise Refused(
            _("The note was changed in the meantime."), code="stale", status=409, data={"review": review}
        )
    if review.note not in note:
        FormerNote.objects.create(
            organisation_id=review.organisation_id,
            review=review,
            version=review.note_version,
            note=review.note,
        )
    review.note, review.note_at, review.note_by_id = note, at, by.user_id
    review.note_version += 1
    review.save(update_fields=["note", "note_at", "note_by_id", "note_version"])
    audit.record(
        by=by,
        at=at,
        verb="review.note-written",
        subject_kind="result",
        subject_id=result_id,
        data={"version": review.note_version, "length": len(note)},
    )
    return review


def known(state: str) -> None:
    """Refused for what is no state."""
    if state not in State.values:
        raise Refused(_("Choose one of the states."), code="unknown-state", field="state")


def locked(by: Actor, ids: Iterable[uuid.UUID], *, all_or_nothing: bool = True) -> dict[uuid.UUID, Review]:
    """The reviews of these results, made where there is none, locked in one order.

    Results one does not see are left out, or a Http404.
    """
    if by.kind != Kind.TECHNOPARK.value or by.place is None:
        raise Http404
    park, wanted = by.place.organisation_id, set(ids)
    visible = set(Result.objects.visible_to(by).filter(pk__in=wanted).values_list("pk", flat=True))
    if all_or_nothing and len(visible) < len(wanted):
        raise Http404
    Review.objects.bulk_create(
        [Review(organisation_id=park, result_id=each) for each in sorted(visible)], ignore_conflicts=True
    )
    rows = (
        Review.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(organisation_id=park, result_id__in=visible)
        .order_by("result_id")
    )
    return {each.result_id: each for each in rows}
