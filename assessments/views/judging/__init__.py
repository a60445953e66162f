"""The assessor's desk: the questions of a verification, and one of them with the level found."""

from assessments.views.judging.item import verification_item, verification_undo
from assessments.views.judging.listing import desk
from assessments.views.judging.reading import ASSESSORS, BODY, found, read

__all__ = ["ASSESSORS", "BODY", "desk", "found", "read", "verification_item", "verification_undo"]
