"""What a supplier's profile says about its answers: the enquiries it began with, and every one since."""

from datetime import datetime

from django.db.models import F

from matching.models import Consultation, PoolVersion, Supplier


def count_once(row: Consultation, *, in_time: bool, at: datetime) -> None:
    """Count a consultation, locked by the caller, as received, and as answered in time or not; once.

    The profile's version stays: nobody who is typing is disturbed. Rankings from now on read the new numbers;
    stored ones hold a snapshot of the old.
    """
    if row.is_counted:
        return
    row.is_counted = True
    row.save(update_fields=["is_counted"])
    Supplier.objects.filter(pk=row.supplier_id).update(
        requests_received=F("requests_received") + 1,
        requests_answered_in_time=F("requests_answered_in_time") + int(in_time),
    )
    PoolVersion.move()
