"""What owners would see under the policies: over results of every province, size and level."""

from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from assessments.scoring import load
from matching.demo.quality import FIRST, Quality, gini, helps, quality
from matching.demo.sample import everywhere, needs, profiles
from matching.ranking import Policy, prepare, rank
from matching.ranking.vocabulary import SIZES

ROOT = Path(__file__).parents[3]


@cache
def asked():
    """The needs of five companies of every province."""
    file = ROOT / "assessments/frameworks/kr-smart-factory.yaml"
    return needs(load(file.read_text("utf-8"), name=file.name), everywhere(5))


@cache
def market():
    """The suppliers of the demonstration."""
    return profiles(300)


@cache
def policy(code: str) -> Policy:
    """A policy that comes with the portal."""
    return Policy.from_file(ROOT / f"matching/policies/{code}.yaml")


@cache
def measured(code: str) -> Quality:
    """The figures of a policy."""
    return quality(asked(), market(), policy(code))


def test_the_sample_has_every_province_and_size():
    assert len({need.sido for need in asked()}) == 16
    assert {need.size for need in asked()} >= set(SIZES[:3])


def test_whoever_helps_with_the_biggest_gap_is_among_the_first_five():
    pool = prepare(market())
    for need in asked():
        ranking = rank(need, pool, policy("2026-11-22"))
        able = [item.place for item in ranking.items if helps(item.supplier, need.gaps[0])]
        assert not able or able[0] <= FIRST, (need.reference, able[:1])


def test_the_policy_in_force_recommends_better_than_the_one_before():
    before, now = measured("2026-11"), measured("2026-11-22")
    assert now.lists == 1.0
    assert now.some == 1.0
    assert now.biggest > 0.75 > before.biggest
    assert now.points[1] > 5 * before.points[1]
    assert now.points[1] > now.weight / 2
    assert now.near["elsewhere"] < before.near["elsewhere"]
    assert now.gini < before.gini
    assert now.most < before.most


@pytest.mark.parametrize(("counts", "expected"), [([1, 1, 1], 0.0), ([0, 0, 0, 4], 0.75), ([1, 3], 0.25)])
def test_gini_is_nothing_for_equals_and_grows_with_inequality(counts, expected):
    assert gini(counts) == expected


def test_the_command_prints_a_column_a_policy(capsys):
    call_command("recommendation_quality", "--results", "12", "--suppliers", "60")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| | 2026-11 | 2026-11-22 |"
    assert lines[2] == "| results | 12 | 12 |"
    assert len(lines) == 19
