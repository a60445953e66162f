"""The weights right below an area, all at once, and how they are made to come to a sum."""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction

from assessments.authoring.parts import Part, parts_of
from assessments.scoring import number


def below(source: str, code: str) -> list[Part]:
    """The parts right below the area with this code, in the order of the document; none where it has none."""
    parts = parts_of(source)
    area = next((part for part in parts if (part.kind, part.code) == ("node", code)), None)
    if area is None:
        return []
    start = f"{area.path}.children["
    return [part for part in parts if part.path.startswith(start) and "." not in part.path[len(start) :]]


def weight_of(part: Part) -> str:
    """The weight as the document writes it; 1 where it writes none."""
    return str(part.data.get("weight", "1")).strip()


def weights_seen(parts: list[Part]) -> str:
    """The same for two readings that say the same weights."""
    written = json.dumps([[part.code, weight_of(part)] for part in parts])
    return hashlib.sha256(written.encode()).hexdigest()


def total_of(weights: Mapping[str, str]) -> Fraction | None:
    """What they come to; None while one of them is no number."""
    read = [number.parse(each) for each in weights.values()]
    return None if None in read else sum((each for each in read if each is not None), Fraction(0))


def fitted(weights: Mapping[str, str], meant: Fraction) -> dict[str, str] | None:
    """The weights in the same proportions, coming to `meant`; whole numbers where `meant` and all are whole.

    Whole ones by the largest remainder, the first on ties. None for weights that are no numbers, negative, or
    come to 0.
    """
    read = {code: number.parse(each) for code, each in weights.items()}
    values = {code: each for code, each in read.items() if each is not None and each >= 0}
    total = sum(values.values(), Fraction(0))
    if len(values) < len(read) or not total:
        return None
    exact = {code: each * meant / total for code, each in values.items()}
    if meant.denominator > 1 or any(each.denominator > 1 for each in values.values()):
        return {code: number.text(each) for code, each in exact.items()}
    whole = {code: each.numerator // each.denominator for code, each in exact.items()}
    order = sorted(whole, key=lambda code: whole[code] - exact[code])
    for code in order[: int(meant) - sum(whole.values())]:
        whole[code] += 1
    return {code: str(each) for code, each in whole.items()}
