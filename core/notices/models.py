"""Mails that are owed or were sent, and the portal's own inbox."""

import uuid
from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, Q
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

    def unread(self) -> Self:
        """What still asks to be looked at: neither opened nor settled by what happened since."""
        return self.filter(read_at__isnull=True, settled_at__isnull=True)

    def unread_first(self) -> Self:
        """What still asks to be looked at before the rest, in each part the newest first."""
        asks = Q(read_at__isnull=True, settled_at__isnull=True)
        return self.alias(asks=ExpressionWrapper(asks, output_field=models.BooleanField())).order_by(
            "-asks", "-created_at", "pk"
        )


class Notice(models.Model):
    """A line in a person's inbox: a code, its parameters and where it leads.

    `about` names what it asks about (such as `reset:<id>`), so that it is settled when that is decided;
    `once` keeps the same news from being told to a person twice. `mailed_to` is the address that got a mail
    of it; `is_held` says that the mail waits for the person to confirm an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True, default="")
    about = models.CharField(max_length=80, blank=True, default="")
    once = models.CharField(max_length=120, blank=True, default="")
    mailed_to = models.EmailField(blank=True, default="")
    is_held = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint("user_id", "once", condition=~Q(once=""), name="notice_told_once")
        ]
        indexes = [
            models.Index(
                fields=["about"], condition=Q(settled_at__isnull=True) & ~Q(about=""), name="notice_to_settle"
            )
        ]

    def __str__(self) -> str:
        return self.code


class NoticeChoiceQuerySet(models.QuerySet["NoticeChoice"]):
    """Doors to choices about notices."""

    def visible_to(self, by: Actor) -> Self:
        """One's own choices."""
        return self.filter(user_id=by.user_id) if by.user_id else self.none()


class NoticeChoice(models.Model):
    """A person's own choice whether notices on a topic come by mail; without one the topic's rule holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("core.User", models.CASCADE, related_name="notice_choices")
    topic = models.CharField(max_length=40)
    is_by_mail = models.BooleanField(_("by mail"))

    objects = NoticeChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about notices")
        constraints = [models.UniqueConstraint("user", "topic", name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.is_by_mail}"
