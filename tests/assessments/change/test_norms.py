"""Norms: read with every fault named, dated, and as the fictitious companies give them."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.change import BadNorms, Norm, estimate, norms_on, read
from assessments.scoring import load
from portal.demo.norms import norms_of

FILES = sorted(Path("assessments/change/norms").glob("*.yaml"))
EDITION = """
  - since: {since}
    example: true
    notice: {{ko: "예시값", en: "example values"}}
    source: {{ko: "지어낸 값", en: "made up"}}
    nodes: {{TOTAL: {{sd: "{sd}", r: "0.9"}}}}
"""


def _file(*editions: str) -> str:
    return f"schema: ieum.norms/1\nframework: mini\neditions:{''.join(editions)}"


def test_alpha_is_computed_as_cronbach_wrote_it() -> None:
    # By hand: variances 1, 1 and their sum's 3; alpha = 2 * (1 - 2/3) = 2/3. Scores 0, 1, 2: SD 1.
    items = [[Fraction(n) for n in (1, 2, 3)], [Fraction(n) for n in (2, 1, 3)]]
    assert estimate([Fraction(n) for n in (0, 1, 2)], items) == Norm(Fraction(1), Fraction("0.667"))


def test_items_that_contradict_each_other_measure_nothing() -> None:
    items = [[Fraction(n) for n in (1, 2, 3)], [Fraction(n) for n in (3, 2, 2)]]
    assert estimate([Fraction(n) for n in (0, 1, 2)], items).reliability == 0


def test_one_plant_or_one_item_gives_no_norm() -> None:
    for scores, items in (([Fraction(1)], [[Fraction(1)]] * 2), ([Fraction(1)] * 2, [[Fraction(1)] * 2])):
        with pytest.raises(ValueError, match="at least"):
            estimate(scores, items)
    with pytest.raises(ValueError, match="varies"):
        estimate([Fraction(1)] * 2, [[Fraction(1)] * 2] * 2)


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_the_shipped_norms_are_what_the_fictitious_companies_give(file: Path) -> None:
    edition = read(file.read_text("utf-8"))[-1]
    framework = load(Path(f"assessments/frameworks/{file.name}").read_text("utf-8"), name=file.name)
    assert edition.framework == framework.code
    assert edition.is_example
    assert edition.nodes == norms_of(framework)


def test_the_edition_of_the_day_counts_and_before_the_first_one_the_first() -> None:
    editions = read(
        _file(EDITION.format(since="2026-01-01", sd="1"), EDITION.format(since="2027-01-01", sd="2"))
    )
    assert [each.nodes["TOTAL"].sd for each in editions] == [1, 2]
    shipped = norms_on("kr-smart-factory", date(2020, 1, 1))
    assert shipped is not None
    assert shipped.of("TOTAL") is not None
    assert shipped.of("NOWHERE") is None
    assert norms_on("nobody-knows-it", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [", "not YAML"),
        ("- 1", "schema, framework and editions"),
        (_file(EDITION.format(since="2026-01-01", sd="1")).replace("norms/1", "norms/9"), "schema"),
        ("schema: ieum.norms/1\nframework: mini\neditions: []", "at least one"),
        (_file(EDITION.format(since="soon", sd="1")), r"editions\[0\].since"),
        (_file(EDITION.format(since="2026-01-01", sd="0")), r"nodes.TOTAL: a standard deviation"),
        (_file(EDITION.format(since="2026-01-01", sd="much")), r"nodes.TOTAL.sd: a number in quotes"),
        (_file(*[EDITION.format(since="2026-01-01", sd="1")] * 2), "each day once"),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, fault: str) -> None:
    with pytest.raises(BadNorms, match=fault):
        read(text)
