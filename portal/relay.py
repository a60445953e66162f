"""The relay's hand: what core's relay offers goes to Celery's broker here, and nowhere else."""

from core.jobs.lease import Lease
from core.jobs.tasks import RUN
from portal.celery import app


def send(lease: Lease) -> None:
    """Hand one offer to the broker. Raises whatever the broker raises, within seconds."""
    app.send_task(RUN, args=[str(lease.job), lease.kind, str(lease.token)], retry=False)
