"""What a company says of answers that do not seem to go together."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.result import Result
from assessments.models.session import Session
from core.accounts.actor import Actor


class HintReplyQuerySet(models.QuerySet["HintReply"]):
    """Doors to replies."""

    def visible_to(self, by: Actor) -> Self:
        """Those of the sessions one may see, and of the results that came of sessions."""
        if by.is_system:
            return self
        results = Result.objects.visible_to(by).values("session_id")
        return self.filter(Q(session__in=Session.objects.visible_to(by)) | Q(session_id__in=results))


class HintReply(models.Model):
    """That the answers which raise a hint are right, with a reason where one was given.

    `answers` are the answers it was said of, by item: once one of them changes, it says nothing any more.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="hint_replies")
    hint = models.CharField(max_length=40)
    answers = models.JSONField()
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = HintReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to a hint")
        constraints = [models.UniqueConstraint("session", "hint", name="hint_reply_once_per_hint")]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.hint}"
