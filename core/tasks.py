"""The floor's tasks and job handlers, gathered for discovery."""

from core.jobs.tasks import run_job
from core.notices.handlers import send_mail

__all__ = ["run_job", "send_mail"]
