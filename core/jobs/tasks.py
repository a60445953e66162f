"""The one Celery task: it carries a job's id and the offer's token, never the work itself."""

import uuid

from celery import shared_task

from core.jobs.lease import Lease
from core.jobs.run import run

RUN = "core.jobs.run"


@shared_task(name=RUN, ignore_result=True)
def run_job(job: str, kind: str, token: str) -> str:
    """Run the offered job."""
    return run(Lease(uuid.UUID(job), kind, uuid.UUID(token)))
