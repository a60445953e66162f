"""Re-reading one's own supplier under lock, and writing it so that search and ranking know at once."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.web import Refused
from matching.models import PoolVersion, Solution, Supplier
from matching.queries.keys import search_keys

_FOUND_BY = frozenset({"name", "name_en", "summary_ko", "summary_en"})


def locked_own(by: Actor, version: int | None = None) -> Supplier:
    """The actor's own supplier, locked until the transaction ends.

    Raises Http404 when there is none; Refused 409 `stale` when it is no longer at `version`, with the row in
    `data["stored"]`, so that a page can show both.
    """
    row = Supplier.objects.editable_by(by).select_for_update(no_key=True, of=("self",)).first()
    if row is None:
        raise Http404
    if version is not None and version != row.version:
        raise Refused(
            _("Somebody changed the profile while you were typing. Compare both below, then save again."),
            code="stale",
            status=409,
            data={"version": row.version},
        )
    return row


def locked(supplier_id: uuid.UUID) -> Supplier:
    """Any supplier, locked, for those who decide about all of them. Raises Http404."""
    row = Supplier.objects.select_for_update(no_key=True, of=("self",)).filter(pk=supplier_id).first()
    if row is None:
        raise Http404
    return row


def write(
    row: Supplier,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    verb: str,
    data: Mapping[str, Any] | None = None,
    touched: bool = False,
) -> Supplier:
    """Set what differs, with a new version, search keys and an audit event; nothing when nothing differs.

    `touched` says that products or track records changed, which the row's keys or counts depend on.
    """
    fields = [field for field, value in changes.items() if getattr(row, field) != value]
    if not fields and not touched:
        return row
    for field in fields:
        setattr(row, field, changes[field])
    if touched or _FOUND_BY & set(fields):
        keys = search_keys(row.name, [row.name_en, row.summary_ko, row.summary_en, *_product_texts(row)])
        row.name_key, row.name_initials, row.search_text = keys.name_key, keys.name_initials, keys.search_text
    row.version += 1
    row.changed_at = at
    row.save(update_fields=[*fields, "name_key", "name_initials", "search_text", "version", "changed_at"])
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="supplier",
        subject_id=row.pk,
        data={"fields": fields, "version": row.version, **(data or {})},
    )
    PoolVersion.move()
    return row


def _product_texts(row: Supplier) -> list[str]:
    products = Solution.objects.filter(supplier=row).order_by("name", "id")
    return [text for pair in products.values_list("name", "description_ko") for text in pair]
