"""The floor's tasks and job handlers, gathered for discovery."""

from core.jobs.tasks import run_job
from core.notices.handlers import send_mail
from core.retention import floor
from core.retention.handlers import destroy_what_is_over

__all__ = ["destroy_what_is_over", "floor", "run_job", "send_mail"]
