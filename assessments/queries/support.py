"""The rules of support: those in force, all of them, and what others would do to the results there are."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, SupportRules
from assessments.outcomes import outcome_of
from assessments.scoring import Framework, Node
from assessments.support import Measures, Reach, Rules, Shift, measures_of, reach_of, shift_of
from core.accounts.actor import SYSTEM, Actor
from core.scope import enter
from core.web.wording import SEOUL

SAMPLE = 500
"""So many results, the newest of their plants, are placed anew for a preview."""


@dataclass(frozen=True, slots=True)
class RulesLine:
    """Rules in a list; `is_in_force` says whether they place who submits today."""

    row: SupportRules
    is_in_force: bool


def rules_in_force(framework: str, at: datetime) -> SupportRules | None:
    """The rules that place a result submitted at this instant (one query); None where none hold."""
    return SupportRules.objects.in_force(framework, at.astimezone(SEOUL).date()).first()


def rules_on(framework: str, on: date, *, but: SupportRules) -> SupportRules | None:
    """The rules that hold on a day without the ones given (one query); None where none do."""
    return SupportRules.objects.in_force(framework, on).exclude(pk=but.pk).first()


def rules_beginning(row: SupportRules) -> QuerySet[SupportRules]:
    """The other published rules for the same diagnostic, the first to begin first."""
    others = SupportRules.objects.published().filter(framework=row.framework).exclude(pk=row.pk)
    return others.order_by("valid_from", "-published_at", "-version")


def rules_known(framework: str) -> Sequence[SupportRules]:
    """Every published version for a framework, the one that counts for a day before others that began."""
    return list(SupportRules.objects.in_force(framework, date.max))


def rules_lines() -> list[RulesLine]:
    """All rules: drafts first, then those that begin last (one query)."""
    today = timezone.localdate()
    rows = list(SupportRules.objects.order_by("state", "-valid_from", "-published_at", "-version"))
    met: set[str] = set()
    found = []
    for row in rows:
        begun = row.state == "published" and row.valid_from <= today
        found.append(RulesLine(row, begun and row.framework not in met))
        met.update([row.framework] if begun else [])
    return found


def rules_row(rules_id: uuid.UUID) -> SupportRules:
    """The rules; Http404 when there are none."""
    row = SupportRules.objects.filter(pk=rules_id).first()
    if row is None:
        raise Http404
    return row


def names_taken(but: SupportRules | None) -> set[str]:
    """What rules are called; without the name of the ones that are being written (one query)."""
    rows = SupportRules.objects.exclude(pk=but.pk) if but else SupportRules.objects.all()
    return set(rows.values_list("version", flat=True))


def preview(row: SupportRules, by: Actor, at: datetime) -> tuple[Shift, SupportRules | None]:
    """What these rules would do to the newest results of plants, beside those in force on their first day.

    Counted as the portal itself: numbers, never whose.
    """
    day = max(row.valid_from, at.astimezone(SEOUL).date())
    now = rules_on(row.framework, day, but=row)
    return shift(row.rules(), now.rules() if now else None, by), now


def shift(after: Rules, before: Rules | None, by: Actor) -> Shift:
    """The newest `SAMPLE` results of plants under both."""
    enter(SYSTEM)
    try:
        return shift_of(before, after, _measures(after.framework))
    finally:
        enter(by)


def _measures(framework: str) -> Iterator[Measures]:
    newest = (
        Result.objects.filter(framework__code=framework)
        .select_related("framework")
        .defer("framework__document", "framework__source", "answers")
        .order_by("-submitted_at", "id")
    )
    met: set[tuple[object, ...]] = set()
    for row in newest[: 2 * SAMPLE]:
        plant = (row.organisation_id, row.plant_name, row.sigungu)
        if plant not in met and len(met) < SAMPLE:
            met.add(plant)
            yield measures_of(outcome_of(row))


def areas_of(code: str) -> tuple[tuple[str, str], ...]:
    """Codes and titles of the areas of the newest published version of a diagnostic (two queries)."""
    framework = _newest(code)
    children = framework.tree.children if framework else ()
    return tuple(
        (node.code, node.title.of(get_language() or "ko")) for node in children if isinstance(node, Node)
    )


def reach_for(code: str) -> Reach:
    """How far the total and the areas of the newest published version go; empty where there is none."""
    framework = _newest(code)
    return reach_of(framework) if framework else {}


def _newest(code: str) -> Framework | None:
    version = (
        FrameworkVersion.objects.published()
        .filter(code=code)
        .defer("document", "source")
        .order_by("-published_at", "-version")
        .first()
    )
    return framework_of(version) if version else None
