"""Mails that are owed or were sent, and the portal's own inbox."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor


class Mail(models.Model):
    """One mail, stored in the transaction of its cause; its id is its Message-ID, so it goes out once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    html = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")

    def __str__(self) -> str:
        return self.subject


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Doors to notices."""

    def visible_to(self, by: Actor) -> Self:
        """One's own notices."""
        return self.filter(user_id=by.user_id) if by.user_id else self.none()


class Notice(models.Model):
    """A line in a person's inbox: a code, its parameters and where it leads."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")

    def __str__(self) -> str:
        return self.code
