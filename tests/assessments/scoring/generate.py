"""Frameworks and answers made up at random, for the properties that hold for all of them."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE
from assessments.scoring.conditions import AnyOf, AtLeast, Condition, Either, Every, Negation
from assessments.scoring.framework import (
    Choice,
    Framework,
    Gate,
    Item,
    Level,
    Node,
    Policies,
    Rounding,
    Scheme,
    Text,
    Tier,
)

WORDS = Text(ko="글", en="text")
LINEAR = ("mean", "weighted_mean", "sum", "weighted_sum")
OPERATORS = (*LINEAR, "min", "gate")

points = st.sampled_from([Fraction(n, d) for n in (-1, 0, 1, 2, 3, 5) for d in (1, 2, 3)])
ladder_points = st.lists(st.integers(0, 6), min_size=2, max_size=6, unique=True).map(sorted)
weights = st.sampled_from([Fraction(w) for w in ("0", "1", "2", "0.254", "15", "10/7")])
factors = st.sampled_from([Fraction(f) for f in ("1", "1", "200", "10/7", "0.5")])
thresholds = st.sampled_from([Fraction(t) for t in ("0", "0.5", "1", "2", "3")])
roundings = st.sampled_from(
    [
        Rounding(),
        Rounding("half_even", 0),
        Rounding("half_even", 2),
        Rounding("truncate", 1),
        Rounding("floor", 0),
    ]
)


@st.composite
def items(draw: st.DrawFn, code: str, earlier: list[Item], conditions: bool, plain: bool) -> Item:
    kind = "single" if plain else draw(st.sampled_from(["single", "single", "multiple"]))
    if plain or draw(st.booleans()):
        values = [Fraction(p) for p in draw(ladder_points)]
    else:
        values = draw(st.lists(points, min_size=2, max_size=4))
    choices = [Choice(f"c{i}", value, WORDS) for i, value in enumerate(values)]
    if kind == "multiple" and draw(st.booleans()):
        choices.append(Choice("none", Fraction(0), WORDS, exclusive=True))
    limits = draw(st.booleans()) if kind == "multiple" else False
    return Item(
        code=code,
        title=WORDS,
        question=WORDS,
        choices=tuple(choices),
        kind=kind,
        weight=draw(weights),
        threshold=None,
        domains=tuple(draw(st.lists(st.sampled_from(["MES", "ERP", "AI"]), unique=True, max_size=3))),
        not_applicable=draw(st.booleans()),
        dont_know=True,
        ask_when=draw(asking(earlier)) if conditions and earlier and draw(st.booleans()) else None,
        at_least=Fraction(0) if limits else None,
        at_most=Fraction(4) if limits else None,
    )


@st.composite
def asking(draw: st.DrawFn, earlier: list[Item]) -> Condition:
    always = [item for item in earlier if item.ask_when is None]

    def atom(item: Item) -> Condition:
        choice = draw(st.sampled_from(item.choices)).code
        shape = draw(st.sampled_from(["any_of", "at_least", "not"]))
        if shape == "at_least" and item.kind == "single":
            return AtLeast(item.code, choice)
        found = AnyOf(item.code, (choice,))
        return Negation(found) if shape == "not" else found

    first, second = (atom(draw(st.sampled_from(always))) for _ in range(2))
    if first.__class__ is second.__class__ or draw(st.booleans()):
        return first
    return draw(st.sampled_from([first, Either((first, second)), Every((first,))]))


@st.composite
def nodes(
    draw: st.DrawFn,
    counter: list[int],
    earlier: list[Item],
    depth: int,
    operators: tuple[str, ...],
    conditions: bool,
    plain: bool,
    rounds: bool,
) -> Node:
    counter[0] += 1
    code = f"N{counter[0]}"
    operator = draw(st.sampled_from(operators))
    children: list[Node | Item] = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            children.append(draw(nodes(counter, earlier, depth - 1, operators, conditions, plain, rounds)))
        else:
            counter[0] += 1
            item = draw(items(f"I{counter[0]}", earlier, conditions, plain))
            earlier.append(item)
            children.append(item)
    if operator in ("weighted_mean", "weighted_sum") and not any(child.weight for child in children):
        children[0].__dict__["weight"] = Fraction(1)
    if operator == "gate":
        for child in children:
            child.__dict__["threshold"] = draw(thresholds)
    return Node(
        code=code,
        title=WORDS,
        operator=operator,  # type: ignore[arg-type]
        children=tuple(children),
        factor=draw(factors),
        weight=draw(weights),
        cumulative=draw(st.booleans()) if operator == "gate" else True,
        rounding=draw(roundings) if rounds and draw(st.booleans()) else None,
    )


@st.composite
def frameworks(
    draw: st.DrawFn,
    operators: tuple[str, ...] = OPERATORS,
    dont_know: tuple[str, ...] = ("exclude", "zero", "max_gap"),
    conditions: bool = True,
    plain: bool = False,
    rounds: bool = False,
) -> Framework:
    """Any framework; `plain` ones have single items of points from 0 up, `rounds` lets nodes round."""
    counter = [0]
    tree = draw(nodes(counter, [], 2, operators, conditions, plain, rounds))
    tree = replace(tree, weight=Fraction(1), rounding=None)
    codes = [f"N{n}" for n in range(1, counter[0] + 1)]
    bounds = []
    for level, start in enumerate(
        draw(st.lists(st.integers(-5, 60), min_size=1, max_size=5, unique=True).map(sorted))
    ):
        gates = draw(
            st.lists(st.sampled_from([c for c in codes if _is_node(tree, c)]), max_size=2, unique=True)
        )
        requires = tuple(Gate(code, draw(thresholds)) for code in gates)
        bounds.append(Level(level, Fraction(start), WORDS, None, "low" if level < 2 else "high", requires))
    return Framework(
        code="made-up",
        version="1",
        languages=("ko", "en"),
        title=WORDS,
        summary=WORDS,
        licence="CC0-1.0",
        source=WORDS,
        policies=Policies(
            draw(st.sampled_from(dont_know)),  # type: ignore[arg-type]
            draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 2), Fraction("0.7")])),
            draw(roundings),
        ),
        tree=tree,
        schemes=(Scheme("plain", WORDS, tuple(bounds)),),
        default_scheme="plain",
        tiers=(Tier("low", WORDS), Tier("high", WORDS)),
    )


def _is_node(node: Node, code: str) -> bool:
    return node.code == code or any(isinstance(c, Node) and _is_node(c, code) for c in node.children)


@st.composite
def answer(draw: st.DrawFn, item: Item) -> str | tuple[str, ...]:
    """One of the item's choices (or ticks)."""
    if item.kind == "single":
        return draw(st.sampled_from(item.choices)).code
    alone = [choice.code for choice in item.choices if choice.exclusive]
    free = [choice.code for choice in item.choices if not choice.exclusive]
    ticked = draw(st.lists(st.sampled_from(free), unique=True))
    if not ticked and alone:
        return (alone[0],)
    return tuple(code for code in free if code in ticked)


