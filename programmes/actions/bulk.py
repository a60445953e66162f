"""One state for many results at a technopark, and taking that back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import Refused
from programmes.actions.reviews import known, locked
from programmes.models import BulkChange, BulkDraft, Review

BULK_MOST = 1_000
"""So many results one bulk change takes at most."""
DRAFTS_MOST = 20
"""So many changes being checked a person has at most: the oldest make room."""


@transaction.atomic
def draft_change(
    *, by: Actor, at: datetime, state: str, ids: Sequence[uuid.UUID], over: int = 0, query: str = ""
) -> BulkDraft:
    """The change to be checked, kept under an address of its own; nothing changes yet.

    Refused for an unknown state and for no result; more than 1,000 results are cut and counted in `over`.
    """
    known(state)
    if by.kind != Kind.TECHNOPARK.value or by.place is None or by.user_id is None:
        raise Http404
    if not ids:
        raise Refused(_("No result was chosen. Tick the rows first."), code="nothing-chosen")
    draft = BulkDraft.objects.create(
        organisation_id=by.place.organisation_id,
        made_by_id=by.user_id,
        made_at=at,
        state=state,
        result_ids=list(ids[:BULK_MOST]),
        over=over + max(0, len(ids) - BULK_MOST),
        query=query[:2000],
    )
    mine = BulkDraft.objects.visible_to(by).filter(made_by_id=by.user_id).order_by("-made_at", "id")
    BulkDraft.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[DRAFTS_MOST:])).delete()
    return draft


@transaction.atomic
def change_states(
    *,
    by: Actor,
    at: datetime,
    state: str,
    seen: Mapping[uuid.UUID, str],
    query: str = "",
    draft_id: uuid.UUID | None = None,
) -> BulkChange:
    """Give all these results one state; what stood otherwise than `seen`, or is gone, is left out and said.

    The draft that was checked, if any, remembers what came of it.
    Refused when nothing is left to change, for an unknown state, and for more than 1,000 results.
    """
    known(state)
    if len(seen) > BULK_MOST:
        raise Refused(_("At most %(most)s results at once.") % {"most": BULK_MOST}, code="too-many")
    reviews = locked(by, seen, all_or_nothing=False)
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
        state=state,
        state_at=at,
        state_by_id=by.user_id,
        state_version=F("state_version") + 1,
        bulk_id=change.pk,
    )
    if draft_id is not None:
        BulkDraft.objects.visible_to(by).filter(pk=draft_id).update(change=change)
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
    reviews = locked(by, [uuid.UUID(each) for each in change.before], all_or_nothing=False)
    kept, back = [], []
    for result_id, state in change.before.items():
        review = reviews.get(uuid.UUID(result_id))
        if review is None or review.bulk_id != change.pk:
            kept.append(result_id)
            continue
        review.state, review.state_at, review.state_by_id, review.bulk_id = state, at, by.user_id, None
        review.state_version += 1
        back.append(review)
    named = ["state", "state_at", "state_by_id", "state_version", "bulk_id"]
    Review.objects.bulk_update(back, named, batch_size=500)
    change.undone_at, change.undone_by_id, change.kept = at, by.user_id, kept
    change.save(update_fields=["undone_at", "undone_by_id", "kept"])
    audit.record(
        by=by,
        at=at,
        verb="reviews.undone",
        subject_kind="bulk_change",
        subject_id=change.pk,
        data={
            "from": change.state,
            "results": {str(each.result_id): each.state for each in back},
            "kept": len(kept),
        },
    )
    return change
