"""A product or project that was deleted a few minutes ago comes back; later it is gone for good."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.web import Refused
from matching.actions.locked import locked_own, write
from matching.models import Solution, Supplier, TrackRecord
from matching.queries.undo import deleted_item

KEPT = timedelta(days=1)
"""Deleted rows are purged after this, long after nobody can bring them back."""


@transaction.atomic
def restore_deleted(*, by: Actor, at: datetime) -> Supplier:
    """The supplier with what was deleted last: a project with its confirmations, a product with its proof.

    Refused 409 `too-late` once the time for it is over or something else was deleted or changed since.
    """
    row = locked_own(by)
    gone = deleted_item(row, at)
    if gone is None:
        raise Refused(_("This can no longer be undone. Enter it anew."), code="too-late", status=409)
    model = TrackRecord if gone.is_project else Solution
    model.everything.filter(supplier=row, pk=gone.id).update(deleted_at=None)
    changes: dict[str, object] = {
        "confirmed_records": TrackRecord.objects.confirmed().filter(supplier=row).count()
    }
    if gone.level and gone.domain in row.domains:
        changes["evidence"] = {**row.evidence, gone.domain: gone.level}
    verb = "record.restored" if gone.is_project else "product.restored"
    return write(row, changes, by=by, at=at, verb=verb, data={"id": str(gone.id)}, touched=True)


def purge_deleted(*, at: datetime) -> int:
    """Destroy what was deleted longer ago than anybody can bring it back; how many rows."""
    before = at - KEPT
    counts = [model.everything.filter(deleted_at__lt=before).delete()[0] for model in (Solution, TrackRecord)]
    return sum(counts)
