"""The rules of the floor's own models."""

from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Q

from core.accounts.actor import Actor
from core.accounts.models import ApiKey, Consent, Membership, MembershipState, SecondFactorReset
from core.audit.models import AccessRecord
from core.jobs.models import Job, JobState
from core.limits.purging import purge_expired
from core.notices.models import Mail, Notice
from core.retention.rules import destroy, end_of, keeps
from core.web.idempotency import purge_effects


@keeps("core.Membership", "core.SecondFactorReset")
def places(by: Actor, at: datetime) -> int:
    """Ended memberships, invitations that ran out, and decided resets."""
    before = end_of("core.Membership", at)
    over = Q(state=MembershipState.ENDED.value, ended_at__lt=before) | Q(
        state=MembershipState.INVITED.value, expires_at__lt=before
    )
    return destroy(Membership.objects.filter(over)) + destroy(
        SecondFactorReset.objects.filter(decided_at__lt=before)
    )


@keeps("core.Consent")
def consents(by: Actor, at: datetime) -> int:
    """Withdrawn consents on which nothing hangs any more."""
    before = end_of("core.Consent", at)
    return destroy(Consent.objects.filter(withdrawn_at__lt=before, shares__isnull=True))


@keeps("core.ApiKey")
def keys(by: Actor, at: datetime) -> int:
    """Keys that expired."""
    return destroy(ApiKey.objects.filter(expires_at__lt=end_of("core.ApiKey", at)))


@keeps("core.AccessRecord", "axes.AccessAttempt", "axes.AccessLog", "axes.AccessFailureLog")
def access_records(by: Actor, at: datetime) -> int:
    """Access records, which PostgreSQL lets go after two years and never earlier."""
    before = end_of("core.AccessRecord", at)
    return destroy(AccessRecord.objects.filter(at__lt=before)) + sum(
        destroy(model._default_manager.filter(attempt_time__lt=before))
        for model in (AccessAttempt, AccessLog, AccessFailureLog)
    )


@keeps("core.Mail", "core.Notice")
def messages(by: Actor, at: datetime) -> int:
    """Mails with the jobs that sent them, and notices."""
    before = end_of("core.Mail", at)
    destroy(Job.objects.filter(kind="mail", state=JobState.DONE.value, finished_at__lt=before))
    return destroy(Mail.objects.filter(created_at__lt=before)) + destroy(
        Notice.objects.filter(created_at__lt=before)
    )


@keeps("sessions.Session", "core.Effect")
def passing(by: Actor, at: datetime) -> int:
    """Sessions that ran out, keys that keep a form from acting twice, counters and cached values."""
    return (
        destroy(Session.objects.filter(expire_date__lt=at))
        + purge_effects(end_of("core.Effect", at))
        + purge_expired()
    )