@st.composite
def answers(
    draw: st.DrawFn, framework: Framework, complete: bool = False
) -> dict[str, str | tuple[str, ...]]:
    """Answers to a framework; complete ones answer every item with a choice."""
    given: dict[str, str | tuple[str, ...]] = {}
    for item in framework.items.values():
        kind = (
            "choice"
            if complete
            else draw(st.sampled_from(["choice", "choice", "choice", "dk", "na", "open"]))
        )
        if kind == "dk":
            given[item.code] = DONT_KNOW
        elif kind == "na" and item.not_applicable:
            given[item.code] = NOT_APPLICABLE
        elif kind != "open":
            given[item.code] = draw(answer(item))
    return given


def best(item: Item) -> str | tuple[str, ...]:
    """The answer that gives the most points."""
    return _extreme(item, max, item.maximum)


def worst(item: Item) -> str | tuple[str, ...]:
    """The answer that gives the fewest points."""
    return _extreme(item, min, item.minimum)


def _extreme(item: Item, pick: type[max] | type[min], wanted: Fraction) -> str | tuple[str, ...]:  # type: ignore[valid-type]
    if item.kind == "single":
        return pick(item.choices, key=lambda choice: choice.points).code  # type: ignore[operator, no-any-return]
    free = [choice for choice in item.choices if not choice.exclusive]
    gains = tuple(choice.code for choice in free if choice.points > 0)
    losses = tuple(choice.code for choice in free if choice.points < 0)
    candidates = [gains, losses, *((choice.code,) for choice in item.choices)]
    alone = any(choice.exclusive for choice in item.choices)
    for ticks in candidates:
        if (ticks or not alone) and item.points(ticks) == wanted:
            return ticks
    raise AssertionError(f"no answer to {item.code} gives {wanted}")
