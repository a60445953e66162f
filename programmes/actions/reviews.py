"""States and notes of results at a technopark."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.models import Result
from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import Refused
from programmes.models import BulkChange, Review, State
from programmes.models.review import LONGEST_NOTE

BULK_MOST = 1_000
"""So many results one bulk change takes at most."""


@transaction.atomic
def set_state(*, by: Actor, at: datetime, result_id: uuid.UUID, state: str) -> Review:
    """The review in this state. Http404 for a result one does not see, Refused for an unknown state."""
    _known(state)
    review = _locked(by, [result_id])[result_id]
    if review.state != state:
        before = review.state
        review.state, review.state_at, review.state_by_id, review.bulk_id = state, at, by.user_id, None
        review.save(update_fields=["state", "state_at", "state_by_id", "bulk_id"])
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
    """
    note = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(
            _("A note has at most %(most)s characters; this one has %(n)s.")
            % {"most": LONGEST_NOTE, "n": len(note)},
            code="too-long",
            field="note",
        )
    review = _locked(by, [result_id])[result_id]
    if review.note == note:
        return review
    if review.note_version != version:
        raise Refused(
            _("The note was changed in the meantime."), code="stale", status=409, data={"review": review}
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


@transaction.atomic
def change_states(
    *, by: Actor, at: datetime, state: str, seen: Mapping[uuid.UUID, str], query: str = ""
) -> BulkChange:
    """Give all these results one state; what stood otherwise than `seen`, or is gone, is left out and said.

    Refused when nothing is left to change, for an unknown state, and for more than 1,000 results.
    """
    _known(state)
    if len(seen) > BULK_MOST:
        raise Refused(_("At most %(most)s results at once.") % {"most": BULK_MOST}, code="too-many")
    reviews = _locked(by, seen, all_or_nothing=False)
    left_out: dict[str, str] = {}
    before: dict[str, str] = {}
    for result_id, stood in seen.items():
        review = reviews.get(result_id)
        if review is None:
            left_out[str(result_id)] = "gone"
        elif review.state == state:
            left_out[str(result_id)] = "same"
        elif review.state != stood:
            left_out[str(result_id)] = "changed"
        else:
            before[str(result_id)] = review.state
    if not before or by.place is None or by.user_id is None:
        raise Refused(
            _("There is nothing left to change. Go back to the list and look at the states."),
            code="nothing-to-change",
            status=409,
        )
    change = BulkChange.objects.create(
        organisation_id=by.place.organisation_id,
        state=state,
        before=before,
        left_out=left_out,
        query=query[:2000],
        made_at=at,
        made_by_id=by.user_id,
    )
    Review.objects.filter(pk__in=[reviews[uuid.UUID(each)].pk for each in before]).update(
        state=state, state_at=at, state_by_id=by.user_id, bulk_id=change.pk
    )
    audit.record(
        by=by,
        at=at,
        verb="reviews.changed",
        subject_kind="bulk_change",
        subject_id=change.pk,
        data={"to": state, "results": before, "left_out": len(left_out)},
    )
    return change


@transaction.atomic
def undo_change(*, by: Actor, at: datetime, change_id: uuid.UUID) -> BulkChange:
    """The bulk change undone: each result is as it was, but for those that somebody changed since.

    Http404 for another technopark's. Refused when it was undone before.
    """
    change = BulkChange.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=change_id).first()
    if change is None:
        raise Http404
    if change.undone_at is not None:
        raise Refused(_("This change was undone already."), code="undone", status=409)
    reviews = _locked(by, [uuid.UUID(each) for each in change.before], all_or_nothing=False)
    kept, back = [], []
    for result_id, state in change.before.items():
        review = reviews.get(uuid.UUID(result_id))
        if review is None or review.bulk_id != change.pk:
            kept.append(result_id)
            continue
        review.state, review.state_at, review.state_by_id, review.bulk_id = state, at, by.user_id, None
        back.append(review)
    Review.objects.bulk_update(back, ["state", "state_at", "state_by_id", "bulk_id"], batch_size=500)
    change.undone_at, change.undone_by_id, change.kept = at, by.user_id, kept
    change.save(update_fields=["undone_at", "undone_by_id", "kept"])
    audit.record(
        by=by,
        at=at,
        verb="reviews.undone",
        subject_kind="bulk_change",
        subject_id=change.pk,
        data={"back": len(back), "kept": len(kept)},
    )
    return change


def _known(state: str) -> None:
    if state not in State.values:
        raise Refused(_("Choose one of the states."), code="unknown-state", field="state")


def _locked(
    by: Actor, ids: "list[uuid.UUID] | Mapping[uuid.UUID, str]", *, all_or_nothing: bool = True
) -> dict[uuid.UUID, Review]:
    """The reviews of these results, made where there is none, locked in one order.

    Results one does not see are left out, or a Http404.
    """
    if by.kind != Kind.TECHNOPARK.value or by.place is None:
        raise Http404
    park = by.place.organisation_id
    visible = set(Result.objects.visible_to(by).filter(pk__in=list(ids)).values_list("pk", flat=True))
    if all_or_nothing and len(visible) < len(set(ids)):
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
