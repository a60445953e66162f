"""Parts of a diagnostic that somebody else answers, and whole ones carried on from a phone, by a link."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.session import Session
from core.accounts.actor import Actor


class DelegationKind(models.TextChoices):
    """What a link opens."""

    PART = "part", _("Part for a colleague")
    DEVICE = "device", _("My other device")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Doors to delegations."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the sessions one may see, and those that this browser took."""
        if by.is_system:
            return self
        mine = Q(session__in=Session.objects.visible_to(by))
        return self.filter(mine | Q(taken_key=by.draft_key) if by.draft_key else mine)

    def in_force(self, at: datetime) -> Self:
        """Neither revoked nor over; one that nobody opened in time is over."""
        is_open = Q(taken_at__isnull=False) | Q(open_until__gt=at)
        return self.filter(is_open, revoked_at__isnull=True, ends_at__gt=at)


class Delegation(models.Model):
    """The right of one browser to answer some modules of one session, and nothing else of it.

    The link works once: the first browser that opens it and presses the button has it (`taken_key`, the hash
    of its cookie), until `ends_at` or until it is revoked; its maker can free it for another browser and make
    it last. The secret in the link is derived from the id, so that it is stored nowhere and can be shown
    again while nobody has opened it. The link tells its reader `sender`, `due_on` and, where its maker chose
    so (`is_company_named`), the name of the company; `reported_at` is when the holder said that the part is
    done. Once they answer on it is empty, and `reopened_at` says since when, until they say it again:
    `left_open` are the questions that had no answer then, `is_changed` says that another one was changed.
    `freed_key` is the browser that had it before its maker freed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="delegations")
    kind = models.CharField(max_length=6, choices=DelegationKind.choices)
    name = models.CharField(_("for whom"), max_length=40, blank=True)
    sender = models.CharField(_("who sends it"), max_length=40, blank=True, default="", db_default="")
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    is_company_named = models.BooleanField(_("the link names the company"), default=False, db_default=False)
    modules = ArrayField(models.CharField(max_length=40))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    open_until = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_key = models.CharField(max_length=64, blank=True, default="")
    freed_at = models.DateTimeField(_("freed for another browser at"), null=True, blank=True)
    freed_key = models.CharField(max_length=64, blank=True, default="", db_default="")
    reported_at = models.DateTimeField(_("reported as complete at"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("changed after it was reported at"), null=True, blank=True)
    left_open = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)
    is_changed = models.BooleanField(_("an answer given before was changed"), default=False, db_default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_key="")
                | Q(taken_at__isnull=False) & ~Q(taken_key=""),
                name="delegation_taken_by_a_browser",
            ),
            models.CheckConstraint(condition=~Q(modules=[]), name="delegation_of_some_module"),
        ]
        indexes = [
            models.Index(fields=["taken_key"], condition=~Q(taken_key=""), name="delegation_taken_key")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def about(self) -> str:
        """What the notice is about by which somebody asks to be let in."""
        return f"link:{self.pk}"

    @property
    def limit(self) -> datetime:
        """Until when its link, or its holder, gets in."""
        return self.ends_at if self.taken_at else min(self.open_until, self.ends_at)

    @property
    def was_opened(self) -> bool:
        """Whether a browser has it, or had it before its maker freed it."""
        return self.taken_at is not None or self.freed_at is not None

    @property
    def over_at(self) -> datetime:
        """When it was ended, else when its time is over."""
        return self.revoked_at or self.limit

    def is_in_force(self, at: datetime) -> bool:
        """Whether its link or its holder gets in; as `in_force` asks."""
        is_open = self.taken_at is not None or self.open_until > at
        return is_open and self.revoked_at is None and self.ends_at > at
