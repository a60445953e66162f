"""A content as an XLSX file: the numbers of the page and the PDF, cell by cell."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from core.spreadsheet import SHARE, WON, Cell, Sheet, Value, written
from portal.reports import changed_sheets
from portal.reports.content import Area, Module, ReportContent
from portal.reports.verified import Verified

Row = Sequence[Value | Cell]


def workbook(content: ReportContent) -> bytes:
    """The file, in the content's language. Points are exact numbers, days are days, won are won."""
    with translation.override(content.language):
        sheets = [sheet for build in SHEETS if (sheet := build(content)) is not None]
        title = _("%(framework)s: result of %(company)s") % {
            "framework": content.framework.title,
            "company": content.company.name,
        }
        return written(sheets, title=title, creator=_("Ieum"))


def _verified(content: ReportContent) -> Verified | None:
    return next(iter(content.verified), None)


def _summary(content: ReportContent) -> Sheet:
    standing, plant, company = content.standing, content.plant, content.company
    verified = _verified(content)
    rows: list[Row] = [
        (_("In one sentence"), content.verdict.headline),
        (_("Company"), company.name),
        *([(_("Business number"), company.business_number)] if company.business_number else []),
        (_("Plant"), plant.name),
        (_("District"), plant.place),
        (_("Industry"), plant.industry),
        (_("Size"), plant.size),
        (_("Employees"), company.employees),
        (_("Diagnostic"), content.framework.title),
        (_("Version of the framework"), content.framework.version),
        (_("Submitted on"), content.submitted_on),
        (_("As of"), content.issued_on),
        (_("Score"), standing.score),
        (_("Interval, lowest"), standing.low),
        (_("Interval, highest"), standing.high),
        (_("Of at most"), standing.maximum),
        (_("Covered"), Cell(standing.coverage, SHARE)),
        (_("Level"), standing.level),
        (_("Name of the level"), standing.level_title),
        (_("Smartness scale"), standing.scale_title),
        (_("Tier"), standing.tier_title),
    ]
    for distance in (standing.next_level, standing.next_tier):
        if distance is not None:
            rows.append((_("Points missing to: %(title)s") % {"title": distance.title}, distance.points))
    if content.support is not None:
        rows += [
            (_("Support group"), content.support.group_title),
            (_("Open tracks"), content.support.open_titles),
        ]
    if verified is not None:
        rows += [
            (_("Verified score"), verified.score),
            (_("Difference"), verified.gap),
            (_("Verified level"), verified.level),
            (_("Tier, verified"), verified.tier_title),
            (_("Verified on"), verified.verified_on),
            (_("Verified by"), verified.body),
            (_("Confirmed as claimed"), verified.confirmed),
        ]
        if verified.asked is not None:
            rows += [
                (_("Looked at one by one"), verified.judged),
                (_("As the company answered"), verified.rest),
            ]
    return Sheet(_("Summary"), ((_("What"), 26), (_("Value"), 70)), rows, has_row_heads=True)


def _nodes(content: ReportContent) -> Sheet:
    verified = _verified(content)
    heads = [
        (_("Kind"), 9),
        (_("Code"), 10),
        (_("Name"), 26),
        (_("Area"), 20),
        (_("Score"), 11),
        (_("Interval, lowest"), 11),
        (_("Interval, highest"), 11),
        (_("Of at most"), 11),
        (_("Part of the total"), 11),
        (_("Largest part"), 11),
        (_("Covered"), 11),
        (_("Condition"), 11),
        (_("Median of peers"), 11),
        *([(_("Verified score"), 11), (_("Difference"), 11)] if verified else []),
    ]
    rows = [_total(content)]
    for area in content.areas:
        rows.append(_node(_("Area"), area, area.title, area.target, verified))
        rows += [
            _node(_("Module"), module, module.area_title, None, verified)
            for module in content.modules
            if module.area == area.code and module.code != area.code
        ]
    return Sheet(_("Areas and modules"), heads, rows)


def _total(content: ReportContent) -> Row:
    standing, verified = content.standing, _verified(content)
    return [
        _("Total"),
        "",
        content.framework.title,
        "",
        standing.score,
        standing.low,
        standing.high,
        standing.maximum,
        standing.score,
        standing.maximum,
        Cell(standing.coverage, SHARE),
        None,
        None,
        *([verified.score, verified.gap] if verified else []),
    ]


def _node(
    kind: str, node: Area | Module, area: str, target: Decimal | None, verified: Verified | None
) -> Row:
    found = verified.node(node.code) if verified else None
    return [
        kind,
        node.code,
        node.title,
        area,
        node.score,
        node.low,
        node.high,
        node.maximum,
        node.points,
        node.points_maximum,
        Cell(node.coverage, SHARE),
        target,
        node.peers_median,
        *([found.verified, found.gap] if found else [None, None] if verified else []),
    ]


def _gaps(content: ReportContent) -> Sheet | None:
    heads = (
        (_("Rank"), 7),
        (_("Code"), 10),
        (_("Gap"), 22),
        (_("Area"), 20),
        (_("Score"), 9),
        (_("Of at most"), 9),
        (_("Points lost"), 11),
        (_("Gain of one step"), 11),
        (_("Question code"), 12),
        (_("Question"), 24),
        (_("What we answered"), 50),
        (_("Points of the answer"), 9),
        (_("First step"), 50),
    )
    rows = [
        (
            place,
            gap.code,
            gap.title,
            gap.area_title,
            gap.score,
            gap.maximum,
            gap.lost_points,
            gap.lift,
            cause.code,
            cause.title,
            cause.chosen,
            _points(cause.points),
            cause.next_step,
        )
        for place, gap in enumerate(content.gaps, start=1)
        for cause in gap.causes
    ]
    return Sheet(_("Gaps"), heads, rows) if rows else None


