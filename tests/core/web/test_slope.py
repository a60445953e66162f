"""A value over time: what is found by two stays apart from each other and from its letters."""

import re

import pytest

from core.web.slope import Slope, SlopePoint, slope_plot


def _drawn(mine: int, other: int) -> tuple[float, float, int, float]:
    """Where dot and diamond are, by how much the diamond stands to the right, and where the number stands."""
    point = SlopePoint("1", "2026. 11.", mine, mine, mine, other)
    svg = slope_plot(Slope("", "", [point], [], 1000, 200, "a", "b"))
    dot = float(re.findall(r'<circle cx="50.00%" cy="([\d.]+)"', svg)[-1])
    found = re.findall(r'<svg x="50.00%" y="([\d.]+)".*?d="M(-?\d+) -7', svg)[-1]
    number = float(re.findall(rf'y="([\d.]+)"[^>]*>{mine}<', svg)[-1])
    return dot, float(found[0]), int(found[1]), number


@pytest.mark.parametrize("other", [500, 503, 490, 560])
def test_near_marks_stand_beside_each_other(other: int) -> None:
    dot, diamond, right, number = _drawn(500, other)
    assert right >= 15
    assert number <= min(dot, diamond) - 8


def test_marks_apart_stand_above_each_other_with_the_number_free() -> None:
    for other in (650, 900, 100):
        dot, diamond, right, number = _drawn(500, other)
        assert right == 0
        assert abs(number - diamond) > 12
        assert number < dot
