"""The results of one plant over time, each compared with the one before on common ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from assessments.change import Change, Measured, Norms, judge, measured, norms_on
from assessments.documents import framework_of
from assessments.models import Result, VerifiedResult
from assessments.outcomes import outcome_of
from assessments.scoring import Answer, Apart, Framework, Ground, common_ground, restore_trace
from assessments.scoring.result import Result as Outcome
from core.accounts.actor import Actor
from core.web.wording import SEOUL

MOST = 5
"""So many results stand beside each other; more do not fit on a page, and few plants have them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One result as it stands: claimed, and verified where an assessor finished."""

    result: Result
    framework: Framework
    outcome: Outcome
    verified: Outcome | None

    @property
    def day(self) -> date:
        """Its day in Seoul."""
        return self.result.submitted_at.astimezone(SEOUL).date()


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sets of levels on common ground, by the codes of the newer version's nodes.

    `before` and `after` are what is compared: the results as they stand within one version, else both scored
    by the newer one.
    """

    before: Mapping[str, Measured | None]
    after: Mapping[str, Measured | None]
    changes: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Span:
    """The way from one result to a later one.

    `claimed` compares the company's own levels, `verified` the assessors', where both results have them;
    the two are never mixed. Nothing is compared where `apart` says why not. `ground` tells how many
    questions count where the versions differ, None within one version.
    """

    before: Moment
    after: Moment
    norms: Norms | None
    claimed: Compared | None
    verified: Compared | None
    ground: Ground | None = None

    @property
    def apart(self) -> Apart | None:
        """Why the two cannot be compared; None where they can."""
        return self.ground.apart if self.ground else None


@dataclass(frozen=True, slots=True)
class Course:
    """The results of a plant up to one of them, oldest first, five at most; a span from each to the next.

    `whole` leads from the first to the last where there are more than two. `left_out` counts older ones,
    `newer` those submitted after.
    """

    moments: tuple[Moment, ...]
    spans: tuple[Span, ...]
    whole: Span | None
    left_out: int
    newer: tuple[Result, ...]


def course_of(result: Result, by: Actor) -> Course:
    """How the plant came to this result, as far as `by` may see (two queries)."""
    known = Result.objects.visible_to(by).of_plant_of(result).order_by("-submitted_at", "pk")
    light = list(known.only("pk", "submitted_at"))
    newer = [row for row in light if _after(row, result.submitted_at) and row.pk != result.pk]
    until = [row.pk for row in light if row not in newer]
    rows = (
        Result.objects.visible_to(by)
        .filter(pk__in=until[:MOST])
        .select_related("framework", "verified")
        .defer("framework__document", "framework__source")
        .order_by("submitted_at", "-pk")
    )
    moments = tuple(_moment(row) for row in rows)
    spans = tuple(span_of(one, other) for one, other in pairwise(moments))
    return Course(
        moments=moments,
        spans=spans,
        whole=span_of(moments[0], moments[-1]) if len(moments) > 2 else None,
        left_out=max(len(until) - MOST, 0),
        newer=tuple(newer),
    )


def span_of(before: Moment, after: Moment) -> Span:
    """The two compared, in the norms of the later day."""
    norms = norms_on(after.framework.code, after.day)
    both = before.verified is not None and after.verified is not None
    if before.framework.code == after.framework.code and before.framework.version == after.framework.version:
        return Span(
            before,
            after,
            norms,
            claimed=_compared(before.outcome, after.outcome, norms),
            verified=_compared(before.verified, after.verified, norms)
            if before.verified and after.verified
            else None,
        )
    ground = _ground(before, after, before.result, after.result)
    claimed = _compared(ground.before, ground.after, norms) if ground.before and ground.after else None
    verified = None
    if both and claimed is not None:
        found = _ground(before, after, before.result.verified, after.result.verified)
        if found.before and found.after:
            verified = _compared(found.before, found.after, norms)
    return Span(before, after, norms, claimed, verified, ground)


def _ground(
    before: Moment, after: Moment, old: Result | VerifiedResult, new: Result | VerifiedResult
) -> Ground:
    return common_ground(before.framework, _answers(old), after.framework, _answers(new))


def _compared(before: Outcome, after: Outcome, norms: Norms | None) -> Compared:
    codes = list(after.framework.nodes)
    old = {code: measured(before, code) for code in codes}
    new = {code: measured(after, code) for code in codes}
    changes = {code: judge(old[code], new[code], norms.of(code) if norms else None) for code in codes}
    return Compared(old, new, changes)


def _moment(row: Result) -> Moment:
    framework = framework_of(row.framework)
    verified = getattr(row, "verified", None)
    return Moment(
        result=row,
        framework=framework,
        outcome=outcome_of(row),
        verified=restore_trace(framework, verified.outcome) if verified else None,
    )


def _answers(row: Result | VerifiedResult) -> dict[str, Answer]:
    return {item: value if isinstance(value, str) else tuple(value) for item, value in row.answers.items()}


def _after(row: Result, at: datetime) -> bool:
    return row.submitted_at > at


def codes_of(framework: Framework) -> Sequence[str]:
    """The areas and modules of a framework, parents first, without the root."""
    return [code for code in framework.nodes if code != framework.tree.code]