def _answers(content: ReportContent) -> Sheet:
    verified = _verified(content)
    heads = [
        (_("Code"), 12),
        (_("Area"), 20),
        (_("Module"), 20),
        (_("Capability"), 24),
        (_("Question"), 50),
        (_("What was answered"), 50),
        (_("Points"), 9),
        (_("Of at most"), 9),
        (_("Evidence"), 20),
        (_("Files"), 8),
        *([(_("Verified answer"), 50), (_("Verified points"), 11), (_("Reason"), 60)] if verified else []),
    ]
    rows = []
    for line in content.answers:
        change = verified.change(line.code) if verified else None
        rows.append(
            [
                line.code,
                line.area_title,
                line.module_title,
                line.title,
                line.question,
                line.chosen,
                _points(line.points),
                _points(line.maximum),
                line.proof_title,
                line.files,
                *([change.verified, _points(change.verified_points), change.reason] if change else []),
            ]
        )
    return Sheet(_("All answers"), heads, rows)


def _bridge(content: ReportContent) -> Sheet | None:
    bridge = content.bridge
    if bridge is None:
        return None
    old, new = bridge.sides
    sum_rows: list[Row] = [
        (_("Score of the old version"), old.version, old.submitted_on, old.score, old.level, old.tier_title),
        (_("because questions came, left or changed"), None, None, bridge.questions),
        (_("because the rules changed"), None, None, bridge.rules),
        (_("because the answers changed"), None, None, bridge.answers),
        (_("Score of the new version"), new.version, new.submitted_on, new.score, new.level, new.tier_title),
        (_("Questions that stayed with the same answer"), None, None, bridge.kept),
    ]
    heads = (
        (_("What happened"), 40),
        (_("Version"), 12),
        (_("Submitted on"), 14),
        (_("Points"), 11),
        (_("Level"), 9),
        (_("Tier"), 16),
    )
    return Sheet(_("Old and new score"), heads, sum_rows, has_row_heads=True)


def _crossings(content: ReportContent) -> Sheet | None:
    heads = (
        (_("Code"), 12),
        (_("Capability"), 24),
        (_("Question"), 50),
        (_("What happened"), 16),
        (_("Last time"), 50),
        (_("This time"), 50),
    )
    rows = [
        (each.code, each.title, each.question, each.what, each.before, each.after)
        for each in (content.bridge.crossings if content.bridge else ())
    ]
    return Sheet(_("Question by question"), heads, rows) if rows else None


def _plan(content: ReportContent) -> Sheet | None:
    heads = (
        (_("Phase"), 18),
        (_("From month"), 9),
        (_("To month"), 9),
        (_("Step"), 26),
        (_("What is done"), 50),
        (_("Gain"), 9),
        (_("Time"), 12),
        (_("Cost"), 20),
        (_("Counted with, won"), 16),
        (_("A year afterwards, won"), 16),
        (_("Reason"), 60),
    )
    rows = [
        (
            phase.title,
            action.from_month,
            action.to_month,
            action.title,
            action.step,
            action.lift,
            action.effort,
            action.cost,
            Cell(action.price, WON),
            Cell(action.running, WON),
            action.why,
        )
        for phase in content.roadmap
        for action in phase.actions
    ]
    return Sheet(_("Roadmap"), heads, rows) if rows else None


def _suppliers(content: ReportContent) -> Sheet | None:
    heads = (
        (_("Rank"), 7),
        (_("Supplier"), 26),
        (_("District"), 24),
        (_("Points of 100"), 10),
        (_("Reasons"), 80),
    )
    rows = [
        (line.place, line.name, line.home, _points(line.score), "\n".join(line.reasons))
        for line in content.suppliers
    ]
    return Sheet(_("Suppliers"), heads, rows) if rows else None


def _about(content: ReportContent) -> Sheet:
    method, sums = content.method, content.checksums
    rows: list[Row] = [
        (_("Careful"), content.confidentiality),
        (_("Framework"), content.framework.notice),
        *((section.title, "\n".join(section.paragraphs)) for section in method.sections),
        (_("How sure the numbers are"), "\n".join(method.uncertainty)),
        (_("Data as of"), method.data_date),
        (_("Answered"), method.answered),
        (_("Don’t know"), method.dont_know),
        (_("Not answered"), method.not_started),
        (_("Not applicable"), method.not_applicable),
        (_("Not asked"), method.not_asked),
        (_("Peers"), method.peers_group),
        (_("Number of peers"), method.peers_n),
        (_("Whom to ask"), method.contact),
        (_("Checksum of the framework"), sums.framework),
        (_("Checksum of the answers"), sums.answers),
        (_("Checksum of the result"), sums.outcome),
        (_("Version of the scoring"), sums.engine),
    ]
    kept = [row for row in rows if row[1] not in (None, "")]
    return Sheet(_("About this file"), ((_("What"), 26), (_("Value"), 100)), kept, has_row_heads=True)


def _points(text: str) -> Decimal | None:
    """The number behind points as they are shown; None for a dash."""
    return None if text in ("", "–") else Decimal(text.replace(",", ""))


SHEETS: tuple[Callable[[ReportContent], Sheet | None], ...] = (
    _summary, _nodes, _gaps, _answers, changed_sheets.results, changed_sheets.steps, changed_sheets.between,
    _bridge, _crossings, _plan, _suppliers, _about,
)  # fmt: skip
