"""A result as JSON-ready data: every number a string, every node with its arithmetic."""

from fractions import Fraction
from typing import Any

from assessments.scoring import document, gaps, number
from assessments.scoring.explain import Explanation, explain_node
from assessments.scoring.framework import Framework, Level, Text, Tier
from assessments.scoring.ladder import Distance
from assessments.scoring.result import ItemOutcome, NodeOutcome, Result

SCHEMA = "ieum.outcome/1"
ENGINE = "ieum.scoring/1"


def as_data(result: Result) -> dict[str, Any]:
    """The whole result. Layout: docs/scoring.md."""
    framework = result.framework
    sizes = gaps.gap_sizes(result)
    return {
        "schema": SCHEMA,
        "engine": ENGINE,
        "framework": {
            "code": framework.code,
            "version": framework.version,
            "checksum": document.checksum(framework),
        },
        "scheme": result.scheme.code if result.scheme else None,
        "score": _decimal(result.exact),
        "reason": result.reason,
        "low": None if result.low is None else str(result.low),
        "high": None if result.high is None else str(result.high),
        "coverage": str(result.coverage),
        "minimum_coverage": number.text(framework.policies.minimum_coverage),
        "level": _level(framework, result.level),
        "level_low": _level(framework, result.level_low),
        "level_high": _level(framework, result.level_high),
        "tier": _tier(framework, result.tier),
        "tier_low": _tier(framework, result.tier_low),
        "tier_high": _tier(framework, result.tier_high),
        "next_level": _distance(framework, result.next_level),
        "next_tier": _distance(framework, result.next_tier),
        "nodes": [_node(result, node) for node in result.nodes.values()],
        "items": [_item(item, sizes.get(item.code)) for item in result.items.values()],
    }


def _decimal(value: Fraction | None) -> str | None:
    return None if value is None else str(number.shown(value))


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else number.text(value)


def _words(framework: Framework, text: Text) -> dict[str, str]:
    return {language: getattr(text, language) for language in framework.languages}


def _level(framework: Framework, level: Level | None) -> dict[str, Any] | None:
    if level is None:
        return None
    scale = level.scale
    return {
        "level": level.level,
        "title": _words(framework, level.title),
        "scale": {"code": scale.code, "title": _words(framework, scale.title)} if scale else None,
    }


def _tier(framework: Framework, tier: Tier | None) -> dict[str, Any] | None:
    return None if tier is None else {"code": tier.code, "title": _words(framework, tier.title)}


def _distance(framework: Framework, distance: Distance | None) -> dict[str, Any] | None:
    if distance is None:
        return None
    return {
        "level": distance.level.level,
        "tier": distance.tier.code if distance.tier else None,
        "points": _decimal(distance.points),
        "gates": [
            {
                "node": gate.node,
                "at_least": _exact(gate.at_least),
                "value": _decimal(gate.value),
                "missing": _decimal(gate.missing),
            }
            for gate in distance.gates
        ],
    }


def _node(result: Result, node: NodeOutcome) -> dict[str, Any]:
    return {
        "code": node.code,
        "score": _decimal(node.score),
        "low": _decimal(node.low),
        "high": _decimal(node.high),
        "coverage": _decimal(node.coverage),
        "thin": node.is_thin,
        "arithmetic": _arithmetic(explain_node(result, node.code)),
    }


def _arithmetic(steps: Explanation) -> dict[str, Any]:
    return {
        "operator": steps.operator,
        "terms": [
            {
                "code": term.code,
                "state": term.state,
                "weight": _exact(term.weight),
                "value": _exact(term.value),
                "product": _exact(term.product),
                "counted": term.counted,
                **({} if term.threshold is None else {"threshold": _exact(term.threshold), "met": term.met}),
            }
            for term in steps.terms
        ],
        "subtotal": _exact(steps.subtotal),
        "divisor": _exact(steps.divisor),
        "factor": _exact(steps.factor),
        "result": _exact(steps.score),
        "formula": steps.formula,
        **({} if steps.rounded is None else {"rounded": _exact(steps.rounded)}),
    }


def _item(item: ItemOutcome, gap: Fraction | None) -> dict[str, Any]:
    return {
        "code": item.code,
        "state": item.state,
        "choices": list(item.choices),
        "points": _exact(item.points),
        "minimum": _exact(item.minimum),
        "maximum": _exact(item.maximum),
        "gap": _decimal(gap),
    }
