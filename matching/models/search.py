"""Searches that a person keeps under a name."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Doors to saved searches."""

    def visible_to(self, by: Actor) -> Self:
        """One's own in the organisation one works for; a colleague's are not there."""
        if by.is_system:
            return self
        return self.filter(user_id=by.user_id, organisation_id__in=by.organisation_ids)


class SavedSearch(models.Model):
    """A search of suppliers under a person's own name, and whether it is watched for new ones.

    `wish` is what is looked for, as `matching.queries.saved` writes it. `known` are the suppliers that fitted
    when it was last watched, `news` those that came at `told_at` and were told of. Both hold ids only, so a
    supplier that is hidden or banned since is shown by no saved search.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="+")
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    wish = models.JSONField(_("search"))
    is_watched = models.BooleanField(_("tell me of new suppliers"), default=False)
    known = ArrayField(models.UUIDField(), default=list)
    news = ArrayField(models.UUIDField(), default=list)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "user",
                Lower("name"),
                name="saved_search_name_once",
                violation_error_message=_("You have a search with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
