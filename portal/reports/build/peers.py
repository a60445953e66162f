"""Where the plant stands among others: the group that is used, the sentence, every measure."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.benchmark import (
    FIRMS_FOR_MEAN,
    FIRMS_FOR_PERCENTILE,
    FIRMS_IN_BLOCK,
    TOTAL,
    Cell,
    Group,
    Measure,
    Step,
    known_scores_of,
    maxima_of,
    place_of,
)
from assessments.queries.benchmark import Benchmark
from core.industries import INDUSTRIES
from core.web.naming import region_name, size_name
from core.web.wording import SEOUL
from portal.reports.build.basis import Basis
from portal.reports.build.wording import exact, language, number, said, scaled, with_case
from portal.reports.content import Area
from portal.reports.peers import PeerGroup, PeerLine, Peers

_MILLION = Decimal(1_000_000)


def peers_of(basis: Basis, benchmark: Benchmark | None) -> Peers | None:
    """What is said about the plant's place; None where too few plants are counted."""
    if benchmark is None or benchmark.position.cell is None or benchmark.told_at is None:
        return None
    found = benchmark.position
    cell = benchmark.position.cell
    lines = tuple(_line(basis, cell, code) for code in maxima_of(basis.framework))
    return Peers(
        group=group_name(cell.group),
        plants=cell.plants,
        firms=cell.firms,
        told_on=benchmark.told_at.astimezone(SEOUL).date(),
        sentence=_sentence(cell, lines[0], is_synthetic=found.is_synthetic),
        lines=lines,
        groups=tuple(_group(step, cell) for step in found.steps),
        widened=_widened(found.steps[0], cell),
        note=synthetic_note() if found.is_synthetic else "",
        is_synthetic=found.is_synthetic,
    )


def with_medians(areas: tuple[Area, ...], peers: Peers | None) -> tuple[Area, ...]:
    """The areas with the median of the peers, where it is told."""
    if peers is None:
        return areas
    medians = {line.code: line.median for line in peers.areas}
    return tuple(replace(area, peers_median=medians.get(area.code)) for area in areas)


def group_name(group: Group) -> str:
    """ "Fabricated metal · Small enterprise · Gyeongnam"."""
    if group.industry in INDUSTRIES:
        industry = INDUSTRIES.get(group.industry)
        name = industry.short_ko if language() == "ko" else industry.short_en
    else:
        name = group.industry or _("all of manufacturing")
    size = size_name(group.size) if group.size else _("all sizes")
    return " · ".join([name, size, region_name(group.region)])


def synthetic_note() -> str:
    """What a reader must know where every number is made up."""
    return _(
        "These plants do not exist: a population drawn by chance from public figures of places, industries "
        "and sizes. No real company is in it, and it gives way as soon as enough real ones are counted."
    )


def comparing(peers: Peers) -> tuple[str, ...]:
    """How the comparison comes about, for the chapter on method."""
    counts = {"plants": number(Decimal(peers.plants)), "firms": number(Decimal(peers.firms))}
    paragraphs = [
        _("Compared with: %(group)s, %(plants)s plants of %(firms)s companies.")
        % {"group": peers.group, **counts},
        peers.widened,
        _("The newest result of each plant counts, if its company agreed to statistics and the same "
          "questions were counted in the same way."),
        _("Means are told from %(mean)s companies on, percentiles from %(percentile)s. Companies enter and "
          "leave the numbers only %(block)s or more at a time, so that none can be worked out from two of "
          "them.")
        % {"mean": FIRMS_FOR_MEAN, "percentile": FIRMS_FOR_PERCENTILE, "block": FIRMS_IN_BLOCK},
        peers.note,
    ]  # fmt: skip
    return tuple(filter(None, paragraphs))


def _line(basis: Basis, cell: Cell, code: str) -> PeerLine:
    measure = cell.measures[code]
    root = basis.framework.tree
    node = root if code == TOTAL else basis.framework.nodes[code]
    mine = known_scores_of(basis.outcome)[code]
    place = None if mine is None else place_of(mine, measure.ladder)
    percent, is_upper = (place.percent, place.is_upper) if place else (None, False)
    return PeerLine(
        code=code,
        title=_("Total") if code == TOTAL else said(node.title),
        maximum=exact(maxima_of(basis.framework)[code]) or Decimal(0),
        score=basis.outcome.score if code == TOTAL else exact(basis.outcome.nodes[code].score),
        mean=_decimal(measure.mean),
        quarter=_step(measure, 25),
        median=_step(measure, 50),
        three_quarters=_step(measure, 75),
        percent=percent,
        is_upper=is_upper,
        place=_place(percent, is_upper=is_upper),
    )


def _place(percent: int | None, *, is_upper: bool) -> str:
    if percent is None:
        return ""
    if is_upper:
        return _("within the top %(percent)s%%") % {"percent": percent}
    return _("within the bottom %(percent)s%%") % {"percent": percent}


def _step(measure: Measure, percent: int) -> Decimal | None:
    value = measure.ladder.get(percent)
    return None if value is None else _decimal(value)


def _decimal(millionths: int) -> Decimal:
    return Decimal(millionths) / _MILLION


def _sentence(cell: Cell, total: PeerLine, *, is_synthetic: bool) -> str:
    facts = {
        "who": _who(cell, is_synthetic=is_synthetic),
        "percent": total.percent,
        "mean": scaled(total.mean, total.maximum),
        "score": "" if total.score is None else scaled(total.score, total.maximum),
    }
    if total.score is None:
        return _("%(who)s have %(mean)s points on average.") % facts
    if total.percent is None:
        return _("%(who)s have %(mean)s points on average, this plant has %(score)s.") % facts
    if total.is_upper:
        return _("Among %(who)s, this plant is within the top %(percent)s%%.") % facts
    return _("Among %(who)s, this plant is within the bottom %(percent)s%%.") % facts


def _who(cell: Cell, *, is_synthetic: bool) -> str:
    if cell.group.industry:
        words = (_("%(n)s plants of the same industry"), _("%(n)s made-up plants of the same industry"))
    elif cell.group.size:
        words = (_("%(n)s plants of the same size"), _("%(n)s made-up plants of the same size"))
    else:
        words = (_("%(n)s plants of all industries"), _("%(n)s made-up plants of all industries"))
    return words[is_synthetic] % {"n": number(Decimal(cell.plants))}


def _group(step: Step, used: Cell) -> PeerGroup:
    cell = step.cell
    return PeerGroup(
        name=group_name(step.group),
        plants=cell.plants if cell else None,
        firms=cell.firms if cell else None,
        has_percentiles=cell is not None and cell.has_ladder,
        is_used=cell is not None and cell.group == used.group,
    )


def _widened(narrowest: Step, used: Cell) -> str:
    if narrowest.group == used.group:
        return ""
    words = _(
        "Fewer than %(least)s companies are counted in %(narrow)s. So the group was widened to %(group)s."
    )
    return words % {
        "narrow": group_name(narrowest.group),
        "group": with_case(group_name(used.group), "으로/로"),
        "least": FIRMS_FOR_PERCENTILE if used.has_ladder else FIRMS_FOR_MEAN,
    }
