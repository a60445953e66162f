"""Levels and changes of a report, in the reader's language."""

from dataclasses import dataclass

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, LevelApplication
from assessments.queries.confirmation import level_of
from assessments.views.wording import level_step, level_text, text


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


def change_lines(row: LevelApplication) -> list[ChangeLine]:
    """What the report says was found differently, in the order of the framework."""
    items = framework_of(row.framework).items
    return [
        ChangeLine(
            text(items[each["item"]].title),
            level_text(items[each["item"]], each["claimed"]),
            level_text(items[each["item"]], each["verified"]),
            each["reason"],
            level_step(items[each["item"]], each["claimed"], each["verified"]),
        )
        for each in row.report.get("changes", ())
        if each["item"] in items
    ]
