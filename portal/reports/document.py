"""A content as the HTML that is printed: the template, the drawings, and words that stay whole."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core.web.qr import qr
from portal.reports import drawings, logo
from portal.reports.content import ReportContent
from portal.reports.wrap import keep_words

TEMPLATE_VERSION = "10"
"""Part of a report's key: raise it when the template, the style sheet or the fonts change what is printed."""


def verification_address(number: str) -> str:
    """Where anybody can check a report; printed and in its QR code."""
    return f"{settings.PUBLIC_URL}/verify/{number}/"


def html(content: ReportContent) -> str:
    """The whole report as one HTML page in the content's language. Every text is escaped.

    A content without a number is printed as one that nobody can look up.
    """
    with translation.override(content.language):
        address = verification_address(content.number) if content.number else ""
        context = {
            "content": content,
            "standing": content.standing,
            "address": address,
            "areas_plot": drawings.areas_plot(content),
            "areas_radar": drawings.areas_radar(content),
            "ladder": drawings.ladder(content.standing.ladder, height=130),
            "cover_ladder": drawings.ladder(content.standing.ladder, on_dark=True, height=190),
            "path": drawings.path(content),
            "head": content.letterhead,
            "logo": logo.address(content.letterhead),
            "qr": qr(address) if address else "",
            "template_version": TEMPLATE_VERSION,
        }
        page = render_to_string("reports/pdf/report.html", context)
    return keep_words(page)
