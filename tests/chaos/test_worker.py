"""Faults around the worker: real processes, a real database, bounded."""

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from core.accounts.actor import SYSTEM
from core.jobs.models import Job
from core.models import Mail, Notice
from core.scope import acting_as_system
from portal.reports import storage
from portal.reports.models import Report
from tests.chaos.worker import Worker, wait_for
from tests.portal.reports import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "worker.log"


@pytest.fixture
def workers(log: Path) -> Iterator[list[Worker]]:
    started: list[Worker] = []
    yield started
    for worker in started:
        worker.close()


def order(count: int) -> list[uuid.UUID]:
    with acting_as_system():
        hanbit = cast.organisation("한빛정밀")
        by = cast.actor(hanbit)
        return [cast.ordered(hanbit, by).pk for _ in range(count)]


def published() -> int:
    with acting_as_system():
        return Report.objects.published().count()


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_worker_killed_in_the_middle_of_a_report_leaves_it_to_the_next_one_once(
    workers: list[Worker], log: Path
) -> None:
    (report_id,) = order(1)
    job = Job.objects.get(kind="report")
    workers.append(Worker(log))
    wait_for(
        lambda: Job.objects.filter(pk=job.pk, state="running", step__in=["layout", "writing"]).exists(),
        40,
        "the report's beginning",
    )
    workers[0].kill()
    assert state(job) == "running"
    assert published() == 0
    workers.append(Worker(log))
    wait_for(lambda: published() == 1, 60, "the report")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    with acting_as_system():
        report = Report.objects.get(pk=report_id)
    pdf = storage.get(report.file_sha256)
    assert hashlib.sha256(pdf).hexdigest() == report.file_sha256
    assert Notice.objects.filter(code="report_ready").count() == 1
    folder = Path(default_storage.path("reports"))
    assert list(folder.rglob(".making-*")) == []


def test_the_death_of_a_child_is_survived_by_the_worker(workers: list[Worker], log: Path) -> None:
    order(2)
    workers.append(Worker(log))
    wait_for(lambda: Job.objects.filter(state="running", step="layout").exists(), 40, "a report's beginning")
    import psutil

    parent = psutil.Process(workers[0].process.pid)
    helpers = [each for each in parent.children(recursive=True) if "portal.reports.helper" in each.cmdline()]
    assert helpers
    for helper in helpers:
        helper.kill()
    wait_for(lambda: published() == 2, 60, "both reports")
    assert set(Job.objects.filter(kind="report").values_list("state", flat=True)) == {"done"}


def test_sigterm_lets_running_work_end_and_leaves_the_rest_for_the_next_worker(
    workers: list[Worker], log: Path
) -> None:
    order(6)
    workers.append(Worker(log))
    wait_for(lambda: Job.objects.filter(state="running").exists(), 40, "the first report's beginning")
    assert workers[0].terminate() == 0
    assert not Job.objects.filter(state="running").exists()
    assert not Job.objects.filter(state="failed").exists()
    workers.append(Worker(log))
    wait_for(lambda: published() == 6, 60, "all reports")
    assert set(Job.objects.filter(kind="report").values_list("attempts", flat=True)) == {1}


def test_a_poison_report_fails_loudly_and_alone(workers: list[Worker], log: Path) -> None:
    poisoned, *_others = order(3)
    with acting_as_system():
        Report.objects.filter(pk=poisoned).update(content={"schema": "of another age"})
    workers.append(Worker(log))
    wait_for(lambda: published() == 2, 60, "the other reports")
    wait_for(lambda: Job.objects.filter(state="failed").count() == 1, 20, "the failure")
    assert "cannot be read" in Job.objects.get(state="failed").error
    assert "failed for good" in log.read_text()


def test_a_dead_broker_costs_the_order_nothing_and_loses_nothing(workers: list[Worker], log: Path) -> None:
    workers.append(Worker(log, CELERY_BROKER_URL="amqp://guest@127.0.0.1:9/"))
    order(3)
    assert Job.objects.filter(kind="report", state="queued", attempts=0).count() == 3
    workers[0].kill()
    workers.append(Worker(log))
    wait_for(lambda: published() == 3, 60, "all reports")


def test_a_mail_is_kept_as_sent_once(workers: list[Worker], log: Path) -> None:
    from django.core.mail import EmailMessage, get_connection

    outbox = get_connection("core.notices.backend.OutboxBackend")
    for place in range(5):
        EmailMessage(f"알림 {place}", "본문", to=["owner@hanbit.example"], connection=outbox).send()
    workers.append(Worker(log, EMAIL_DELIVERY_BACKEND="core.notices.backend.KeepBackend"))
    wait_for(lambda: Mail.objects.filter(sent_at__isnull=False).count() == 5, 40, "all mails")
    assert set(Job.objects.filter(kind="mail").values_list("attempts", flat=True)) == {1}
    assert SYSTEM.is_system
