"""A framework as plain data (the canonical document) and back."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.scoring import number
from assessments.scoring.conditions import AnyOf, AtLeast, Condition, Either, Every, Negation
from assessments.scoring.framework import (
    ONE,
    Carry,
    Choice,
    Continuation,
    Framework,
    Gate,
    Hint,
    Item,
    Level,
    Node,
    Origin,
    Part,
    Policies,
    Rounding,
    Scale,
    Scheme,
    Text,
    Tier,
)

SCHEMA = "ieum.framework/1"
Data = Mapping[str, Any]


def from_data(data: Data) -> Framework:
    """The framework that valid canonical data describe. Nothing is checked here."""
    policies = data["policies"]
    levels = data.get("levels")
    return Framework(
        code=data["code"],
        version=data["version"],
        languages=tuple(data["languages"]),
        title=Text(**data["title"]),
        summary=Text(**data["summary"]),
        licence=data["licence"],
        source=Text(**data["source"]),
        policies=Policies(
            dont_know=policies["dont_know"],
            minimum_coverage=Fraction(policies["minimum_coverage"]),
            rounding=_rounding(policies["rounding"]),
        ),
        tree=_node(data["tree"]),
        notice=_text(data.get("notice")),
        minutes=data.get("minutes"),
        respondent=_text(data.get("respondent")),
        prepare=tuple(Text(**line) for line in data.get("prepare", ())),
        schemes=tuple(_scheme(scheme) for scheme in levels["schemes"]) if levels else (),
        default_scheme=levels["default"] if levels else None,
        tiers=tuple(Tier(tier["code"], Text(**tier["title"])) for tier in data.get("tiers", ())),
        hints=tuple(_hint(each) for each in data.get("hints", ())),
        continues=tuple(_continuation(each) for each in data.get("continues", ())),
    )


def to_data(framework: Framework) -> dict[str, Any]:
    """The canonical document: every key in the order of the specification, defaults left out."""
    levels = None
    if framework.schemes:
        schemes = [_scheme_data(framework, scheme) for scheme in framework.schemes]
        levels = {"default": framework.default_scheme, "schemes": schemes}
    return _kept(
        schema=SCHEMA,
        code=framework.code,
        version=framework.version,
        languages=list(framework.languages),
        title=_words(framework, framework.title),
        summary=_words(framework, framework.summary),
        notice=_words(framework, framework.notice),
        licence=framework.licence,
        source=_words(framework, framework.source),
        minutes=framework.minutes,
        respondent=_words(framework, framework.respondent),
        prepare=[_words(framework, line) for line in framework.prepare],
        policies={
            "dont_know": framework.policies.dont_know,
            "minimum_coverage": number.text(framework.policies.minimum_coverage),
            "rounding": _rounding_data(framework.policies.rounding),
        },
        tree=_part_data(framework, framework.tree),
        levels=levels,
        tiers=[{"code": tier.code, "title": _words(framework, tier.title)} for tier in framework.tiers],
        hints=[
            {"code": each.code, "when": condition_data(each.when), "ask": _words(framework, each.ask)}
            for each in framework.hints
        ],
        continues=[_continuation_data(each) for each in framework.continues],
    )


def _hint(data: Data) -> Hint:
    return Hint(data["code"], condition_from(data["when"]), Text(**data["ask"]))


def _continuation(data: Data) -> Continuation:
    carries = (
        Carry(
            carry["item"],
            carry.get("from", ""),
            tuple((pair["from"], pair["to"]) for pair in carry.get("choices", ())),
            "ask" in carry,
        )
        for carry in data.get("items", ())
    )
    return Continuation(data["version"], tuple(carries))


def _continuation_data(continuation: Continuation) -> dict[str, Any]:
    items = []
    for carry in continuation.items:
        choices = [{"from": old, "to": new} for old, new in carry.choices]
        said = {"ask": "anew"} if carry.anew else {"from": carry.origin or None, "choices": choices}
        items.append(_kept(item=carry.item, **said))
    return _kept(version=continuation.version, items=items)


def _text(data: Data | None) -> Text | None:
    return Text(**data) if data else None


def _fraction(data: Data, key: str) -> Fraction | None:
    return Fraction(data[key]) if key in data else None


def _node(data: Data) -> Node:
    return Node(
        code=data["code"],
        title=Text(**data["title"]),
        operator=data["operator"],
        children=tuple(_part(child) for child in data["children"]),
        factor=_fraction(data, "factor") or ONE,
        weight=Fraction(data.get("weight", 1)),
        threshold=_fraction(data, "threshold"),
        cumulative=data.get("cumulative", True),
        summary=_text(data.get("summary")),
        rounding=_rounding(data["rounding"]) if "rounding" in data else None,
    )


def _rounding(data: Data) -> Rounding:
    return Rounding(data["method"], data.get("digits", 0))


def _rounding_data(rounding: Rounding) -> dict[str, Any]:
    return _kept(method=rounding.method, digits=rounding.digits or None)


def _part(data: Data) -> Part:
    return _node(data) if "children" in data else _item(data)


def _item(data: Data) -> Item:
    origin = data.get("maps_from")
    condition = data.get("ask_when")
    return Item(
        code=data["code"],
        title=Text(**data["title"]),
        question=Text(**data["question"]),
        choices=tuple(_choice(choice) for choice in data["choices"]),
        kind=data.get("kind", "single"),
        weight=Fraction(data.get("weight", 1)),
        threshold=_fraction(data, "threshold"),
        why=_text(data.get("why")),
        evidence=tuple(Text(**line) for line in data.get("evidence", ())),
        domains=tuple(data.get("domains", ())),
        not_applicable=data.get("not_applicable", False),
        dont_know=data.get("dont_know", True),
        ask_when=condition_from(condition) if condition else None,
        at_least=_fraction(data, "at_least"),
        at_most=_fraction(data, "at_most"),
        maps_from=Origin(origin["framework"], origin["item"]) if origin else None,
    )


def _choice(data: Data) -> Choice:
    return Choice(
        code=data["code"],
        points=Fraction(data["points"]),
        label=Text(**data["label"]),
        example=_text(data.get("example")),
        next_step=_text(data.get("next_step")),
        exclusive=data.get("exclusive", False),
    )


def condition_from(data: Data) -> Condition:
    """The condition that valid plain data describe."""
    match data:
        case {"item": item, "any_of": choices}:
            return AnyOf(item, tuple(choices))
        case {"item": item, "at_least": choice}:
            return AtLeast(item, choice)
        case {"all": parts}:
            return Every(tuple(condition_from(part) for part in parts))
        case {"any": parts}:
            return Either(tuple(condition_from(part) for part in parts))
        case _:
            return Negation(condition_from(data["not"]))


def _scheme(data: Data) -> Scheme:
    return Scheme(data["code"], Text(**data["title"]), tuple(_level(level) for level in data["bounds"]))


def _level(data: Data) -> Level:
    scale = data.get("scale")
    return Level(
        level=data["level"],
        start=Fraction(data["from"]),
        title=Text(**data["title"]),
        scale=Scale(scale["code"], Text(**scale["title"])) if scale else None,
        tier=data.get("tier"),
        requires=tuple(Gate(gate["node"], Fraction(gate["at_least"])) for gate in data.get("requires", ())),
    )


def _kept(**values: Any) -> dict[str, Any]:
    """The pairs that say something: no None, no empty list."""
    return {key: value for key, value in values.items() if value is not None and value != []}


def _words(framework: Framework, text: Text | None) -> dict[str, str] | None:
    if text is None:
        return None
    return {language: getattr(text, language) for language in framework.languages}


def _number(value: Fraction | None, default: Fraction | None = None) -> str | None:
    return None if value is None or value == default else number.text(value)


def _part_data(framework: Framework, part: Part) -> dict[str, Any]:
    if isinstance(part, Node):
        return _kept(
            code=part.code,
            title=_words(framework, part.title),
            summary=_words(framework, part.summary),
            weight=_number(part.weight, ONE),
            threshold=_number(part.threshold),
            operator=part.operator,
            factor=_number(part.factor, ONE),
            cumulative=None if part.cumulative else False,
            rounding=_rounding_data(part.rounding) if part.rounding else None,
            children=[_part_data(framework, child) for child in part.children],
        )
    origin = part.maps_from
    return _kept(
        code=part.code,
        title=_words(framework, part.title),
        weight=_number(part.weight, ONE),
        threshold=_number(part.threshold),
        question=_words(framework, part.question),
        why=_words(framework, part.why),
        evidence=[_words(framework, line) for line in part.evidence],
        domains=list(part.domains),
        kind=None if part.kind == "single" else part.kind,
        not_applicable=part.not_applicable or None,
        dont_know=None if part.dont_know else False,
        ask_when=condition_data(part.ask_when) if part.ask_when else None,
        at_least=_number(part.at_least),
        at_most=_number(part.at_most),
        maps_from={"framework": origin.framework, "item": origin.item} if origin else None,
        choices=[_choice_data(framework, choice) for choice in part.choices],
    )


def _choice_data(framework: Framework, choice: Choice) -> dict[str, Any]:
    return _kept(
        code=choice.code,
        points=number.text(choice.points),
        label=_words(framework, choice.label),
        example=_words(framework, choice.example),
        next_step=_words(framework, choice.next_step),
        exclusive=choice.exclusive or None,
    )


def condition_data(condition: Condition) -> dict[str, Any]:
    """A condition as it is written in a document."""
    match condition:
        case AnyOf():
            return {"item": condition.item, "any_of": list(condition.choices)}
        case AtLeast():
            return {"item": condition.item, "at_least": condition.choice}
        case Every():
            return {"all": [condition_data(part) for part in condition.parts]}
        case Either():
            return {"any": [condition_data(part) for part in condition.parts]}
        case Negation():
            return {"not": condition_data(condition.part)}


def _scheme_data(framework: Framework, scheme: Scheme) -> dict[str, Any]:
    bounds = []
    for level in scheme.bounds:
        scale = level.scale
        bounds.append(
            _kept(
                **{"level": level.level, "from": number.text(level.start)},
                title=_words(framework, level.title),
                scale={"code": scale.code, "title": _words(framework, scale.title)} if scale else None,
                tier=level.tier,
                requires=[{"node": g.node, "at_least": number.text(g.at_least)} for g in level.requires],
            )
        )
    return {"code": scheme.code, "title": _words(framework, scheme.title), "bounds": bounds}
