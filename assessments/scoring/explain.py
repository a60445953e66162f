"""How a number came about: the arithmetic of any node or item, step by step, ready for page and PDF."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring import number
from assessments.scoring.branch import SUMS, WEIGHTED
from assessments.scoring.framework import Item, Node, Operator
from assessments.scoring.result import Result, State


@dataclass(frozen=True, slots=True)
class Term:
    """One child in its parent's arithmetic.

    `value` is the child's score (None: none) and `product` value x weight, both None when the child is
    left out. `met` says whether a step of a gate met its `threshold` and was counted.
    """

    code: str
    is_item: bool
    state: str
    weight: Fraction
    value: Fraction | None
    product: Fraction | None
    counted: bool
    threshold: Fraction | None = None
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The arithmetic of one node: (sum of products) / divisor x factor = score.

    `divisor` is None where nothing is divided (sum, min, gate). `rounded` is set where the framework rounds
    (the root by its policy, other nodes by a rule of their own) and that changed the score. `formula` is the
    same in one line.
    """

    code: str
    operator: Operator
    terms: tuple[Term, ...]
    subtotal: Fraction | None
    divisor: Fraction | None
    factor: Fraction
    score: Fraction | None
    rounded: Fraction | None
    formula: str


@dataclass(frozen=True, slots=True)
class ItemExplanation:
    """The arithmetic of one item: the choices taken, the points each gives, and what was counted."""

    code: str
    state: State
    ticks: tuple[tuple[str, Fraction], ...]
    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    formula: str


def explain(result: Result, code: str) -> Explanation | ItemExplanation:
    """The arithmetic of the node or item with this code; KeyError when there is none."""
    if code in result.framework.items:
        return _item(result, result.framework.items[code])
    return _node(result, result.framework.nodes[code])


def explain_node(result: Result, code: str) -> Explanation:
    """The arithmetic of the node with this code; KeyError when there is none."""
    return _node(result, result.framework.nodes[code])


def _item(result: Result, item: Item) -> ItemExplanation:
    answered = result.items[item.code]
    ticks = tuple((code, item.choice(code).points) for code in answered.choices)
    parts = " + ".join(_bracketed(points) for _, points in ticks)
    formula = "" if answered.points is None else number.text(answered.points)
    if len(ticks) > 1 or (ticks and ticks[0][1] != answered.points):
        formula = f"{parts} = {formula}"
    return ItemExplanation(
        item.code, answered.state, ticks, answered.points, answered.minimum, answered.maximum, formula
    )


def _node(result: Result, node: Node) -> Explanation:
    terms = _steps(result, node) if node.operator == "gate" else _terms(result, node)
    score = result.nodes[node.code].score
    counted = [term for term in terms if term.counted]
    products = [term.product for term in counted if term.product is not None]
    subtotal: Fraction | None = None
    divisor: Fraction | None = None
    if score is not None:
        if node.operator == "gate":
            subtotal = Fraction(sum(term.met is True for term in counted))
        elif node.operator == "min":
            subtotal = min(products)
        else:
            subtotal = sum(products, Fraction(0))
            divisor = None if node.operator in SUMS else sum((t.weight for t in counted), Fraction(0))
    rounded = result.exact if node.code == result.framework.tree.code else None
    if node.rounding is not None and subtotal is not None:
        rounded, score = score, subtotal / (divisor or 1) * node.factor
    if rounded == score:
        rounded = None
    formula = _formula(node, counted, subtotal, divisor, score, rounded)
    return Explanation(
        node.code, node.operator, tuple(terms), subtotal, divisor, node.factor, score, rounded, formula
    )


def _terms(result: Result, node: Node) -> list[Term]:
    terms = []
    for child in node.children:
        weight = child.weight if node.operator in WEIGHTED else Fraction(1)
        value, state = _value(result, child)
        product = None if value is None else value * weight
        terms.append(
            Term(child.code, isinstance(child, Item), state, weight, value, product, value is not None)
        )
    return terms


def _steps(result: Result, node: Node) -> list[Term]:
    terms = []
    open_ladder = True
    for child in node.children:
        value, state = _value(result, child)
        threshold = child.threshold or Fraction(0)
        if state in ("not_applicable", "not_asked"):
            terms.append(
                Term(child.code, isinstance(child, Item), state, Fraction(1), None, None, False, threshold)
            )
            continue
        met = open_ladder and value is not None and value >= threshold
        open_ladder = open_ladder and (met or not node.cumulative)
        terms.append(
            Term(child.code, isinstance(child, Item), state, Fraction(1), value, value, True, threshold, met)
        )
    return terms


def _value(result: Result, child: Node | Item) -> tuple[Fraction | None, str]:
    if isinstance(child, Item):
        item = result.items[child.code]
        return item.points, item.state
    node = result.nodes[child.code]
    if node.coverage is None:
        return None, "not_applicable"
    return node.score, "not_started" if node.score is None else "answered"


def _formula(
    node: Node,
    counted: list[Term],
    subtotal: Fraction | None,
    divisor: Fraction | None,
    score: Fraction | None,
    rounded: Fraction | None,
) -> str:
    if score is None or subtotal is None:
        return ""
    values = [_bracketed(term.value) for term in counted if term.value is not None]
    if node.operator == "gate":
        left = f"{number.text(subtotal)} of {len(counted)}"
    elif node.operator == "min":
        left = f"min({', '.join(values)})"
    else:
        weights = [number.text(term.weight) for term in counted]
        if node.operator in WEIGHTED:
            values = [f"{value} × {weight}" for value, weight in zip(values, weights, strict=True)]
        left = " + ".join(values)
        if divisor is not None:
            left = f"({left}) ÷ {number.text(divisor)}"
    if node.factor != 1:
        left = f"({left})" if divisor is None and len(counted) > 1 else left
        left = f"{left} × {number.text(node.factor)}"
    sign = "=" if number.shown(score) == score else "≈"
    formula = f"{left} {sign} {number.shown(score)}"
    return formula if rounded is None else f"{formula} → {number.shown(rounded)}"


def _bracketed(value: Fraction | None) -> str:
    if value is None:
        return "–"
    written = str(number.shown(value))
    return f"({written})" if value < 0 else written
