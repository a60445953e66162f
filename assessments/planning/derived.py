"""A catalogue for a framework that comes without one: each choice above another is a step."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.planning.catalogue import Catalogue, Defaults, Solution, Span
from assessments.planning.plant import rungs_of
from assessments.planning.reading import shipped
from assessments.scoring import Framework, Item, Text
from core.domains import DOMAINS

MONTHS = (2, 6, 12)
COSTS = (
    (0, 10_000_000),
    (10_000_000, 50_000_000),
    (50_000_000, 200_000_000),
)
EQUIPMENT = ("AUTOMATION", "CONNECTION")
NOTICE = Text(
    ko="예시 값 · 비용과 기간은 답의 단계에서 어림한 범위이며 견적이 아닙니다.",
    en="Example values · costs and months are estimated from the step on the scale, not offers.",
)
SPANS = (Span(start=0, end=6, side_by_side=3, most=6), Span(start=6, end=18, side_by_side=3, most=8))
OWN = {"MICRO": 20_000_000, "SMALL": 50_000_000, "MEDIUM": 150_000_000, "UPPER": 300_000_000}


def catalogue_of(framework: Framework) -> Catalogue:
    """The catalogue that comes with the portal for the framework, or one made of its own choices."""
    return shipped(framework.code) or framework.derived(_derived)


def _derived(framework: Framework) -> Catalogue:
    return Catalogue(
        code=framework.code,
        version=framework.version,
        framework=framework.code,
        notice=NOTICE,
        spans=SPANS,
        money=Defaults(own=OWN, own_otherwise=50_000_000, rate=0, ceiling=0),
        rules=(),
        solutions=tuple(each for item in framework.items.values() for each in _steps(item)),
        is_derived=True,
    )


def _steps(item: Item) -> Iterator[Solution]:
    """One solution for each level of an item above its lowest."""
    lowest = min(item.choices, key=lambda choice: (choice.points, choice.code))
    rungs = rungs_of(item, (lowest.code,))
    domain = next((each for each in item.domains if each in DOMAINS), "")
    for level in range(rungs.top):
        here = item.choice(rungs.choices[level][-1])
        goal = item.choice(
            next(code for code in rungs.choices[level + 1] if code not in rungs.choices[level])
        )
        band = _band(item, rungs.points[level], domain)
        yield Solution(
            code=f"{item.code}.{level + 1}",
            domain=domain,
            title=item.title,
            what=here.next_step or goal.label,
            cost=COSTS[band],
            months=MONTHS[band],
            lifts=((item.code, 1),),
            window=(level, level + 1),
            is_system=False,
            is_granted=band > 0,
        )


def _band(item: Item, points: Fraction, domain: str) -> int:
    """How much work a level is, 0 to 2: an estimate by rule.

    The first fifth of an item's points is light, up to three fifths middling, above that large; equipment
    costs one band more from two fifths on, consulting one band less.
    """
    span = item.maximum - item.minimum
    share = (points - item.minimum) / span if span else Fraction(0)
    found = 0 if share < Fraction(1, 5) else 1 if share < Fraction(3, 5) else 2
    if domain and DOMAINS.get(domain).area.code in EQUIPMENT and share >= Fraction(2, 5):
        return min(found + 1, 2)
    return max(found - 1, 0) if domain in ("", "CONSULT") else found
