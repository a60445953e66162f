"""What a schema cannot say: references, orders and sums across a framework document."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assessments.scoring import continuations, fields, hint_checks, magnitude, reachability
from assessments.scoring.reading import Reading, hint, join
from assessments.scoring.schema import MAX_TREE_DEPTH, NON_ANSWERS

Data = dict[str, Any]


def check(data: Data, reading: Reading) -> None:
    """Add to `reading.faults` what is wrong between the parts of a document.

    Parts that already have a fault are missing from `data` and are passed over.
    """
    tree = data.get("tree")
    nodes: dict[str, Data] = {}
    items: dict[str, Data] = {}
    paths: dict[str, str] = {}
    if tree:
        for part, path, parent, depth in _walk(tree, "tree", None, 1):
            _code(part, path, paths, reading)
            if depth > MAX_TREE_DEPTH:
                _fault(reading, "tree-depth", path, most=MAX_TREE_DEPTH)
            _threshold(part, path, parent, reading)
            known = items if "children" not in part else nodes
            known.setdefault(part.get("code", ""), part)
            if "children" in part:
                _node(part, path, reading)
            else:
                _item(part, path, reading)
        fields.check(items, paths, reading)
        magnitude.check(tree, "tree", reading)
        reachability.check(items, paths, reading)
    _rounding(data.get("policies") or {}, "policies", reading)
    _levels(data, nodes, reading)
    hint_checks.check(data, items, reading)
    continuations.check(data, items, reading)


def _fault(reading: Reading, code: str, path: str, **values: object) -> None:
    reading.faults.add(code, path, reading.lines.get(path, 1), **values)


def _walk(
    part: Data, path: str, parent: Data | None, depth: int
) -> Iterator[tuple[Data, str, Data | None, int]]:
    yield part, path, parent, depth
    for i, child in enumerate(part.get("children") or ()):
        if child:
            yield from _walk(child, join(join(path, "children"), i), part, depth + 1)


def _code(part: Data, path: str, paths: dict[str, str], reading: Reading) -> None:
    code = part.get("code")
    if code is None:
        return
    if code in paths:
        first = reading.lines[join(paths[code], "code")]
        _fault(reading, "duplicate-code", join(path, "code"), value=code, first=first)
    else:
        paths[code] = path


def _threshold(part: Data, path: str, parent: Data | None, reading: Reading) -> None:
    operator = parent.get("operator") if parent else None
    if operator == "gate" and "threshold" not in part and join(path, "threshold") not in reading.lines:
        _fault(reading, "threshold-missing", path)
    if operator not in (None, "gate") and "threshold" in part:
        _fault(reading, "threshold-unused", join(path, "threshold"), operator=operator)


def _node(node: Data, path: str, reading: Reading) -> None:
    _rounding(node, path, reading)
    operator = node.get("operator")
    if operator is not None and operator != "gate" and join(path, "cumulative") in reading.lines:
        _fault(reading, "cumulative-unused", join(path, "cumulative"))
    children = node.get("children") or ()
    if operator in ("weighted_mean", "weighted_sum") and children and all(children):
        weights = [Fraction(child.get("weight", 1)) for child in children]
        if sum(weights) == 0:
            _fault(reading, "weights-zero", join(path, "children"))


def _item(item: Data, path: str, reading: Reading) -> None:
    choices = item.get("choices") or []
    single = item.get("kind", "single") == "single"
    seen: dict[str, int] = {}
    for i, choice in enumerate(choices):
        if not choice:
            continue
        place = join(join(path, "choices"), i)
        code = choice.get("code")
        if code in NON_ANSWERS:
            _fault(reading, "reserved-choice", join(place, "code"), value=code)
        if code in seen:
            _fault(reading, "duplicate-code", join(place, "code"), value=code, first=seen[code])
        elif code is not None:
            seen[code] = reading.lines[join(place, "code")]
        if single and "exclusive" in choice:
            _fault(reading, "multiple-only", join(place, "exclusive"), key="exclusive")
    if single and len(choices) == 1:
        _fault(reading, "too-few", join(path, "choices"), least=2, count=1)
    for key in ("at_least", "at_most"):
        if single and key in item:
            _fault(reading, "multiple-only", join(path, key), key=key)
    least, most = item.get("at_least"), item.get("at_most")
    if least is not None and most is not None and Fraction(least) > Fraction(most):
        _fault(reading, "limits-crossed", join(path, "at_least"), least=least, most=most)


def _rounding(data: Data, path: str, reading: Reading) -> None:
    rounding = data.get("rounding") or {}
    if rounding.get("method") == "none" and rounding.get("digits"):
        _fault(reading, "digits-without-rounding", join(path, "rounding.digits"))


def _levels(data: Data, nodes: dict[str, Data], reading: Reading) -> None:
    tiers = _distinct(data.get("tiers") or (), "tiers", reading)
    levels = data.get("levels") or {}
    schemes = levels.get("schemes") or ()
    codes = _distinct(schemes, "levels.schemes", reading)
    default = levels.get("default")
    if default is not None and schemes and default not in codes:
        _fault(reading, "unknown-scheme", "levels.default", value=default, **hint(default, codes))
    declared = "tiers" in reading.lines
    for i, scheme in enumerate(schemes):
        path = join(join("levels.schemes", i), "bounds")
        _bounds((scheme or {}).get("bounds") or (), path, tiers, declared, nodes, reading)


def _distinct(parts: Any, path: str, reading: Reading) -> list[str]:
    """The codes of a list of parts, in order; a code used before is a fault."""
    codes: list[str] = []
    for i, part in enumerate(parts):
        code = (part or {}).get("code")
        if code in codes:
            where = join(join(path, i), "code")
            first = reading.lines[join(join(path, codes.index(code)), "code")]
            _fault(reading, "duplicate-code", where, value=code, first=first)
        if code is not None:
            codes.append(code)
    return codes


def _bounds(
    bounds: Any, path: str, tiers: list[str], declared: bool, nodes: dict[str, Data], reading: Reading
) -> None:
    before: Data = {}
    highest: str | None = None
    for i, bound in enumerate(bounds):
        place = join(path, i)
        if not bound:
            continue
        for key in ("level", "from"):
            if key in bound and key in before and Fraction(bound[key]) <= Fraction(before[key]):
                values = {"key": key, "value": bound[key], "before": before[key]}
                _fault(reading, "not-ascending", join(place, key), **values)
        tier = bound.get("tier")
        if tier is None:
            if declared and join(place, "tier") not in reading.lines:
                _fault(reading, "missing-key", place, key="tier")
        elif tier not in tiers:
            _fault(reading, "unknown-tier", join(place, "tier"), value=tier, **hint(tier, tiers))
        else:
            if highest is not None and tiers.index(tier) < tiers.index(highest):
                _fault(reading, "tier-order", join(place, "tier"), value=tier, before=highest)
            highest = tier
        for j, gate in enumerate(bound.get("requires") or ()):
            node = (gate or {}).get("node")
            if node is not None and node not in nodes:
                where = join(join(join(place, "requires"), j), "node")
                _fault(reading, "unknown-node", where, value=node, **hint(node, list(nodes)))
        before = {**before, **bound}
