"""Advice: sums of weights that do not come out, and texts changed in one language only."""

from fractions import Fraction
from pathlib import Path

import pytest

from assessments.authoring.advising import odd_points, one_sided, weight_sums
from assessments.scoring import difference, load

SOURCE = Path("assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8")
FULL = load(SOURCE, name="full")


def _with(old: str, new: str):
    return load(SOURCE.replace(old, new, 1), name="full")


def test_the_portals_own_document_comes_out_and_no_total_is_meant_for_its_root() -> None:
    sums = weight_sums(FULL)
    assert not [each for each in sums.values() if each.is_off]
    assert (sums["TOTAL"].held, sums["TOTAL"].meant) == (1000, None)


def test_a_weight_that_is_too_great_is_named_at_its_module() -> None:
    off = [each for each in weight_sums(_with('weight: "25"', 'weight: "900"'), FULL).values() if each.is_off]
    assert [(each.code, each.held, each.meant) for each in off] == [("STR1", Fraction(975), Fraction(100))]


def test_a_text_changed_in_one_language_is_named_and_one_changed_in_both_is_not() -> None:
    korean = _with("경영자는 공장의", "대표는 공장의")
    (found,) = one_sided(difference(FULL, korean))
    assert (found.code, found.path, found.language) == ("STR1-01", "question", "ko")
    both = SOURCE.replace("경영자는 공장의", "대표는 공장의", 1)
    both = both.replace("How does top", "How does the top", 1)
    assert one_sided(difference(FULL, load(both, name="full"))) == ()


@pytest.mark.parametrize("points", ["9", "-7"])
def test_points_unlike_those_of_all_other_questions_are_named(points: str) -> None:
    found = odd_points(_with('points: "5"', f'points: "{points}"'))
    assert [(each.code, each.is_out_of_line) for each in found] == [("STR1-01", True)]
    assert (found[0].usual_low, found[0].usual_high) == (0, 5)


def test_points_that_fall_from_one_answer_to_the_next_are_named() -> None:
    (found,) = odd_points(_with('points: "2"', 'points: "4"'))
    assert (found.code, found.is_falling, found.is_out_of_line) == ("STR1-01", True, False)


@pytest.mark.parametrize(
    "path", sorted(Path("assessments/frameworks").glob("**/*.yaml")), ids=lambda path: path.stem
)
def test_the_portals_documents_give_no_advice_about_points(path: Path) -> None:
    assert odd_points(load(path.read_text("utf-8"), name=path.stem)) == ()
