"""Makes what is said of a plant's change: results from assessments, projects from matching, words here."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.change import Change, Measured, Norms
from assessments.models import Investment, Result
from assessments.queries.change import Compared, Course, Moment, Span, codes_of, course_of
from assessments.queries.investments import investments_at
from assessments.scoring import Framework, attainable
from core.accounts.actor import Actor
from core.web.wording import won
from matching.queries.confirmations import Confirmed, confirmed_for
from portal.reports.build.change_words import answers_text, apart_text, ground_text, headline, short
from portal.reports.build.wording import exact, number, said
from portal.reports.changed import Built, Changed, Leg, Point, Row, Spent, Step

ZERO = Decimal(0)


def changed(result: Result, by: Actor, *, owns: bool) -> Changed:
    """All of it in the active language (two queries; two more, of what happened meanwhile, for the company
    itself: `owns`)."""
    course = course_of(result, by)
    spent = [_spent(row) for row in investments_at(result.plant_id, by)] if owns else []
    built = [_built(each) for each in confirmed_for(by)] if owns else []
    points = {
        each.result.pk: _point(place, each, result)
        for place, each in enumerate(course.moments, start=course.left_out + 1)
    }
    legs = [
        _leg(span, points[span.before.result.pk], points[span.after.result.pk], spent, built)
        for span in reversed(course.spans)
    ]
    whole = course.whole
    first, last = course.moments[0].day, course.moments[-1].day
    norms = next((span.norms for span in reversed(course.spans) if span.norms), None)
    return Changed(
        points=tuple(points.values()),
        rows=_rows(course),
        legs=tuple(legs),
        whole=_leg(whole, points[whole.before.result.pk], points[whole.after.result.pk]) if whole else None,
        left_out=course.left_out,
        newest=str(course.newer[0].pk) if course.newer else "",
        notice=said(norms.notice) if norms and norms.is_example else "",
        source=said(norms.source) if norms else "",
        spent_before=tuple(each for each in spent if each.month <= _month(first)),
        spent_since=tuple(each for each in spent if each.month > _month(last)),
        built_before=tuple(each for each in built if each.finished_on <= first),
        built_since=tuple(each for each in built if each.finished_on > last),
    )


def _point(place: int, moment: Moment, this: Result) -> Point:
    outcome, level = moment.outcome, moment.outcome.level
    return Point(
        label=_("Diagnostic %(n)s") % {"n": place},
        result=str(moment.result.pk),
        submitted_on=moment.day,
        title=said(moment.framework.title),
        version=moment.framework.version,
        score=outcome.score,
        low=outcome.low or ZERO,
        high=outcome.high or ZERO,
        maximum=exact(attainable(moment.framework.tree)[1]) or ZERO,
        level=level.level if level else None,
        level_title=said(level.title) if level else "",
        verified=moment.verified.score if moment.verified else None,
        is_this=moment.result.pk == this.pk,
    )


def _rows(course: Course) -> tuple[Row, ...]:
    """The areas and modules of the last version, with what each result came to as it stands."""
    last = course.moments[-1].framework
    areas = {child.code for child in last.tree.children}
    return tuple(
        Row(
            code=code,
            title=said(last.nodes[code].title),
            maximum=exact(attainable(last.nodes[code])[1]) or ZERO,
            is_module=code not in areas,
            scores=tuple(_own_score(moment, last, code) for moment in course.moments),
        )
        for code in codes_of(last)
    )


def _own_score(moment: Moment, last: Framework, code: str) -> Decimal | None:
    """What a result came to as it stands; None where its diagnostic does not know the node."""
    node = moment.outcome.nodes.get(code) if moment.framework.code == last.code else None
    return exact(node.score) if node else None


def _leg(
    span: Span, before: Point, after: Point, spent: Iterable[Spent] = (), built: Iterable[Built] = ()
) -> Leg:
    framework, root = span.after.framework, span.after.framework.tree.code
    top = attainable(framework.tree)[1]
    steps = _steps(span.claimed, framework, span.norms) if span.claimed else {}
    areas = {child.code for child in framework.tree.children}
    verified = _steps(span.verified, framework, span.norms)[root] if span.verified else None
    first, last = span.before.day, span.after.day
    return Leg(
        before=before,
        after=after,
        headline=headline(span.claimed.changes[root], top, first)
        if span.claimed
        else apart_text(span.ground),
        verdict=span.claimed.changes[root].verdict if span.claimed else "apart",
        ground=ground_text(span.ground, framework.version),
        apart=apart_text(span.ground),
        answers="" if span.ground else answers_text(span.before.result.answers, span.after.result.answers),
        total=steps.get(root),
        areas=tuple(step for code, step in steps.items() if code in areas),
        modules=tuple(step for code, step in steps.items() if code not in areas and code != root),
        verified=verified,
        verified_headline=headline(span.verified.changes[root], top, first) if span.verified else "",
        spent=tuple(each for each in spent if _month(first) < each.month <= _month(last)),
        built=tuple(each for each in built if first < each.finished_on <= last),
    )


def _steps(compared: Compared, framework: Framework, norms: Norms | None) -> dict[str, Step]:
    areas = {child.code for child in framework.tree.children}
    found = {}
    for code, change in compared.changes.items():
        node = framework.nodes[code]
        norm = norms.of(code) if norms else None
        found[code] = Step(
            code=code,
            title=said(node.title),
            maximum=exact(attainable(node)[1]) or ZERO,
            is_module=code not in areas,
            before=_score(compared.before[code]),
            after=_score(compared.after[code]),
            verdict=change.verdict,
            said=short(change),
            difference=exact(change.difference),
            least=exact(change.least),
            most=exact(change.most),
            index=change.index,
            limit=change.limit,
            sd=exact(norm.sd) if norm else None,
            reliability=exact(norm.reliability) if norm else None,
            formula=_formula(compared.before[code], compared.after[code], change, norms, code),
        )
    return found


def _formula(
    before: Measured | None, after: Measured | None, change: Change, norms: Norms | None, code: str
) -> str:
    """The arithmetic of the index in one line; empty without one."""
    norm = norms.of(code) if norms else None
    if norm is None or change.index is None or before is None or after is None:
        return ""
    if before.score is None or after.score is None:
        return ""
    sd, r = number(norm.sd, 3), number(norm.reliability, 3)
    index = f"{change.index}".replace("-", "\N{MINUS SIGN}")
    return f"({number(after.score, 2)} − {number(before.score, 2)}) ÷ ({sd} × √(2 × (1 − {r}))) = {index}"


def _score(value: Measured | None) -> Decimal | None:
    return exact(value.score) if value else None


def _month(day: date) -> date:
    return day.replace(day=1)


def _spent(row: Investment) -> Spent:
    paid = []
    if row.grant_pct:
        paid.append(_("%(share)s %% paid by a grant") % {"share": row.grant_pct})
    elif row.grant_pct == 0:
        paid.append(_("paid by the company itself"))
    if row.programme:
        paid.append(row.programme)
    return Spent(
        id=str(row.pk),
        month=row.spent_on,
        what=row.what,
        supplier=row.supplier_name,
        amount=won(row.amount_won) if row.amount_won else str(row.get_amount_band_display()),
        paid=" · ".join(paid),
        is_whole_company=row.plant_id is None,
    )


def _built(each: Confirmed) -> Built:
    return Built(
        finished_on=each.build.finished_on,
        domain=each.build.domain,
        supplier=each.supplier,
        slug=each.slug,
        outcome=each.build.outcome,
    )
