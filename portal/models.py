"""The roof's models, gathered for Django."""

from portal.letterheads.models import Letterhead
from portal.reports.models import Report

__all__ = ["Letterhead", "Report"]
