"""What apps above do as soon as a certificate is issued, in the transaction of the decision."""

import uuid
from collections.abc import Callable
from datetime import datetime

Follower = Callable[[uuid.UUID, datetime], None]
"""The application whose certificate was issued, and when."""

_followers: list[Follower] = []


def follow_issued(follower: Follower) -> None:
    """Call this as well whenever a certificate is issued; registering twice is once."""
    if follower not in _followers:
        _followers.append(follower)


def issued(application_id: uuid.UUID, at: datetime) -> None:
    """Tell everybody who follows."""
    for follower in _followers:
        follower(application_id, at)
