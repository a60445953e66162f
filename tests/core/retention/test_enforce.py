"""What is declared about how long data is kept is what happens to it."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session as Login
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from assessments.models import (
    ApplicationDocument,
    Evidence,
    EvidenceFile,
    LevelApplication,
    Result,
    Session,
    Share,
)
from core.accounts.actor import SYSTEM
from core.consents.retention import retention
from core.jobs import lease as leases
from core.jobs.daily import owe_daily
from core.jobs.models import Job
from core.jobs.relay import Relay
from core.jobs.run import run
from core.models import (
    AccessRecord,
    ApiKey,
    Consent,
    Effect,
    Event,
    Mail,
    Membership,
    Notice,
    Organisation,
    SecondFactorReset,
    User,
)
from core.retention import known_rules
from core.retention.enforce import enforce
from core.retention.handlers import KIND
from core.scope import acting_as_system, enter
from matching.models import Confirmation, Consultation, EnquiryRound, SavedSearch
from portal.letterheads.models import Letterhead
from programmes.models import BulkChange, BulkDraft, Review, SavedView
from tests.core.accounts.people import hanbit, organisation, person
from tests.matching.world import record, supplier
from tests.programmes.world import framework, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = timedelta(days=1)


def _company() -> Organisation:
    made = organisation("company", f"회사 {uuid.uuid4().hex[:6]}")
    Organisation.objects.filter(pk=made.pk).update(created_at=timezone.now() - 3_000 * DAY)
    return made


def _person() -> User:
    return person(f"{uuid.uuid4().hex[:8]}@hanbit.example")


def _membership(end: datetime) -> models.Model:
    return Membership.objects.create(
        organisation=_company(), user=_person(), role="member", state="ended", ended_at=end
    )


def _share(end: datetime) -> Share:
    given = result(_company())
    park = organisation("technopark", "경남테크노파크")
    consent = Consent.objects.create(
        document="t", version="1", wording={}, organisation=given.organisation, recipient=park,
        given_at=end - 900 * DAY,
    )  # fmt: skip
    return Share.objects.create(
        result=given, organisation=given.organisation, recipient=park, consent=consent,
        shared_at=end - 900 * DAY, withdrawn_at=end,
    )  # fmt: skip


def _consent(end: datetime) -> Consent:
    return Consent.objects.create(
        document="t", version="1", wording={}, given_at=end - 900 * DAY, withdrawn_at=end
    )


def _draft(end: datetime) -> Session:
    return Session.objects.create(
        framework=framework(), draft_key="k" * 64, started_at=end - 30 * DAY, changed_at=end - 30 * DAY,
        expires_at=end,
    )  # fmt: skip


def _evidence(end: datetime) -> Evidence:
    given = result(_company())
    file = EvidenceFile.objects.create(
        organisation=given.organisation, name="a.pdf", kind="pdf", sha256="0" * 64, size_bytes=1,
        uploaded_at=timezone.now(),
    )  # fmt: skip
    return Evidence.objects.create(
        organisation=given.organisation, session_id=given.session_id, item="STR1-01", file=file,
        attached_at=end - DAY, removed_at=end,
    )  # fmt: skip


def _application(end: datetime) -> LevelApplication:
    given = result(_company())
    return LevelApplication.objects.create(
        result=given, session_id=given.session_id, organisation=given.organisation, framework=given.framework,
        sigungu="48123", state="withdrawn", started_at=end, ended_at=end,
    )  # fmt: skip


def _document(end: datetime) -> ApplicationDocument:
    row = _application(end)
    file = EvidenceFile.objects.create(
        organisation=row.organisation,
        name="a.pdf",
        kind="pdf",
        sha256="0" * 64,
        size_bytes=1,
        uploaded_at=end,
    )  # fmt: skip
    return ApplicationDocument.objects.create(application=row, kind="form", file=file, attached_at=end)


def _made(model: type[models.Model], field: str, **fields: Any) -> Callable[[datetime], models.Model]:
    """A row that was made at an instant, whatever its own default says."""

    def make(end: datetime) -> models.Model:
        row = model._default_manager.create(**fields)
        if getattr(row, field) != end:
            model._default_manager.filter(pk=row.pk).update(**{field: end})
        return row

    return make


def _review(end: datetime) -> models.Model:
    share = _share(end)
    return Review.objects.create(organisation=share.recipient, result=share.result, note="전화함")


def _view(end: datetime) -> models.Model:
    left = Membership.objects.get(pk=_membership(end).pk)
    return SavedView.objects.create(
        organisation=left.organisation, user=left.user, name="t", query="tier=basic", made_at=end
    )


def _search(end: datetime) -> models.Model:
    left = Membership.objects.get(pk=_membership(end).pk)
    return SavedSearch.objects.create(
        organisation=left.organisation, user=left.user, name="t", wish={"q": "MES"}, made_at=end
    )


def _request(end: datetime) -> models.Model:
    row = supplier("미래시스템")
    return Confirmation.objects.create(
        supplier=row, record=record(row, is_confirmed=False), email="a@b.example", state="refused",
        asked_at=end, expires_at=end + 14 * DAY, ended_at=end,
    )  # fmt: skip


def _consultation(end: datetime) -> Consultation:
    row = supplier("미래시스템")
    return Consultation.objects.create(
        organisation=organisation("company", "한빛정밀"), supplier=row, recipient=row.organisation,
        need="t", start="soon", asked_at=end, due_on=end.date(), changed_at=end,
    )  # fmt: skip


MAKERS: dict[str, Callable[[datetime], models.Model]] = {
    "core.Membership": _membership,
    "core.SecondFactorReset": lambda end: SecondFactorReset.objects.create(
        user=_person(), organisation=organisation("company", "한빛정밀"), reason="잃어버린 휴대전화",
        state="declined", requested_at=end, decided_at=end,
    ),
    "core.Organisation": lambda end: _membership(end).organisation,  # type: ignore[attr-defined]
    "core.Consent": _consent,
    "assessments.Share": _share,
    "assessments.Evidence": _evidence,
    "assessments.LevelApplication": _application,
    "assessments.ApplicationDocument": _document,
    "matching.Consultation": _consultation,
    "core.ApiKey": lambda end: ApiKey.objects.create(
        user=_person(), organisation=organisation("company", "한빛정밀"), name="t",
        prefix=uuid.uuid4().hex[:12], secret_hash="0", expires_at=end,
    ),
    "core.AccessRecord": lambda end: AccessRecord.objects.create(
        at=end, actor_id="", organisation_id="", act="view", subject_kind="result"
    ),
    "axes.AccessAttempt": _made(AccessAttempt, "attempt_time", failures_since_start=1),
    "core.Mail": _made(Mail, "created_at", recipient="a@b.example", subject="t", body="t"),
    "core.Notice": _made(Notice, "created_at", user_id=uuid.UUID(int=1), code="t"),
    "programmes.Review": _review,
    "programmes.BulkChange": lambda end: BulkChange.objects.create(
        organisation=organisation("technopark", "경남테크노파크"), state="done", made_at=end,
        made_by_id=uuid.UUID(int=1),
    ),
    "programmes.BulkDraft": lambda end: BulkDraft.objects.create(
        organisation=organisation("technopark", "경남테크노파크"), state="done", made_at=end,
        made_by_id=uuid.UUID(int=1), result_ids=[],
    ),
    "programmes.SavedView": _view,
    "matching.SavedSearch": _search,
    "matching.EnquiryRound": lambda end: EnquiryRound.objects.create(
        organisation=organisation("company", "한빛정밀"), made_at=end
    ),
    "portal.Letterhead": lambda end: Letterhead.objects.create(
        organisation=organisation("technopark", "경남테크노파크"), version=1, title="t",
        valid_from=end.date(), changed_at=end,
    ),
    "matching.Confirmation": _request,
    "core.Effect": lambda end: _made(
        Effect, "created_at", key=uuid.uuid4().hex, owner="t", body_hash="t", status=200
    )(end),
}  # fmt: skip
DAYS = {name: row.days for row in retention() for name in row.models}
NO_MAKER = {
    "axes.AccessLog",
    "axes.AccessFailureLog",
    "assessments.Answer",
    "assessments.EvidenceFile",
    "assessments.Verification",
    "assessments.Judgement",
    "assessments.VerifiedResult",
    "assessments.Appeal",
    "assessments.Interest",
    "assessments.HintReply",
    "assessments.FormerVerifiedResult",
    "assessments.CommitteeVote",
    "assessments.LevelCertificate",
    "assessments.FormerAnswer",
    "programmes.FormerNote",
    "assessments.Delegation",
    "assessments.Plant",
    "assessments.Result",
    "matching.Message",
    "matching.Proposal",
}
WITHOUT_END = {
    "assessments.BarrierSurvey",
    "assessments.BenchmarkEntry",
    "assessments.Investment",
    "core.User",
    "core.NoticeChoice",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
}


def test_every_model_with_a_declared_end_has_a_rule_and_the_others_say_that_a_person_ends_them() -> None:
    ruled = {name for rule in known_rules() for name in rule.models}
    assert ruled == {name for name, days in DAYS.items() if days is not None}
    assert {name for name, days in DAYS.items() if days is None} == WITHOUT_END
    assert ruled == {*MAKERS, *NO_MAKER, "assessments.Session", "sessions.Session"}


@pytest.mark.parametrize("model", MAKERS)
def test_what_is_over_its_declared_days_is_destroyed_and_what_is_not_stays(model: str) -> None:
    days = DAYS[model]
    assert days is not None
    now = timezone.now()
    old = MAKERS[model](now - (days + 1) * DAY)
    young = MAKERS[model](now - (days - 1) * DAY)
    enforce()
    enter(SYSTEM)
    kept = set(type(old)._default_manager.values_list("pk", flat=True))
    assert old.pk not in kept
    assert young.pk in kept


def test_expired_drafts_and_sessions_go_and_running_ones_stay() -> None:
    now = timezone.now()
    old, young = _draft(now - DAY), _draft(now + DAY)
    Login.objects.create(session_key="old", session_data="", expire_date=now - DAY)
    Login.objects.create(session_key="new", session_data="", expire_date=now + DAY)
    enforce()
    enter(SYSTEM)
    assert list(Session.objects.values_list("pk", flat=True)) == [young.pk] != [old.pk]
    assert [each.session_key for each in Login.objects.all()] == ["new"]


def test_a_company_with_a_diagnostic_stays_although_everybody_left() -> None:
    company = _company()
    Membership.objects.create(
        organisation=company, user=_person(), role="member", state="ended",
        ended_at=timezone.now() - 2_000 * DAY,
    )  # fmt: skip
    made = result(company)
    enforce()
    enter(SYSTEM)
    assert Result.objects.get().pk == made.pk
    assert Organisation.objects.filter(pk=company.pk).exists()


def test_each_destruction_is_an_event_without_personal_data() -> None:
    for _ in range(3):
        MAKERS["core.Mail"](timezone.now() - 400 * DAY)
    assert enforce() == {"core.Mail": 3}
    event = Event.objects.get(verb="retention.destroyed")
    assert event.data == {"models": ["core.Mail", "core.Notice"], "count": 3}
    assert event.actor_id == "system"


def test_run_again_it_destroys_nothing_more() -> None:
    MAKERS["core.Mail"](timezone.now() - 400 * DAY)
    enforce()
    assert enforce() == {}
    assert Event.objects.filter(verb="retention.destroyed").count() == 1


def test_postgresql_itself_keeps_younger_access_records() -> None:
    row = MAKERS["core.AccessRecord"](timezone.now() - 700 * DAY)
    for sql in ("DELETE FROM core_accessrecord", "UPDATE core_accessrecord SET actor_id = 'x'"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert AccessRecord.objects.get().pk == row.pk


def test_a_worker_that_dies_in_the_middle_leaves_whole_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.retention import rules as module

    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        MAKERS["core.Mail"](timezone.now() - 400 * DAY)
    seen: list[str] = []

    def die(name: str, _done: int, _total: int) -> None:
        seen.append(name)
        if seen.count("core.Mail") == 3:  # two batches are through
            raise SystemExit

    with pytest.raises(SystemExit):
        enforce(die)
    enter(SYSTEM)
    counted = sum(each.data["count"] for each in Event.objects.filter(verb="retention.destroyed"))
    assert (Mail.objects.count(), counted) == (1, 4)
    assert enforce() == {"core.Mail": 1}


def _at_hour(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    from core.jobs import daily

    monkeypatch.setattr(daily, "HOUR", hour)


def test_the_day_is_owed_once_however_many_relays_look_at_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    _at_hour(monkeypatch, 0)
    for _ in range(3):
        owe_daily()
    assert Job.objects.filter(kind=KIND).count() == 1
    _at_hour(monkeypatch, 24)
    Job.objects.all().delete()
    owe_daily()
    assert not Job.objects.exists()


def test_the_relay_looks_at_the_clock_and_a_worker_does_the_days_job(monkeypatch: pytest.MonkeyPatch) -> None:
    _at_hour(monkeypatch, 0)
    looks: list[int] = []

    def clock() -> None:
        looks.append(1)
        owe_daily()

    relay = Relay(lambda _lease: None, window=5, clock=clock)
    relay._look_at_the_clock()
    relay._look_at_the_clock()
    assert len(looks) == 1
    MAKERS["core.Mail"](timezone.now() - 400 * DAY)
    (lease,) = [each for each in leases.offer(window=50) if each.kind == KIND]
    assert run(lease) == "done"
    enter(SYSTEM)
    assert not Mail.objects.exists()
    assert Job.objects.get(kind=KIND).state == "done"


def test_the_command_does_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    hanbit()
    MAKERS["core.Notice"](timezone.now() - 400 * DAY)
    call_command("enforce_retention")
    with acting_as_system():
        assert not Notice.objects.exists()
    assert "core.Mail: 1" in capsys.readouterr().out
