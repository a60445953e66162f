"""Ids as addresses carry them."""

import uuid

from django.http import Http404


def uuid_of(text: str) -> uuid.UUID:
    """The id; 404 for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
