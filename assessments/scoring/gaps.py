"""Where the missing points are: by item, by module and by technology domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.attainable import attainable
from assessments.scoring.branch import SUMS, WEIGHTED
from assessments.scoring.framework import Item, Node
from assessments.scoring.result import Result, State

BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class ItemGap:
    """The points of the total that one item leaves on the table.

    `gap` is influence x (maximum - points), in points of the total; `influence` is what one point of the
    item moves the total by. `share` is its part of all gaps in basis points (all shares add up to 10,000).
    """

    code: str
    module: str
    state: State
    choices: tuple[str, ...]
    influence: Fraction
    missing: Fraction
    gap: Fraction
    share: int


@dataclass(frozen=True, slots=True)
class ModuleGap:
    """The gap of a module: the sum over its items, with the items that caused it, largest first."""

    code: str
    gap: Fraction
    share: int
    causes: tuple[ItemGap, ...]


@dataclass(frozen=True, slots=True)
class DomainNeed:
    """How much of all gaps a technology domain closes, in basis points (all needs add up to 10,000)."""

    domain: str
    share: int
    gap: Fraction
    items: tuple[str, ...]


def influences(result: Result) -> dict[str, Fraction]:
    """What one point of each applicable item moves the total by, before rounding.

    Exact for means and sums. Under `min` each applicable child counts as an equal part, under `gate` a
    child's whole range as one step: conventions, since the true effect of one point there is a jump.
    """
    found: dict[str, Fraction] = {}
    tree = result.framework.tree
    _spread(result, tree, tree.factor, found)
    return {code: found[code] for code in result.framework.items if code in found}


def item_gaps(result: Result) -> tuple[ItemGap, ...]:
    """Every item with a gap, the largest first, ties in the order of the document.

    "Don't know" and "not started" leave no gap under the policy `exclude`, the gap to 0 points under
    `zero`, and the gap from the lowest choice under `max_gap`.
    """
    weights = influences(result)
    framework = result.framework
    sizes = {code: gap for code, gap in gap_sizes(result).items() if gap > 0}
    ordered = sorted(sizes, key=lambda code: -sizes[code])
    shares = _shares([sizes[code] for code in ordered])
    gaps = []
    for code, share in zip(ordered, shares, strict=True):
        item = result.items[code]
        gaps.append(
            ItemGap(
                code=code,
                module=framework.parents[code].code,
                state=item.state,
                choices=item.choices,
                influence=weights[code],
                missing=_missing(result, code),
                gap=sizes[code],
                share=share,
            )
        )
    return tuple(gaps)


def module_gaps(result: Result) -> tuple[ModuleGap, ...]:
    """Every module with a gap, the largest first, ties in the order of the document."""
    by_module: dict[str, list[ItemGap]] = {node.code: [] for node in result.framework.modules}
    for gap in item_gaps(result):
        by_module[gap.module].append(gap)
    sizes = {code: sum((g.gap for g in gaps), Fraction(0)) for code, gaps in by_module.items() if gaps}
    ordered = sorted(sizes, key=lambda code: -sizes[code])
    shares = _shares([sizes[code] for code in ordered])
    return tuple(
        ModuleGap(code, sizes[code], share, tuple(by_module[code]))
        for code, share in zip(ordered, shares, strict=True)
    )


def domain_needs(result: Result) -> tuple[DomainNeed, ...]:
    """How much each technology domain is needed, the most first, ties by the domain's code.

    An item's gap is shared among its n domains, the closest first, in the proportion
    2^(n-1) : ... : 2 : 1. Items without domains are left out. Empty when there is no gap.
    """
    return _needs(result, item_gaps(result))


def closing_domains(result: Result, gap: ModuleGap) -> tuple[DomainNeed, ...]:
    """What closes one module's gap; the same division as in `domain_needs`, its shares add up to 10,000."""
    return _needs(result, gap.causes)


def _needs(result: Result, gaps: Iterable[ItemGap]) -> tuple[DomainNeed, ...]:
    sizes: dict[str, Fraction] = {}
    causes: dict[str, list[str]] = {}
    for gap in gaps:
        domains = result.framework.items[gap.code].domains
        for place, domain in enumerate(domains):
            part = Fraction(2 ** (len(domains) - 1 - place), 2 ** len(domains) - 1)
            sizes[domain] = sizes.get(domain, Fraction(0)) + gap.gap * part
            causes.setdefault(domain, []).append(gap.code)
    ordered = sorted(sizes, key=lambda domain: (-sizes[domain], domain))
    shares = _shares([sizes[domain] for domain in ordered])
    return tuple(
        DomainNeed(domain, share, sizes[domain], tuple(causes[domain]))
        for domain, share in zip(ordered, shares, strict=True)
    )


def gap_sizes(result: Result) -> dict[str, Fraction]:
    """The gap of every item in points of the total, 0 included; an item with nothing to say (not
    applicable, not asked, or unknown under the policy `exclude`) is absent."""
    silent = result.framework.policies.dont_know == "exclude"
    return {
        code: influence * _missing(result, code)
        for code, influence in influences(result).items()
        if not (silent and result.items[code].points is None)
    }


def _missing(result: Result, code: str) -> Fraction:
    item = result.items[code]
    if item.points is not None:
        return item.maximum - item.points
    if result.framework.policies.dont_know == "max_gap":
        return item.maximum - item.minimum
    return Fraction(0)


def _applies(result: Result, part: Node | Item) -> bool:
    if isinstance(part, Node):
        return result.nodes[part.code].coverage is not None
    return result.items[part.code].state not in ("not_applicable", "not_asked")


def _spread(result: Result, node: Node, influence: Fraction, found: dict[str, Fraction]) -> None:
    children = [child for child in node.children if _applies(result, child)]
    weights = [child.weight if node.operator in WEIGHTED else Fraction(1) for child in children]
    total = sum(weights, Fraction(0))
    for child, weight in zip(children, weights, strict=True):
        part = influence * weight
        if node.operator == "gate":
            low, high = attainable(child)
            span = high - low
            part = part / span if span else Fraction(0)
        elif node.operator not in SUMS:
            part = part / total if total else Fraction(0)
        if isinstance(child, Item):
            found[child.code] = part
        else:
            _spread(result, child, part * child.factor, found)


def _shares(sizes: list[Fraction]) -> list[int]:
    """Basis points in proportion to `sizes`, adding up to 10,000 (largest remainder, the first on ties)."""
    total = sum(sizes, Fraction(0))
    if not total:
        return [0 for _ in sizes]
    exact = [size * BASIS_POINTS / total for size in sizes]
    shares = [part.numerator // part.denominator for part in exact]
    by_rest = sorted(range(len(sizes)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_rest[: BASIS_POINTS - sum(shares)]:
        shares[place] += 1
    return shares
