"""From a certificate's row to what is printed of it, and who may have it."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import LevelCertificate
from assessments.queries.confirmation import level_of
from assessments.workflow import Standing
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role
from core.models import Organisation
from core.web import Refused
from core.web.naming import place_name
from portal.certificates.content import CertificateContent
from portal.reports.build.wording import said

KINDS = {Kind.COMPANY.value, Kind.MINISTRY.value, Kind.COMMITTEE.value}
ROLES = {
    Role.ADMINISTRATOR.value,
    Role.MEMBER.value,
    Role.PROGRAMME_ADMINISTRATOR.value,
    Role.COMMITTEE_MEMBER.value,
}
LANGUAGES = {"ko": "한국어", "en": "English"}


def certificate_of(application_id: uuid.UUID, by: Actor) -> LevelCertificate:
    """The certificate of an application that one may see. Raises LevelCertificate.DoesNotExist."""
    rows = LevelCertificate.objects.visible_to(by).select_related("application", "organisation", "framework")
    return rows.defer("framework__source").get(application_id=application_id)


def check_valid(row: LevelCertificate, on: date) -> None:
    """Refused (409) unless it is valid on the day: paper in a file of a bank would outlive what it says."""
    standing = row.standing(on)
    if standing is Standing.REVOKED:
        raise Refused(
            _("This certificate was revoked, so it is not printed any more."), code="revoked", status=409
        )
    if standing is Standing.EXPIRED:
        raise Refused(
            _("This certificate has expired, so it is not printed any more. Apply for a new one."),
            code="expired",
            status=409,
        )


def content_of(row: LevelCertificate, language: str) -> CertificateContent:
    """What is printed. Company and committee bear the names they have today (one query)."""
    application, framework = row.application, framework_of(row.framework)
    level = level_of(framework, row.level)
    committee = Organisation.objects.filter(kind=Kind.COMMITTEE.value).order_by("created_at", "pk").first()
    report = application.report if application else {}
    with translation.override(language):
        return CertificateContent(
            language=language,
            number=row.number,
            company=row.organisation.name if row.organisation else "",
            plant=application.plant_name if application else "",
            place=place_name(application.sigungu) if application else "",
            level=row.level,
            level_title=said(level.title) if level else "",
            scale=said(level.scale.title) if level and level.scale else "",
            framework=said(framework.title),
            version=row.framework.version,
            issued_on=row.issued_on,
            last_day_on=row.last_day_on,
            committee=committee.name if committee else "",
            visited_on=application.visit_on if application else None,
            judged=report.get("judged"),
            asked=_asked(report),
        )


def _asked(report: Mapping[str, Any]) -> int | None:
    """How many questions there were: those looked at one by one, and the rest."""
    judged, rest = report.get("judged"), report.get("rest")
    return None if judged is None or rest is None else judged + rest
