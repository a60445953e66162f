"""The roof's job handlers, gathered for discovery."""

from portal import retention
from portal.certificates.printing import print_certificate
from portal.letterheads.preview import make_preview
from portal.news.handlers import tell_the_day
from portal.news.looks import tell_of_export, tell_of_first_look
from portal.reports.handlers import make_report
from portal.reports.sample import make_sample

__all__ = [
    "make_preview",
    "make_report",
    "make_sample",
    "print_certificate",
    "retention",
    "tell_of_export",
    "tell_of_first_look",
    "tell_the_day",
]
