"""The roof's job handlers, gathered for discovery."""

from portal.reports.handlers import make_report
from portal.reports.sample import make_sample

__all__ = ["make_report", "make_sample"]
