"""What the header asks on every page."""

from core.accounts.actor import Actor
from core.notices.models import Notice


def unread_count(by: Actor) -> int:
    """How many notices the person has not opened (one query; none for a visitor)."""
    return Notice.objects.visible_to(by).filter(read_at=None).count() if by.user_id else 0
