"""Applications for confirmed levels: who may vote, what stands in a certificate for everybody."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection
from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import (
    ApplicationDocument,
    CommitteeVote,
    DocumentKind,
    FrameworkVersion,
    Interest,
    LevelApplication,
    Subject,
    VerifiedResult,
)
from assessments.models.application import VoteQuerySet
from assessments.scoring import Framework
from assessments.scoring.framework import Level
from assessments.ties import ties
from assessments.workflow import Standing, Step, normalised, standing
from core.accounts.actor import Actor
from core.accounts.models import Membership, Organisation
from core.accounts.roles import Kind, Role


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What anybody who holds the number may know; `company` is empty unless the company let it be shown.

    `judged` questions were looked at one by one, `rest` stand as the company answered; None where the report
    says nothing of it.
    """

    number: str
    framework: Framework
    level: int
    issued_on: date
    last_day_on: date
    revoked_on: date | None
    company: str
    judged: int | None
    rest: int | None

    @property
    def asked(self) -> int | None:
        """How many questions there were."""
        return None if self.judged is None or self.rest is None else self.judged + self.rest

    def standing(self, on: date) -> Standing:
        """What it is worth on a day."""
        return standing(self.last_day_on, on, is_revoked=self.revoked_on is not None)


_CAST = "assessments_votes_cast"
"""PostgreSQL's door to the number of votes that stand; the votes of others are sealed."""

_PUBLIC = """
SELECT c.*, s.judged, s.rest FROM assessments_public_certificate(%s) c
LEFT JOIN LATERAL assessments_certificate_looked_at(c.number) s ON true
"""


def public_certificate(number: str) -> PublicCertificate | None:
    """The certificate of this number, however it is typed; None where there is none (two queries)."""
    wanted = normalised(number)
    if "\0" in wanted:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_PUBLIC, [wanted])
        row = cursor.fetchone()
    if row is None:
        return None
    found, framework_id, level, issued_on, last_day_on, revoked_on, company, judged, rest = row
    framework = framework_of(FrameworkVersion.objects.defer("source").get(pk=framework_id))
    return PublicCertificate(
        found, framework, level, issued_on, last_day_on, revoked_on, company or "", judged, rest
    )


def is_partly_verified(verified: VerifiedResult) -> bool:
    """Whether only some levels were looked at, as a review of one number does: too little to confirm on."""
    changed = sum(each["item"] in verified.answers for each in verified.changes)
    return verified.confirmed + changed < len(verified.answers)


def live_application(result_id: uuid.UUID, by: Actor) -> LevelApplication | None:
    """The application for a result that runs or led to a certificate (one query)."""
    return LevelApplication.objects.visible_to(by).live().with_names().filter(result_id=result_id).first()


def why_no_vote(row: LevelApplication, by: Actor) -> str:
    """Why a member of the committee may not vote on an application; empty when they may."""
    if by.user_id is None or by.user_id == row.reported_by_id:
        return _("You assessed this plant yourself, so you do not vote on it.")
    if (
        row.body_id
        and Membership.objects.active().filter(user_id=by.user_id, organisation=row.body_id).exists()
    ):
        return _("You work for the body that assessed this plant, so you do not vote on it.")
    if votes_of(row, by).standing().filter(member_id=by.user_id).exists():
        return _("You have voted.")
    if why := ties(row.organisation_id, [by.user_id], by).get(by.user_id):
        return _("You have a tie to this company, so you do not vote on it: %(reason)s") % {"reason": why}
    return ""


def the_committee() -> Organisation | None:
    """The committee; the first one where there are several, None before it is founded."""
    places = Organisation.objects.filter(kind=Kind.COMMITTEE.value)
    return places.order_by("created_at", "pk").first()


def committee_members() -> QuerySet[Membership]:
    """Everybody who sits on the committee now."""
    return Membership.objects.active().filter(
        organisation__kind=Kind.COMMITTEE.value, role=Role.COMMITTEE_MEMBER.value, user__isnull=False
    )


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One of the four documents with its files, the oldest first."""

    kind: str
    label: str
    files: tuple[ApplicationDocument, ...]
    is_missing: bool
    is_renewed: bool = False


def documents_of(row: LevelApplication, by: Actor) -> tuple[DocumentLine, ...]:
    """All four, also those without a file (one query). `is_missing`: asked for again; `is_renewed`: and there
    is a new file since."""
    rows = ApplicationDocument.objects.visible_to(by).filter(application=row).select_related("file")
    files = list(rows.order_by("attached_at", "pk"))
    since = row.missing_since_at or datetime.max.replace(tzinfo=UTC)
    return tuple(
        DocumentLine(
            kind=kind,
            label=str(label),
            files=tuple(each for each in files if each.kind == kind),
            is_missing=kind in row.missing,
            is_renewed=any(each.kind == kind and each.attached_at > since for each in files),
        )
        for kind, label in DocumentKind.choices
    )


def stepped_back_from(by: Actor) -> set[uuid.UUID]:
    """The applications from which this member of the committee stepped back."""
    mine = Interest.objects.visible_to(by).filter(person_id=by.user_id, is_free=False)
    return set(mine.filter(subject=Subject.APPLICATION.value).values_list("subject_id", flat=True))


def waiting_for_vote(by: Actor) -> QuerySet[LevelApplication]:
    """The reports on which this member of the committee has not voted yet."""
    voted = CommitteeVote.objects.visible_to(by).standing().filter(member_id=by.user_id)
    gone = Interest.objects.visible_to(by).filter(person_id=by.user_id, is_free=False).values("subject_id")
    rows = LevelApplication.objects.visible_to(by).filter(state=Step.REPORTED.value)
    return rows.exclude(pk__in=voted.values("application_id")).exclude(pk__in=gone)


def without_assessor() -> QuerySet[LevelApplication]:
    """The applications that an assessor is to report on who does not work for the body any more."""
    at_work = Membership.objects.active().filter(
        organisation=OuterRef("verification__body"),
        user=OuterRef("verification__assessor"),
        role=Role.ASSESSOR.value,
    )
    begun = [Step.ASSIGNED.value, Step.ASSESSING.value]
    return LevelApplication.objects.filter(~Exists(at_work), state__in=begun)


def with_votes(rows: QuerySet[LevelApplication], by: Actor) -> QuerySet[LevelApplication]:
    """Each with how many votes stand (`votes_cast`) and one's own vote (`my_vote`, None for none)."""
    mine = CommitteeVote.objects.visible_to(by).standing().filter(member_id=by.user_id)
    mine = mine.filter(application=OuterRef("pk"))
    cast = Func("pk", function=_CAST, output_field=IntegerField())
    return rows.annotate(votes_cast=cast, my_vote=Subquery(mine.values("is_for")[:1]))


def votes_cast(row: LevelApplication) -> int:
    """How many votes stand; whose they are and which way they went stays sealed (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_CAST}(%s)", [row.pk])
        return int(cursor.fetchone()[0])


def votes_of(row: LevelApplication, by: Actor) -> VoteQuerySet:
    """The votes one may see, in their order, also those taken back."""
    return CommitteeVote.objects.visible_to(by).filter(application=row).order_by("pk")


def level_of(framework: Framework, level: int | None) -> Level | None:
    """The level of a framework's default scheme; None where there is none."""
    scheme = framework.scheme()
    if scheme is None or level is None:
        return None
    return next((each for each in scheme.bounds if each.level == level), None)
