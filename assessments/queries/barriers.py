"""What is told about barriers, and a company's own answers."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from assessments.barriers import BARRIERS, Answered, Block, Line, by_industry, by_region, line
from assessments.benchmark import Group
from assessments.models import BarrierSurvey
from core.accounts.actor import SYSTEM, Actor
from core.scope import enter


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that may be told: the country, provinces, industries; None and empty for too few firms."""

    everybody: Line | None
    regions: list[Line]
    industries: list[Line]


def survey_of(result_id: uuid.UUID, by: Actor) -> BarrierSurvey | None:
    """The company's answers for a result."""
    return BarrierSurvey.objects.visible_to(by).filter(pk=result_id).first()


def barriers_told(by: Actor) -> Told:
    """Counted as the portal itself, in whole blocks: numbers, never whose (one query)."""
    enter(SYSTEM)
    try:
        rows = list(BarrierSurvey.objects.filter(block__isnull=False).order_by("block", "pk"))
    finally:
        enter(by)
    found: dict[uuid.UUID, list[BarrierSurvey]] = defaultdict(list)
    for row in rows:
        if row.block:
            found[row.block].append(row)
    blocks = [_block(members) for members in found.values()]
    return Told(line("", blocks), by_region(blocks), by_industry(blocks))


def _block(rows: list[BarrierSurvey]) -> Block:
    first = rows[0]
    members = (
        Answered(str(row.organisation_id), {each: getattr(row, each) for each in BARRIERS}) for row in rows
    )
    group = Group(industry=first.block_industry, region=first.block_region)
    return Block(group, first.block_size, tuple(members))
