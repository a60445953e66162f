"""The models of the floor, gathered for Django."""

from core.accounts.models import (
    ApiKey,
    Consent,
    Membership,
    MembershipState,
    Organisation,
    ResetState,
    SecondFactorReset,
    User,
)
from core.audit.models import AccessRecord, Event
from core.jobs.models import Job, JobState
from core.notices.models import Mail, Notice, NoticeChoice
from core.web.models import Effect

__all__ = [
    "AccessRecord",
    "ApiKey",
    "Consent",
    "Effect",
    "Event",
    "Job",
    "JobState",
    "Mail",
    "Membership",
    "MembershipState",
    "Notice",
    "NoticeChoice",
    "Organisation",
    "ResetState",
    "SecondFactorReset",
    "User",
]
