"""What belongs to a session and has its address below it."""

from assessments.api.ids import uuid_of
from assessments.models import Session
from assessments.queries import session_of
from core.accounts.roles import Kind
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.request import now

COMPANY = frozenset({Kind.COMPANY.value})
ITEM = "[0-9A-Za-z][0-9A-Za-z_.-]{0,39}"
"""Codes of items in addresses."""


class SessionPart(ScopedViewSet):
    """A part of one of the company's own sessions: `/sessions/<id>/...`."""

    access = Access("*", kinds=COMPANY)
    queryset = Session.objects.none()
    pagination_class = None
    filter_backends = ()

    def session(self) -> Session:
        """The session of the address. 404 for one that the caller may not know."""
        return session_of(uuid_of(self.kwargs["session"]), self.by, now())
