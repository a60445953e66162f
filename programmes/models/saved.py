"""Filters of the regional list that a person keeps under a name."""

import uuid
from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Doors to saved views."""

    def visible_to(self, by: Actor) -> Self:
        """One's own in the organisation one works for; a colleague's are not there."""
        if by.is_system:
            return self
        return self.filter(user_id=by.user_id, organisation_id__in=by.organisation_ids)


class SavedView(models.Model):
    """A name for filters and order; `query` is what the address of the list holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="+")
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=2000)
    made_at = models.DateTimeField(_("made at"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "user",
                Lower("name"),
                name="saved_view_name_once",
                violation_error_message=_("You have a view with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
