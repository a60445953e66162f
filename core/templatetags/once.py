"""The one-time token of forms that create something."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.web.idempotency import FIELD

register = template.Library()


@register.simple_tag
def once_token() -> SafeString:
    """`{% once_token %}` inside a form: sent twice, it acts once (core.web.idempotency.once)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(18))
