"""Printing a certificate: a job of the worker, once for the same words; the file is kept for a month."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import LevelCertificate
from core import audit
from core.accounts.actor import SYSTEM, Actor
from core.jobs.actions import owe
from core.jobs.handlers import handles
from core.jobs.models import Job
from core.jobs.work import Work
from core.scope import acting_as_system
from core.web import Refused
from core.web.wording import SEOUL
from portal.certificates.composition import LANGUAGES, certificate_of, check_valid, content_of
from portal.certificates.content import CertificateContent
from portal.certificates.document import LAYOUT, html
from portal.reports.handlers import print_page

KIND = "level-certificate"
FOLDER = "certificates"


@dataclass(frozen=True, slots=True)
class Printable:
    """A valid certificate, what is printed of it, and where its file lies."""

    row: LevelCertificate
    content: CertificateContent

    @property
    def name(self) -> str:
        """The file's name in storage: the same words and layout give the same file."""
        return f"{FOLDER}/{self.content.digest}-{LAYOUT}.pdf"

    @property
    def pdf(self) -> bytes | None:
        """The file; None while it is not printed."""
        if not default_storage.exists(self.name):
            return None
        with default_storage.open(self.name, "rb") as file:
            pdf: bytes = file.read()
        return pdf


def printable(*, application_id: uuid.UUID, language: str, by: Actor, at: datetime) -> Printable:
    """The certificate of an application, in a language. Raises LevelCertificate.DoesNotExist for one that the
    actor may not see; Refused "language", 409 "revoked" and "expired".
    """
    if language not in LANGUAGES:
        raise Refused(_("A certificate is printed in Korean or in English."), code="language")
    row = certificate_of(application_id, by)
    check_valid(row, at.astimezone(SEOUL).date())
    return Printable(row, content_of(row, language))


@transaction.atomic
def order_certificate(*, paper: Printable, by: Actor, at: datetime) -> Job:
    """The job that prints it, once a day at most for the same words: by then its file is there."""
    row, language = paper.row, paper.content.language
    job = owe(
        kind=KIND,
        dedupe_key=f"{paper.name}:{by.user_id}:{at.astimezone(SEOUL).date()}",
        payload={"application": str(row.application_id), "language": language},
        by=by,
        at=at,
    )
    audit.record(
        by=by,
        at=at,
        verb="level_certificate.ordered",
        subject_kind="level_certificate",
        subject_id=row.pk,
        data={"number": row.number, "language": language},
    )
    return job


def print_beforehand(application_id: uuid.UUID, at: datetime) -> None:
    """Have a certificate printed in every language as it is issued: it is there when it is asked for."""
    for language in LANGUAGES:
        owe(
            kind=KIND,
            dedupe_key=f"{KIND}:{application_id}:{language}",
            payload={"application": str(application_id), "language": language},
            by=SYSTEM,
            at=at,
        )


@handles(KIND, attempts=3)
def print_certificate(work: Work) -> None:
    """Print it and store it, unless it is there, or is valid no longer."""
    with acting_as_system() as by:
        try:
            paper = printable(
                application_id=uuid.UUID(str(work.payload["application"])),
                language=str(work.payload["language"]),
                by=by,
                at=timezone.now(),
            )
        except (LevelCertificate.DoesNotExist, Refused):
            return
    if not default_storage.exists(paper.name):
        pdf = print_page(html(paper.content), work).pdf
        default_storage.save(paper.name, ContentFile(pdf))
