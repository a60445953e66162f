"""What a one-time token or an Idempotency-Key already did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.Model):
    """The answer that the first request with a key got; the same key again gets the same answer."""

    key = models.CharField(max_length=200, primary_key=True)
    owner = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=300, blank=True, default="")
    content = models.BinaryField(default=b"")
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("effect of a key")
        indexes = [models.Index(fields=["created_at"], name="effect_created_at")]

    def __str__(self) -> str:
        return self.key
