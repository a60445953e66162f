"""Requests for a human review: who could decide, what they are about, and on what the decision stands."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.appealing import RUNNING, SEEN_BY_ASSESSOR
from assessments.clock import is_overdue
from assessments.models import Appeal, Evidence, Result, Subject, Verification, VerifiedResult
from assessments.queries.verification import Candidate, candidates, claimed_of, stepped_back
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, Item, Node
from assessments.ties import ties
from core.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class AppealLine:
    """A request in a list, whether its day is over, and how many days are left while its clock runs."""

    row: Appeal
    is_overdue: bool
    days_left: int | None


def lines_of(rows: Iterable[Appeal], today: date) -> list[AppealLine]:
    """Each request with its clock."""
    return [AppealLine(row, is_overdue(row.state, row.due_on, today), days_left(row, today)) for row in rows]


def days_left(row: Appeal, today: date) -> int | None:
    """The days to the one by which it is to be decided; None when that passed or its clock does not run."""
    days = (row.due_on - today).days
    return days if days >= 0 and row.state in {each.value for each in RUNNING} else None


def appeals_of(result_id: uuid.UUID, by: Actor, code: str = "") -> list[Appeal]:
    """The requests about a result, or about one number of it, the newest first (one query)."""
    rows = Appeal.objects.visible_to(by).with_names().filter(result_id=result_id).order_by("-asked_at", "pk")
    return list(rows.filter(code=code) if code else rows)


def reviewers(row: Appeal, by: Actor) -> list[Candidate]:
    """Every assessor with what keeps them from this request: a tie, or a judgement of the same result."""
    known = candidates(row.organisation_id, by)
    kept = kept_from(row, [each.user.pk for each in known], by)
    return [Candidate(each.user, each.body, kept.get(each.user.pk, "")) for each in known]


def kept_from(row: Appeal, people: list[uuid.UUID], by: Actor) -> dict[uuid.UUID, str]:
    """The people who may not decide this request, each with the reason in words."""
    verified = Verification.objects.visible_to(by).filter(result_id=row.result_id, assessor_id__in=people)
    decided = (
        Appeal.objects.visible_to(by)
        .filter(result_id=row.result_id, assessor_id__in=people, state__in=sorted(SEEN_BY_ASSESSOR))
        .exclude(pk=row.pk)
    )
    why = _("Has judged this result before. Another person looks at it again.")
    judged = {
        user_id
        for user_id in (
            *verified.values_list("assessor_id", flat=True),
            *decided.values_list("assessor_id", flat=True),
        )
        if user_id is not None
    }
    gone = dict.fromkeys(
        stepped_back(Subject.APPEAL, row.pk, by) & set(people), _("Stepped back because of an interest.")
    )
    return {**dict.fromkeys(judged, why), **gone, **ties(row.organisation_id, people, by)}


def part_of(framework: Framework, code: str) -> Node | Item | None:
    """The item or node with this code."""
    return framework.items.get(code) or framework.nodes.get(code)


def items_under(framework: Framework, code: str) -> list[Item]:
    """The items that a number is made of, in the order of the framework; an item is made of itself."""
    if code in framework.items:
        return [framework.items[code]]
    return [item for item in framework.items.values() if code in _above(framework, item.code)]


def _above(framework: Framework, code: str) -> set[str]:
    found: set[str] = set()
    while (parent := framework.parents.get(code)) is not None:
        found.add(parent.code)
        code = parent.code
    return found


def standing_of(framework: Framework, result: Result, verified: VerifiedResult | None) -> dict[str, Value]:
    """The answers that stand today: the verified ones where somebody verified, else the claimed ones."""
    if verified is None:
        return claimed_of(framework, result)
    known = {code: value for code, value in verified.answers.items() if code in framework.items}
    return {code: value if isinstance(value, str) else tuple(value) for code, value in known.items()}


def pointed_at(row: Appeal, by: Actor) -> list[Evidence]:
    """The files that the request points at and that are still there (one query)."""
    if not row.evidence:
        return []
    rows = Evidence.objects.visible_to(by).standing().filter(pk__in=row.evidence, session_id=row.session_id)
    return list(rows.select_related("file").order_by("attached_at", "pk"))
