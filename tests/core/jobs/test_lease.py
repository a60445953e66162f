"""Leases: PostgreSQL decides who may work on a job."""

import uuid

import pytest
from django.db import connection

from core.jobs import lease as leases
from core.jobs.handlers import JobFailed, handles
from core.jobs.models import Job
from core.jobs.relay import Relay, mourn
from core.jobs.run import run
from core.jobs.work import LeaseLost, Work

pytestmark = pytest.mark.django_db
DONE: list[str] = []


@handles("test-count", attempts=3, lease_seconds=20)
def _count(work: Work) -> None:
    DONE.append(str(work.lease.job))


@handles("test-broken", attempts=2)
def _broken(work: Work) -> None:
    raise ValueError("it broke")


@handles("test-hopeless", attempts=5)
def _hopeless(work: Work) -> None:
    raise JobFailed("nothing helps")


@handles("test-zombie", attempts=3)
def _zombie(work: Work) -> None:
    expire(work.lease.job)
    mourn()
    with work.publishing():
        Job.objects.filter(pk=work.lease.job).update(step="published")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    DONE.clear()


def owed(kind: str = "test-count") -> Job:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    return Job.objects.create(kind=kind, dedupe_key=str(uuid.uuid4()), not_before=now)


def expire(job: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_job SET lease_until = now() - interval '1 s' WHERE id = %s", [job])


def test_a_due_job_is_offered_once() -> None:
    job = owed()
    (lease,) = leases.offer(window=10)
    assert lease.job == job.pk
    assert leases.offer(window=10) == []


NESTED = [
    f"SET LOCAL enable_{each} = off" for each in ("hashagg", "hashjoin", "mergejoin", "sort", "material")
]


@pytest.mark.parametrize("settings", [[], NESTED], ids=["any plan", "nested loops"])
def test_no_more_jobs_are_offered_than_the_window_holds(settings: list[str]) -> None:
    for _ in range(5):
        owed()
    with connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(setting)
    assert len(leases.offer(window=3)) == 3
    assert leases.offer(window=3) == []


def test_an_offer_that_nobody_begins_is_made_again_and_the_first_is_stale() -> None:
    job = owed()
    (first,) = leases.offer(window=10)
    expire(job.pk)
    (second,) = leases.offer(window=10)
    assert run(first) == "stale"
    assert run(second) == "done"
    assert [str(job.pk)] == DONE


def test_a_done_job_is_not_run_again() -> None:
    job = owed()
    (lease,) = leases.offer(window=10)
    assert run(lease) == "done"
    assert run(lease) == "stale"
    assert leases.offer(window=10) == []
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_token) == ("done", 1, None)


def test_a_failing_job_waits_longer_and_then_fails_alone() -> None:
    broken, other = owed("test-broken"), owed()
    by_job = {lease.job: lease for lease in leases.offer(window=10)}
    assert run(by_job[broken.pk]) == "again"
    assert run(by_job[other.pk]) == "done"
    broken.refresh_from_db()
    assert broken.state == "queued"
    assert "it broke" in broken.error
    assert leases.offer(window=10) == []
    Job.objects.filter(pk=broken.pk).update(not_before=broken.created_at)
    (lease,) = leases.offer(window=10)
    assert run(lease) == "failed"
    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == ("failed", 2)


def test_a_hopeless_job_is_not_tried_again() -> None:
    job = owed("test-hopeless")
    (lease,) = leases.offer(window=10)
    assert run(lease) == "failed"
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "nothing helps")


def test_a_job_of_an_unknown_kind_fails_loudly() -> None:
    job = owed("nobody-knows")
    (lease,) = leases.offer(window=10)
    assert run(lease) == "failed"
    job.refresh_from_db()
    assert "no handler" in job.error


def test_a_running_job_whose_worker_died_is_queued_again() -> None:
    job = owed()
    (lease,) = leases.offer(window=10)
    assert leases.begin(lease, seconds=20) is not None
    mourn()
    job.refresh_from_db()
    assert job.state == "running"
    expire(job.pk)
    mourn()
    job.refresh_from_db()
    assert (job.state, job.lease_token) == ("queued", None)


def test_a_job_that_kills_its_worker_every_time_fails_after_its_attempts() -> None:
    job = owed()
    for _ in range(3):
        Job.objects.filter(pk=job.pk).update(not_before=job.created_at)
        (lease,) = leases.offer(window=10)
        assert leases.begin(lease, seconds=20) is not None
        expire(job.pk)
        mourn()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)


def test_a_zombie_publishes_nothing() -> None:
    job = owed("test-zombie")
    (lease,) = leases.offer(window=10)
    assert run(lease) == "stale"
    job.refresh_from_db()
    assert (job.state, job.step) == ("queued", "")


def test_progress_of_a_lost_lease_is_refused() -> None:
    owed()
    (lease,) = leases.offer(window=10)
    begun = leases.begin(lease, seconds=20)
    assert begun is not None
    work = Work(lease, *begun, lease_seconds=20)
    work.progress("layout", 1, 4)
    assert Job.objects.get(pk=lease.job).progress_done == 1
    expire(lease.job)
    mourn()
    with pytest.raises(LeaseLost):
        work.progress("writing", 2, 4)


def test_a_dead_broker_leaves_the_job_queued_for_later() -> None:
    job = owed()

    def dead(lease: leases.Lease) -> None:
        raise ConnectionRefusedError("no broker")

    assert Relay(dead, window=4).sweep() == 0
    job.refresh_from_db()
    assert (job.state, job.lease_token, job.attempts) == ("queued", None, 0)
    assert job.not_before > job.created_at


def test_the_relay_hands_out_what_is_due() -> None:
    job = owed()
    sent: list[leases.Lease] = []
    assert Relay(sent.append, window=4).sweep() == 1
    assert [lease.job for lease in sent] == [job.pk]
    assert run(sent[0]) == "done"
