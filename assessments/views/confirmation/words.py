"""Levels and changes of a report, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, LevelApplication
from assessments.queries.confirmation import level_of
from assessments.scoring import Framework
from assessments.views.wording import level_number, level_step, level_text, text


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An item that the assessor judged differently."""

    title: str
    claimed: str
    verified: str
    reason: str
    step: str = ""


def level_title(version: FrameworkVersion, level: int | None) -> str:
    """The name of a level; empty for none."""
    found = level_of(framework_of(version), level)
    return text(found.title) if found else ""


def moved(row: LevelApplication) -> tuple[int, int]:
    """How many questions the assessor found at a higher and at a lower level, where levels are numbered."""
    items = framework_of(row.framework).items
    pairs = [
        (
            level_number(items[each["item"]], each["claimed"]),
            level_number(items[each["item"]], each["verified"]),
        )
        for each in row.report.get("changes", ())
        if each["item"] in items
    ]
    steps = [int(found) - int(claimed) for claimed, found in pairs if claimed and found]
    return sum(step > 0 for step in steps), sum(step < 0 for step in steps)


def change_lines(row: LevelApplication) -> list[ChangeLine]:
    """What the report says was found differently, in the order of the framework."""
    return lines_of(framework_of(row.framework), row.report.get("changes", ()))


def lines_of(framework: Framework, changes: Iterable[Mapping[str, Any]]) -> list[ChangeLine]:
    """Changes of a verified result in words."""
    items = framework.items
    return [
        ChangeLine(
            text(items[each["item"]].title),
            level_text(items[each["item"]], each["claimed"]),
            level_text(items[each["item"]], each["verified"]),
            each["reason"],
            level_step(items[each["item"]], each["claimed"], each["verified"]),
        )
        for each in changes
        if each["item"] in items
    ]
