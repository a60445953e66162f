"""A catalogue file read and checked: every fault is named with its place."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assessments.planning.catalogue import PRICE_STEP, Catalogue, Defaults, Rule, Solution, Span
from assessments.scoring import Framework, Text
from core.domains import DOMAINS

SCHEMA = "ieum.catalogue/1"
_TOP = {"schema", "code", "version", "framework", "notice", "phases", "money", "rules", "steps"}
_STEP = {
    "code", "domain", "kind", "title", "what", "cost", "running", "months", "lifts", "window", "waits",
    "group", "grant",
}  # fmt: skip
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = ("system", "practice")


class Faulty(ValueError):
    """A catalogue that cannot be used; `faults` are lines such as "steps[3].cost: ..."."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@cache
def shipped(framework: str) -> Catalogue | None:
    """The catalogue that comes with the portal for a framework's code; None where there is none."""
    file = files(__package__) / "catalogues" / f"{framework}.yaml"
    return load(file.read_text(encoding="utf-8")) if file.is_file() else None


def load(text: str) -> Catalogue:
    """The catalogue in YAML text. Raises Faulty with everything that is wrong in it."""
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe one, in C where that is there
    except yaml.YAMLError as error:
        raise Faulty([f"YAML: {' '.join(str(error).split())}"]) from None
    faults: list[str] = []
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise Faulty([f"schema: must be {SCHEMA}"])
    faults += [f"{key}: unknown" for key in sorted(set(data) - _TOP)]
    faults += [f"{key}: missing" for key in sorted(_TOP - set(data))]
    if faults:
        raise Faulty(faults)
    spans = _each(data["phases"], "phases", _span, faults)
    rules = _each(data["rules"], "rules", _rule, faults)
    steps = _each(data["steps"], "steps", _step, faults)
    money = _each([data["money"]], "money", _money, faults)
    notice = _each([data["notice"]], "notice", _text, faults)
    if faults:
        raise Faulty(faults)
    found = Catalogue(
        code=str(data["code"]),
        version=str(data["version"]),
        framework=str(data["framework"]),
        notice=notice[0],
        spans=tuple(spans),
        money=money[0],
        rules=tuple(rules),
        solutions=tuple(steps),
    )
    if faults := [*_between(found)]:
        raise Faulty(faults)
    return found


def faults_against(catalogue: Catalogue, framework: Framework) -> list[str]:
    """What does not fit the framework: unknown items, levels above an item's choices, items nobody lifts."""
    tops = {
        code: len({choice.points for choice in item.choices}) - 1 for code, item in framework.items.items()
    }
    found = []
    for place, solution in enumerate(catalogue.solutions):
        for item, _by in solution.lifts:
            if item not in tops:
                found.append(f"steps[{place}].lifts: {framework.code} has no item {item}")
            elif solution.window[1] > tops[item]:
                found.append(f"steps[{place}].window: {item} has no level {solution.window[1]}")
    for place, rule in enumerate(catalogue.rules):
        if rule.level > tops.get(rule.item, -1):
            found.append(f"rules[{place}]: {framework.code} has no level {rule.level} of {rule.item}")
    for item, top in tops.items():
        for level in range(top):
            if not any(item in dict(each.lifts) and each.window[1] > level for each in catalogue.solutions):
                found.append(f"steps: none lifts {item} above {level}")
    return found


def _each(rows: Any, name: str, read: Callable[[Any], Any], faults: list[str]) -> list[Any]:
    found = []
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        try:
            found.append(read(row))
        except (KeyError, TypeError, ValueError) as error:
            said = f"missing {error}" if isinstance(error, KeyError) else str(error)
            faults.append(f"{name}[{place}]: {said}")
    if not found and not faults:
        faults.append(f"{name}: must be a list with something in it")
    return found


def _text(row: Any) -> Text:
    if not isinstance(row, Mapping) or set(row) != {"ko", "en"} or not all(row.values()):
        raise ValueError("a text needs ko and en")
    return Text(ko=str(row["ko"]), en=str(row["en"]))


