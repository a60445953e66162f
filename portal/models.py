"""The roof's models, gathered for Django."""

from portal.reports.models import Report

__all__ = ["Report"]
