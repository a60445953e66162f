"""Stored results beside what their answers come to today."""

import uuid
from collections.abc import Iterator

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Session, SessionState
from assessments.queries.answered import answers_of
from assessments.scoring import score


def rescored(version: FrameworkVersion) -> Iterator[tuple[uuid.UUID, bool]]:
    """Every result of this framework version, and whether its answers still come to the stored trace."""
    framework = framework_of(version)
    sessions = Session.objects.filter(framework=version, state=SessionState.SUBMITTED.value)
    for result, outcome, given in answers_of(framework, sessions, "result__id", "result__outcome"):
        yield result, score(framework, given).trace() == outcome
