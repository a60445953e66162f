"""Verifications: whose turn it is, who could judge, what was judged."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.clock import verification_due_on
from assessments.models import Interest, Judgement, LevelApplication, Result, Subject, Verification
from assessments.scoring import Answer as Value
from assessments.scoring import Framework
from assessments.ties import ties
from assessments.verifying import Step
from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from core.accounts.roles import Kind, Role
from core.web.wording import SEOUL


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement of an item that counts."""

    row: Judgement
    value: Value

    @property
    def reason(self) -> str:
        """Why, in the assessor's words."""
        return self.row.reason

    @property
    def at(self) -> datetime:
        """When."""
        return self.row.judged_at


@dataclass(frozen=True, slots=True)
class VerificationLine:
    """A verification in a list, with how many questions its assessor looked at so far.

    `due_on` is the day by which an open one is to be finished, None for the others.
    """

    row: Verification
    judged: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assessor who could be assigned; `tie` says why not, `load` how many cases they have at hand where
    somebody counted."""

    user: User
    body: str
    tie: str
    load: int | None = None


def assessors() -> QuerySet[Membership]:
    """Everybody who works as an assessor now."""
    return (
        Membership.objects.active()
        .filter(organisation__kind=Kind.ASSESSOR_BODY.value, role=Role.ASSESSOR.value, user__isnull=False)
        .select_related("user", "organisation")
        .order_by("organisation__name", "user__name", "pk")
    )


def candidate(user_id: uuid.UUID) -> Membership | None:
    """The membership by which somebody is an assessor now."""
    return assessors().filter(user_id=user_id).first()


def is_at_work(assessor_id: uuid.UUID | None, body_id: uuid.UUID | None) -> bool:
    """Whether somebody works as an assessor of this body now (one query)."""
    if assessor_id is None or body_id is None:
        return False
    return assessors().filter(user_id=assessor_id, organisation_id=body_id).exists()


def unfit(row: Verification, by: Actor) -> str:
    """Why the assessor of a verification cannot judge the company any more; empty when they can."""
    if row.assessor_id is None or not is_at_work(row.assessor_id, row.body_id):
        return _("They left the body for which they verified it.")
    return ties(row.organisation_id, [row.assessor_id], by).get(row.assessor_id, "")


def stepped_back(subject: Subject, subject_id: uuid.UUID, by: Actor) -> set[uuid.UUID]:
    """The people who stepped back from a matter because of an interest (one query)."""
    rows = Interest.objects.visible_to(by).filter(
        subject=subject.value, subject_id=subject_id, is_free=False, person_id__isnull=False
    )
    return {person for person in rows.values_list("person_id", flat=True) if person is not None}


def candidates(company: uuid.UUID, by: Actor) -> list[Candidate]:
    """Every assessor with the tie that keeps them from this company."""
    rows = [(each.user, each.organisation.name) for each in assessors() if each.user is not None]
    tied = ties(company, [user.pk for user, _body in rows], by)
    return [Candidate(user, body, tied.get(user.pk, "")) for user, body in rows]


def live_verification(result_id: uuid.UUID, by: Actor) -> Verification | None:
    """The verification of a result that runs or is finished, else what a review of it decided (one query)."""
    rows = Verification.objects.visible_to(by).live().with_names().filter(result_id=result_id)
    return rows.order_by("is_review").first()


def claimed_of(framework: Framework, result: Result) -> dict[str, Value]:
    """The company's counted answers as the engine reads them."""
    known = {code: value for code, value in result.answers.items() if code in framework.items}
    return {code: value if isinstance(value, str) else tuple(value) for code, value in known.items()}


def judged_of(row: Verification, framework: Framework) -> dict[str, Judged]:
    """The last judgement of each item that was not taken back (one query)."""
    found: dict[str, Judged] = {}
    for each in history_of(row).order_by("pk"):
        found.pop(each.item, None)
        value = (
            answers.of_row(framework.items[each.item], each.choices, each.non_answer)
            if each.item in framework.items and not each.is_taken_back
            else None
        )
        if value is not None:
            found[each.item] = Judged(each, value)
    return found


def due_dates(rows: Iterable[Verification], by: Actor) -> dict[uuid.UUID, date]:
    """By when each open verification is to be finished (one query)."""
    opened = {each.pk: each.opened_at for each in rows if each.state == Step.OPEN.value and each.opened_at}
    cases = LevelApplication.objects.visible_to(by).live().filter(verification__in=opened)
    visits = dict(cases.values_list("verification_id", "visit_on"))
    return {
        key: verification_due_on(at.astimezone(SEOUL).date(), visits.get(key)) for key, at in opened.items()
    }


def verification_lines(rows: Iterable[Verification], by: Actor) -> list[VerificationLine]:
    """Each verification with its count and its day (two queries)."""
    listed = list(rows)
    last = (
        Judgement.objects.filter(verification__in=listed)
        .order_by("verification_id", "item", "-pk")
        .distinct("verification_id", "item")
    )
    counts = Counter(each.verification_id for each in last if not each.is_taken_back)
    due = due_dates(listed, by)
    return [VerificationLine(row, counts[row.pk], due.get(row.pk)) for row in listed]


def history_of(row: Verification, item: str = "") -> QuerySet[Judgement]:
    """Everything that was said, of one item or all, the newest first."""
    rows = Judgement.objects.filter(verification=row).select_related("judged_by").order_by("-pk")
    return rows.filter(item=item) if item else rows
