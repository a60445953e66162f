"""A supplier's products. Whoever changes what a proven claim rests on, declares it anew."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.web import Refused
from matching.actions.locked import locked_own, write
from matching.models import Evidence, Solution, Supplier
from matching.queries.confirmations import proven_by_projects

MOST_PRODUCTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product or service, cleaned by the form."""

    domain: str
    name: str
    description_ko: str
    description_en: str


@transaction.atomic
def add_product(*, by: Actor, at: datetime, product: Product) -> Solution:
    """The new product. Its domain joins the supplier's technologies as self-declared when it is new."""
    row = locked_own(by)
    if row.solutions.count() >= MOST_PRODUCTS:
        raise Refused(
            _("A profile holds at most %(count)d products. Delete one first.") % {"count": MOST_PRODUCTS},
            code="too-many",
        )
    made = Solution.objects.create(
        supplier=row,
        domain=product.domain,
        name=product.name,
        description_ko=product.description_ko,
        description_en=product.description_en,
    )
    changes = _offering(row, product.domain)
    write(row, changes, by=by, at=at, verb="product.added", data={"product": str(made.pk)}, touched=True)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def change_product(*, by: Actor, at: datetime, product_id: uuid.UUID, product: Product) -> Solution:
    """The product with its new texts. Evidence of its domain, old and new, falls back to self-declared.

    What a confirmed project shows stays as it is.
    """
    row = locked_own(by)
    made = _own(row, product_id)
    before = made.domain
    fields = ["domain", "name", "description_ko", "description_en"]
    changed = [field for field in fields if getattr(made, field) != getattr(product, field)]
    if not changed:
        return made
    for field in changed:
        setattr(made, field, getattr(product, field))
    made.save(update_fields=changed)
    changes = _offering(row, product.domain)
    evidence = {**row.evidence, **changes.get("evidence", {})}
    for domain in {before, product.domain} & set(evidence) - proven_by_projects(row):
        evidence[domain] = Evidence.DECLARED.value
    changes["evidence"] = evidence
    write(row, changes, by=by, at=at, verb="product.changed", data={"product": str(made.pk)}, touched=True)
    return made


@transaction.atomic
def delete_product(*, by: Actor, at: datetime, product_id: uuid.UUID) -> Supplier:
    """The supplier without the product; the technology stays, self-declared, until taken off the list.

    It can come back for some minutes (`restore_deleted`).
    """
    row = locked_own(by)
    made = _own(row, product_id)
    evidence = dict(row.evidence)
    level = evidence.get(made.domain, "")
    if made.domain in evidence and made.domain not in proven_by_projects(row):
        evidence[made.domain] = Evidence.DECLARED.value
    made.deleted_at = at
    made.save(update_fields=["deleted_at"])
    return write(
        row,
        {"evidence": evidence},
        by=by,
        at=at,
        verb="product.deleted",
        data={
            "product": str(product_id),
            "domain": made.domain,
            "level": level,
        },
        touched=True,
    )


def _own(row: Supplier, product_id: uuid.UUID) -> Solution:
    made = Solution.objects.filter(supplier=row, pk=product_id).first()
    if made is None:
        raise Http404
    return made  # type: ignore[no-any-return]


def _offering(row: Supplier, domain: str) -> dict[str, Any]:
    if domain in row.domains:
        return {}
    return {
        "domains": [*row.domains, domain],
        "evidence": {**row.evidence, domain: Evidence.DECLARED.value},
    }
