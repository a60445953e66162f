"""A certificate as the page that is printed."""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString

from core.web.qr import qr
from portal.certificates.content import CertificateContent
from portal.reports.wrap import keep_words

LAYOUT = "5"
"""Part of the file's name: raise it when the template, the style sheet or the fonts change the page."""


def check_address(number: str) -> str:
    """Where anybody sees whether a certificate is still valid; printed and in its QR code."""
    return f"{settings.PUBLIC_URL}{reverse('assessments:certificate', args=[number])}"


def html(content: CertificateContent) -> str:
    """The certificate as one HTML page in the content's language. Every text is escaped."""
    address = check_address(content.number)
    with translation.override(content.language):
        context = {
            "content": content,
            "issued_on": _day(content.issued_on, content.language),
            "visited_on": _day(content.visited_on, content.language) if content.visited_on else "",
            "last_day_on": _day(content.last_day_on, content.language),
            "address": address,
            "qr": qr(address),
            "style": _style(),
        }
        page = render_to_string("certificates/pdf/certificate.html", context)
    return keep_words(page)


def _day(day: date, language: str) -> str:
    # In full, without a day of the week: as deeds are dated.
    return date_format(day, "j F Y" if language == "en" else "Y년 n월 j일")


@cache
def _style() -> SafeString:
    # In the page itself and not in the press: reports need not try these rules on their elements.
    return SafeString((Path(__file__).resolve().parent / "certificate.css").read_text("utf-8"))
