"""Suppliers asked the same by one company, and those to be asked when somebody of them does not answer."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor

MOST_ALSO = 2
"""So many more suppliers can be asked the same at once: three in all."""
MOST_NEXT = 3
"""So many can be named to be asked in somebody's place."""


class EnquiryRoundQuerySet(models.QuerySet["EnquiryRound"]):
    """Doors to rounds of enquiries."""

    def visible_to(self, by: Actor) -> Self:
        """Those of one's own company; a supplier never learns whom else the company asked or would ask."""
        return self if by.is_system else self.filter(organisation_id__in=by.organisation_ids)


class EnquiryRound(models.Model):
    """Enquiries of one company with the same words. `next_ids` are the suppliers that it named beforehand, in
    order: the first of them is asked in the place of one that declined or let the time pass."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="+")
    next_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    made_at = models.DateTimeField(_("made at"))

    objects = EnquiryRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of enquiries")

    def __str__(self) -> str:
        return str(self.pk)
