"""A company hears of the first look at its result and of every file with its rows; each once."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import transaction

from core import audit
from core.accounts.models import Organisation, User
from core.audit.models import AccessRecord
from core.jobs import lease as leases
from core.jobs.models import Job
from core.jobs.run import run
from core.models import Notice
from tests.assessments.test_share import result_of
from tests.core.accounts.people import AT, actor, gyeongnam_tp, hanbit, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Organisation:
    return hanbit()


@pytest.fixture
def owner(company: Organisation) -> User:
    return person("kim@hanbit.example", company)


def work() -> list[str]:
    """Runs what is owed, but the mails."""
    return [run(each) for each in leases.offer(window=9) if each.kind != "mail"]


def look(officer: User, subject: object, company: Organisation, at: object = AT) -> None:
    audit.record_access(
        by=actor(officer), at=at, act="view", subject_kind="result", subject_id=subject,
        subject_organisation_id=company.pk,
    )  # fmt: skip


def test_the_first_look_of_an_institution_is_told_once(company: Organisation, owner: User) -> None:
    result = result_of(company)
    officer, colleague = (
        person(f"{each}@tp.example", park, "officer") for park in [gyeongnam_tp()] for each in ("o", "p")
    )
    for each in (officer, colleague, officer):
        look(each, result.pk, company)
    assert work() == ["done"]
    notice = Notice.objects.get()
    assert (notice.user_id, notice.code, notice.url) == (owner.pk, "result_opened", "/consents/")
    assert notice.params == {"who": "경남테크노파크", "day": "2026-11-21"}
    look(officer, result.pk, company)
    assert work() == []
    assert len(outbox.outbox) == 1


def test_a_result_first_opened_long_ago_is_no_news(company: Organisation, owner: User) -> None:
    result = result_of(company)
    officer = person("o@tp.example", gyeongnam_tp(), "officer")
    AccessRecord.objects.create(
        at=AT - timedelta(days=30), act="view", subject_kind="result", subject_id=str(result.pk),
        organisation_id=str(actor(officer).organisation_ids[0]), subject_organisation_id=str(company.pk),
    )  # fmt: skip
    look(officer, result.pk, company)
    assert work() == ["done"]
    assert not Notice.objects.exists()


def test_every_company_in_a_file_hears_the_reason_and_until_when_it_is_kept(
    company: Organisation, owner: User
) -> None:
    officer = person("o@tp.example", gyeongnam_tp(), "officer")
    audit.record_accesses(
        by=actor(officer), at=AT, act="export", subject_kind="results", reason="2026년 수요 조사",
        counts={company.pk: 2},
    )  # fmt: skip
    job = Job.objects.get(kind="rows-exported")
    assert "수요" not in str(job.payload)
    assert work() == ["done"]
    notice = Notice.objects.get()
    assert (notice.user_id, notice.code) == (owner.pk, "rows_exported")
    assert notice.params == {"who": "경남테크노파크", "reason": "2026년 수요 조사", "until": "2027-02-19"}


def test_a_worker_that_dies_half_way_tells_nobody_twice(company: Organisation, owner: User) -> None:
    officer = person("o@tp.example", gyeongnam_tp(), "officer")
    audit.record_accesses(
        by=actor(officer), at=AT, act="export", subject_kind="results", reason="수요 조사",
        counts={company.pk: 1},
    )  # fmt: skip
    assert work() == ["done"]
    Job.objects.filter(kind="rows-exported").update(state="queued", lease_token=None, lease_until=None)
    assert work() == ["done"]
    assert Notice.objects.count() == 1


def test_a_look_that_is_undone_owes_nothing(company: Organisation, owner: User) -> None:
    officer = person("o@tp.example", gyeongnam_tp(), "officer")
    with transaction.atomic():
        look(officer, result_of(company).pk, company)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
