"""Weights of an area at once, and what parts said before a change."""

from fractions import Fraction
from pathlib import Path

import pytest

from assessments.authoring import part_of, rewritten_all
from assessments.authoring.former import remembered, taken_back
from assessments.authoring.weights import below, fitted, total_of, weight_of, weights_seen

SOURCE = Path("assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8")


def test_only_what_lies_right_below_an_area_is_weighed_in_it() -> None:
    assert {part.kind for part in below(SOURCE, "STR1")} == {"item"}
    assert {part.kind for part in below(SOURCE, "TOTAL")} == {"node"}
    assert below(SOURCE, "no-such") == below(SOURCE, "STR1-01") == []


def test_several_weights_are_written_at_once_and_every_other_line_stays() -> None:
    parts = below(SOURCE, "STR1")
    after = rewritten_all(SOURCE, [(part, {**part.data, "weight": "7"}) for part in parts])
    assert [weight_of(part) for part in below(after, "STR1")] == ["7"] * len(parts)
    changed = [new for old, new in zip(SOURCE.split("\n"), after.split("\n"), strict=True) if old != new]
    assert len(changed) == len(parts)
    assert weights_seen(parts) != weights_seen(below(after, "STR1"))


def test_a_change_of_several_parts_is_taken_back_as_one_and_not_over_a_later_change() -> None:
    parts = below(SOURCE, "STR1")
    after = rewritten_all(SOURCE, [(part, {**part.data, "weight": "7"}) for part in parts])
    former = remembered({}, "weights STR1", parts, after)
    assert rewritten_all(after, taken_back(former, "weights STR1", after)) == SOURCE
    part = part_of(after, "item", "STR1-01")
    assert part is not None
    later = rewritten_all(after, [(part, {**part.data, "weight": "8"})])
    assert taken_back(former, "weights STR1", later) == []
    assert taken_back({}, "weights STR1", after) == []


@pytest.mark.parametrize(
    ("weights", "meant", "found"),
    [
        ({"a": "1", "b": "1", "c": "1"}, 100, {"a": "34", "b": "33", "c": "33"}),
        ({"a": "25", "b": "900"}, 100, {"a": "3", "b": "97"}),
        ({"a": "0.5", "b": "1.5"}, 1, {"a": "0.25", "b": "0.75"}),
        ({"a": "0", "b": "0"}, 100, None),
        ({"a": "many", "b": "1"}, 100, None),
        ({"a": "-1", "b": "2"}, 100, None),
    ],
)
def test_weights_keep_their_proportions_and_come_to_what_is_meant(
    weights: dict[str, str], meant: int, found: dict[str, str] | None
) -> None:
    assert fitted(weights, Fraction(meant)) == found
    if found:
        assert total_of(found) == meant