def _whole(value: Any, least: int = 0) -> int:
    if type(value) is not int or value < least:
        raise ValueError(f"{value!r} is no whole number from {least}")
    return value


def _span(row: Any) -> Span:
    start, end = _whole(row["from"]), _whole(row["to"], 1)
    if end <= start:
        raise ValueError("a phase must end after it begins")
    return Span(
        start=start, end=end, side_by_side=_whole(row["side_by_side"], 1), most=_whole(row["most"], 1)
    )


def _money(row: Any) -> Defaults:
    rate = _whole(row["rate"])
    if rate > 100:
        raise ValueError("a rate is at most 100 percent")
    own = {str(size): _whole(won) for size, won in row["own"].items()}
    return Defaults(
        own=own, own_otherwise=_whole(row["own_otherwise"]), rate=rate, ceiling=_whole(row["ceiling"])
    )


def _rule(row: Any) -> Rule:
    return Rule(
        code=str(row["code"]),
        item=str(row["item"]),
        level=_whole(row["level"], 1),
        first=str(row["first"]),
        why=_text(row["why"]),
    )


def _step(row: Any) -> Solution:
    if stray := set(row) - _STEP:
        raise ValueError(f"unknown {sorted(stray)}")
    low, high = (_whole(each) for each in row["cost"])
    start, end = (_whole(each) for each in row["window"])
    lifts = tuple((str(item), _whole(by, 1)) for item, by in row["lifts"].items())
    if not lifts:
        raise ValueError("lifts: nothing is lifted")
    if high < low or not high or low % PRICE_STEP or high % PRICE_STEP:
        raise ValueError("cost: needs low and high in whole millions of won")
    if end <= start:
        raise ValueError("window: must end above where it begins")
    if row["domain"] not in DOMAINS:
        raise ValueError(f"domain: there is no {row['domain']}")
    if row["kind"] not in _KINDS:
        raise ValueError(f"kind: must be one of {', '.join(_KINDS)}")
    is_system = row["kind"] == "system"
    return Solution(
        code=str(row["code"]),
        domain=row["domain"],
        title=_text(row["title"]),
        what=_text(row["what"]),
        cost=(low, high),
        running=_whole(row.get("running", 0)),
        months=_whole(row["months"], 1),
        lifts=lifts,
        window=(start, end),
        waits=tuple(row.get("waits", ())),
        group=str(row.get("group", "")),
        is_system=is_system,
        is_granted=bool(row.get("grant", is_system)),
    )


def _between(catalogue: Catalogue) -> list[str]:
    """References, and that what comes first is cheaper, can begin at once and leads there."""
    found = []
    codes = {
        "steps": [each.code for each in catalogue.solutions],
        "rules": [each.code for each in catalogue.rules],
    }
    for name, seen in codes.items():
        found += [f"{name}: {code} twice" for code in dict.fromkeys(seen) if seen.count(code) > 1]
    longest = max(span.end - span.start for span in catalogue.spans if span.end is not None)
    for place, solution in enumerate(catalogue.solutions):
        if solution.months > longest:
            found.append(f"steps[{place}].months: no phase holds {solution.months} months")
        for code in solution.waits:
            if code not in catalogue.rule:
                found.append(f"steps[{place}].waits: there is no rule {code}")
                continue
            first = catalogue.by_code.get(catalogue.rule[code].first)
            if first is not None and first.price >= solution.price:
                found.append(f"steps[{place}].waits: {first.code} is no cheaper first step")
    for place, rule in enumerate(catalogue.rules):
        first = catalogue.by_code.get(rule.first)
        if first is None:
            found.append(f"rules[{place}].first: there is no step {rule.first}")
        elif first.lead != rule.item or first.window[0] or first.waits or first.window[1] < rule.level:
            found.append(f"rules[{place}].first: {first.code} does not lead there from the beginning")
        elif dict(first.lifts)[rule.item] < rule.level:
            found.append(f"rules[{place}].first: {first.code} lifts {rule.item} too little")
    return found
