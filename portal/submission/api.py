"""Sessions over the API: the same submission as on the page."""

import uuid
from datetime import datetime
from typing import Any

from rest_framework.viewsets import GenericViewSet

from assessments.api.sessions import SessionViewSet as Base
from assessments.models import Result
from core.accounts.actor import Actor
from portal.submission.actions import submit_and_recommend


class SessionViewSet(Base):
    """A company's diagnostic sessions, their answers and their submission."""

    def submitted(self, session_id: uuid.UUID, by: Actor, at: datetime) -> Result:
        """Scored and recommended in one transaction."""
        return submit_and_recommend(session_id=session_id, by=by, at=at)


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [("sessions", SessionViewSet, "session")]
