"""Ids that a program sends."""

import uuid

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


def as_id(text: str, field: str = "id") -> uuid.UUID:
    """The id; a 400 that names the field for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValidationError({field: [_("This is no id.")]}) from None
