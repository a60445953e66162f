"""Why a number is what it is: the arithmetic of one node or item, down to the answers."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.http import Http404
from django.utils.translation import gettext as _

from assessments.scoring import Explanation, Item, ItemExplanation, Node, attainable, explain, item_gaps
from assessments.scoring.explain import Term
from portal.reports.build.areas import points_factors
from portal.reports.build.basis import Basis
from portal.reports.build.gaps import non_answer
from portal.reports.build.steps import better, first_step, step_of
from portal.reports.build.wording import exact, level_name, missed, number, said, scaled


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the way from the total down."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A child in its parent's sum. `left_out` says why it does not count; then there is no product."""

    code: str
    title: str
    value: str
    maximum: str
    weight: str
    product: str
    left_out: str = ""
    threshold: str = ""
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """A rung of the ladder: its start, and each of its conditions as a sentence with whether it holds."""

    title: str
    start: str
    is_start_met: bool
    gates: tuple[tuple[str, bool], ...]
    is_reached: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of an item and its points."""

    label: str
    example: str
    points: str
    is_chosen: bool
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """One page of the explanation.

    `shown` is the number with at most two decimals, `exact` with four. `points` is the part of the total that
    comes from here, out of `points_maximum`. `formula` is the same arithmetic in one line. Nodes have `lines`
    (and the root `levels`), items have `options`.
    """

    code: str
    title: str
    trail: tuple[Step, ...]
    is_item: bool
    shown: str
    exact: str
    maximum: Decimal
    rule: str
    formula: str
    points: str
    points_maximum: str
    has_weights: bool = False
    low: str = ""
    high: str = ""
    subtotal: str = ""
    divisor: str = ""
    factor: str = ""
    lines: tuple[Line, ...] = ()
    rounded: str = ""
    rounding: str = ""
    levels: tuple[LevelCheck, ...] = ()
    question: str = ""
    answer: str = ""
    state: str = ""
    reason: str = ""
    options: tuple[Option, ...] = ()
    weight: str = ""
    next_step: str = ""
    lift: str = ""
    evidence: tuple[str, ...] = ()


def why_of(basis: Basis, code: str) -> Why:
    """The explanation of this node or item, in the active language. Http404 for an unknown code."""
    framework = basis.framework
    if code in framework.items:
        return _item(basis, framework.items[code])
    if code in framework.nodes:
        return _node(basis, framework.nodes[code])
    raise Http404


def trail_of(basis: Basis, code: str) -> tuple[Step, ...]:
    """From the total down to this part."""
    part: Node | Item = basis.framework.items.get(code) or basis.framework.nodes[code]
    steps = [Step(part.code, said(part.title))]
    while (parent := basis.framework.parents.get(steps[0].code)) is not None:
        steps.insert(0, Step(parent.code, said(parent.title)))
    return tuple(steps)


def _node(basis: Basis, node: Node) -> Why:
    explained = explain(basis.outcome, node.code)
    assert isinstance(explained, Explanation)
    outcome = basis.outcome.nodes[node.code]
    factor = points_factors(basis.outcome)[node.code]
    maximum = attainable(node)[1]
    most = attainable(basis.framework.tree)[1]
    why = Why(
        code=node.code,
        title=said(node.title),
        trail=trail_of(basis, node.code),
        is_item=False,
        shown=_shown(outcome.score, maximum),
        exact="–" if outcome.score is None else number(outcome.score, 4),
        maximum=exact(maximum) or Decimal(0),
        low=_shown(outcome.low, maximum),
        high=_shown(outcome.high, maximum),
        rule=_rule(node, explained),
        formula=explained.formula,
        points=scaled((outcome.score or Fraction(0)) * factor, most),
        points_maximum=scaled(maximum * factor, most),
        has_weights=node.operator in ("weighted_mean", "weighted_sum"),
        subtotal="" if explained.subtotal is None else number(explained.subtotal, 4),
        divisor="" if explained.divisor is None else number(explained.divisor, 4),
        factor="" if explained.factor == 1 else number(explained.factor, 4),
        lines=tuple(_line(basis, term) for term in explained.terms),
    )
    if node.code != basis.framework.tree.code:
        return why
    return replace(
        why,
        shown=_shown(basis.outcome.score, maximum),
        low=_shown(basis.outcome.low, maximum),
        high=_shown(basis.outcome.high, maximum),
        rounded="" if explained.rounded is None else number(explained.rounded, 4),
        rounding=_rounding(basis),
        levels=_levels(basis),
    )


def _shown(value: Fraction | Decimal | None, maximum: Fraction) -> str:
    return "–" if value is None else scaled(value, maximum)


def _rule(node: Node, explained: Explanation) -> str:
    counted = sum(term.counted for term in explained.terms)
    words = {
        "weighted_mean": _("The %(n)s parts that count are multiplied by their weights, added up, and "
                           "divided by the sum of those weights."),
        "mean": _("The %(n)s parts that count are added up and divided by their number."),
        "weighted_sum": _("The %(n)s parts that count are multiplied by their weights and added up."),
        "sum": _("The %(n)s parts that count are added up."),
        "min": _("The lowest of the %(n)s parts that count decides."),
        "gate": _("Each of the %(n)s parts that meets its threshold counts as one step."),
    }  # fmt: skip
    rule = words[node.operator] % {"n": counted}
    if node.operator == "gate" and node.cumulative:
        rule += " " + _("The first that misses it ends the count.")
    if node.factor != 1:
        rule += " " + _("The outcome is multiplied by %(factor)s.") % {"factor": number(node.factor, 4)}
    return rule


def _line(basis: Basis, term: Term) -> Line:
    framework = basis.framework
    part: Node | Item = framework.items[term.code] if term.is_item else framework.nodes[term.code]
    return Line(
        code=term.code,
        title=said(part.title),
        value="" if term.value is None else number(term.value, 4),
        maximum=number(attainable(part)[1], 2),
        weight=number(term.weight, 4),
        product="" if term.product is None else number(term.product, 4),
        left_out="" if term.counted else _left_out(term),
        threshold="" if term.threshold is None else number(term.threshold, 4),
        is_met=term.met,
    )


def _left_out(term: Term) -> str:
    if not term.is_item:
        return _("No question below it has a score.")
    return non_answer(term.state)


def _rounding(basis: Basis) -> str:
    rounding = basis.framework.policies.rounding
    if rounding.method == "none":
        return _("The total is not rounded.")
    words = {
        "half_even": _("The total is rounded once, to %(digits)s decimals, a half to the even number."),
        "truncate": _("The total is cut once, to %(digits)s decimals."),
        "floor": _("The total is rounded down once, to %(digits)s decimals."),
    }
    return words[rounding.method] % {"digits": rounding.digits}


def _levels(basis: Basis) -> tuple[LevelCheck, ...]:
    outcome = basis.outcome
    if outcome.scheme is None or outcome.exact is None:
        return ()
    return tuple(
        LevelCheck(
            title=level_name(level),
            start=number(level.start),
            is_start_met=outcome.exact >= level.start,
            gates=tuple(
                _gate(basis, gate.node, gate.at_least) for gate in level.requires
            ),
            is_reached=place <= outcome.total.rung,
            is_current=place == outcome.total.rung,
        )
        for place, level in enumerate(outcome.scheme.bounds)
    )  # fmt: skip


def _gate(basis: Basis, code: str, at_least: Fraction) -> tuple[str, bool]:
    outcome = basis.outcome.nodes[code]
    name = said(basis.framework.nodes[code].title)
    if outcome.coverage is None:
        return _("%(area)s: does not apply, so it is waived") % {"area": name}, True
    is_met = outcome.score is not None and outcome.score >= at_least
    value = (
        "–"
        if outcome.score is None
        else _beside(outcome.score, at_least, attainable(basis.framework.nodes[code])[1])
    )
    facts = {"area": name, "least": number(at_least, 2), "value": value}
    return _("%(area)s at least %(least)s: it has %(value)s") % facts, is_met


def _beside(value: Fraction, bound: Fraction, maximum: Fraction) -> str:
    return missed(value, bound, maximum) if value < bound else scaled(value, maximum)


def _item(basis: Basis, item: Item) -> Why:
    explained = explain(basis.outcome, item.code)
    assert isinstance(explained, ItemExplanation)
    outcome = basis.outcome.items[item.code]
    factor = _item_factor(basis, item)
    gap = next((each for each in item_gaps(basis.outcome) if each.code == item.code), None)
    step = step_of(basis, gap) if gap is not None else None
    goal = better(item, outcome.choices) if outcome.choices else None
    most = attainable(basis.framework.tree)[1]
    return Why(
        code=item.code,
        title=said(item.title),
        trail=trail_of(basis, item.code),
        is_item=True,
        shown="–" if outcome.points is None else number(outcome.points, 2),
        exact="–" if outcome.points is None else number(outcome.points, 2),
        maximum=exact(item.maximum) or Decimal(0),
        rule=_item_rule(basis, item),
        formula=explained.formula if len(outcome.choices) > 1 else "",
        points=scaled((outcome.points or Fraction(0)) * factor, most),
        points_maximum=scaled(item.maximum * factor, most),
        question=said(item.question),
        answer=non_answer(outcome.state),
        state=outcome.state,
        reason=said(item.why),
        options=tuple(
            Option(
                label=said(choice.label),
                example=said(choice.example),
                points=number(choice.points, 2),
                is_chosen=choice.code in outcome.choices,
                is_next=goal is not None and choice.code == goal.code,
            )
            for choice in item.choices
        ),
        weight=number(item.weight, 4),
        next_step=first_step(item, outcome.choices),
        lift=scaled(step.lift, most) if step is not None else "",
        evidence=tuple(said(text) for text in item.evidence),
    )


def _item_factor(basis: Basis, item: Item) -> Fraction:
    """What a point of the item adds to the total as it was computed; 0 when the item does not count."""
    parent = basis.framework.parents[item.code]
    explained = explain(basis.outcome, parent.code)
    assert isinstance(explained, Explanation)
    term = next(each for each in explained.terms if each.code == item.code)
    above = points_factors(basis.outcome)[parent.code]
    if not term.counted:
        return Fraction(0)
    if parent.operator in ("min", "gate"):
        return above * parent.factor / sum(each.counted for each in explained.terms)
    return above * parent.factor * term.weight / (explained.divisor or 1)


def _item_rule(basis: Basis, item: Item) -> str:
    state = basis.outcome.items[item.code].state
    if state == "not_applicable":
        return _("“Does not apply” takes the question out of the calculation. It neither helps nor harms.")
    if state in ("dont_know", "not_started"):
        return {
            "exclude": _("“I do not know” counts neither as good nor as bad. It widens the range instead."),
            "zero": _("“I do not know” counts as no points."),
            "max_gap": _("“I do not know” counts as no points, and as the whole gap of the question."),
        }[basis.framework.policies.dont_know]
    if state == "not_asked":
        return _("This question was not asked, because an earlier answer made it needless.")
    if item.kind == "multiple":
        return _("Every box that was ticked gives its points.")
    return _("The sentence that was chosen gives its points.")
