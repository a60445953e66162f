"""By when assessors are to be done: dated rules, counted in working days. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessments.appealing import RUNNING
from core import working_days

_FOLDER = Path(__file__).resolve().parent / "clocks"
APPEALS, VERIFICATIONS, REPORTS, DECISIONS = "appeals", "verifications", "reports", "decisions"
MOST_DAYS = 250


@dataclass(frozen=True, slots=True)
class Rule:
    """From `since` on, so many working days."""

    since: date
    working_days: int


class BadRules(ValueError):
    """The file of rules cannot be used; the text says which line and why."""


def read(text: str) -> tuple[Rule, ...]:
    """The rules of a file, the oldest first. BadRules for one that is not a list of dated numbers of days."""
    try:
        lines: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadRules(f"not YAML: {error}") from None
    if not isinstance(lines, list) or not lines:
        raise BadRules("a list with at least one rule is needed")
    rules = [_rule(number, line) for number, line in enumerate(lines, start=1)]
    days = [each.since for each in rules]
    if days != sorted(set(days)):
        raise BadRules("the rules stand in the order of their days, each day once")
    return tuple(rules)


def _rule(number: int, line: Any) -> Rule:
    if not isinstance(line, dict) or set(line) != {"from", "working_days"}:
        raise BadRules(f"rule {number}: needs `from` and `working_days`, and nothing else")
    since, days = line["from"], line["working_days"]
    if type(since) is not date:
        raise BadRules(f"rule {number}: `from` is a day such as 2026-01-01")
    if type(days) is not int or not 1 <= days <= MOST_DAYS:
        raise BadRules(f"rule {number}: `working_days` is a whole number from 1 to {MOST_DAYS}")
    return Rule(since, days)


@cache
def rules(clock: str = APPEALS) -> tuple[Rule, ...]:
    """The rules of one of the portal's clocks."""
    return read((_FOLDER / f"{clock}.yaml").read_text("utf-8"))


def rule_on(day: date, among: tuple[Rule, ...] | None = None) -> Rule:
    """The rule in force on this day; before the first one, the first."""
    known = rules() if among is None else among
    return next((each for each in reversed(known) if each.since <= day), known[0])


def due_on(asked_on: date, among: tuple[Rule, ...] | None = None) -> date:
    """The working day at whose end a request of this day is due."""
    return working_days.after(asked_on, rule_on(asked_on, among).working_days)


def prolonged(due: date, waits_from: date, waits_until: date) -> date:
    """The day it is due after waiting for the company: later by the working days that passed meanwhile."""
    passed = (waits_until - waits_from).days
    waited = sum(working_days.is_working_day(waits_from + timedelta(days=n + 1)) for n in range(passed))
    return working_days.after(due, waited) if waited else due


def is_overdue(step: str, due: date, today: date) -> bool:
    """Whether its clock runs and its day is over."""
    return step in RUNNING and today > due


def report_due_on(visit_on: date) -> date:
    """By when the report on a visit is with the committee."""
    return due_on(visit_on, rules(REPORTS))


def decision_days(on: date) -> int:
    """How many working days the committee has for a report of this day."""
    return rule_on(on, rules(DECISIONS)).working_days


def decision_due_on(reported_on: date) -> date:
    """By when the committee is to decide on a report."""
    return due_on(reported_on, rules(DECISIONS))


def verification_due_on(opened_on: date, visit_on: date | None = None) -> date:
    """By when levels are verified that a company opened on a day; with a visit, when its report is due."""
    return report_due_on(visit_on) if visit_on else due_on(opened_on, rules(VERIFICATIONS))
