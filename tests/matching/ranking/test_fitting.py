"""Weights from choices: not negative, deterministic, and near those that made the choices."""

import numpy as np
import pytest

from matching.ranking import Criterion
from matching.ranking.fitting import Choice, basis_points, fit
from matching.ranking.vocabulary import CRITERIA, MICRO

TRUTH = {Criterion.DOMAIN: 6.0, Criterion.REGION: 3.0, Criterion.INDUSTRY: 1.0}


def choices(number: int, seed: int = 1) -> list[Choice]:
    """What somebody chose whose taste is TRUTH, with luck; quality never differs."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        options = [
            {criterion: int(draw.integers(0, MICRO)) for criterion in CRITERIA} | {Criterion.QUALITY: 700_000}
            for _ in range(12)
        ]
        liked = [
            sum(weight * values[criterion] / MICRO for criterion, weight in TRUTH.items()) + draw.gumbel()
            for values in options
        ]
        options.insert(0, options.pop(int(np.argmax(liked))))
        found.append(Choice.of(options, CRITERIA))
    return found


MANY = choices(1_500)


def test_the_taste_behind_the_choices_is_found_again():
    fitted = fit(MANY, CRITERIA)
    assert sum(fitted.weights.values()) == 10_000
    assert abs(fitted.weights["domain"] - 6_000) < 500
    assert abs(fitted.weights["region"] - 3_000) < 500
    assert abs(fitted.weights["industry"] - 1_000) < 500
    assert fitted.weights["quality"] == 0
    assert fitted.choices == 1_500
    assert fitted.chance == pytest.approx(-np.log(12))
    assert fitted.likelihood > fitted.chance + 0.5


def test_equal_choices_give_equal_weights():
    assert fit(MANY, CRITERIA) == fit(choices(1_500), CRITERIA)


def test_what_is_not_to_count_gets_no_weight():
    fitted = fit(MANY, CRITERIA, without={Criterion.REGION, Criterion.RECORD})
    assert fitted.weights["region"] == fitted.weights["record"] == 0
    assert fitted.weights["domain"] > fitted.weights["industry"] > 0


def test_no_weight_is_negative_even_where_less_was_chosen():
    shunned = [Choice(np.array([[0.1, 0.9], [0.9, 0.1]], np.float32)) for _ in range(50)]
    fitted = fit(shunned, (Criterion.REGION, Criterion.DOMAIN))
    assert fitted.weights == {"region": 0, "domain": 10_000}


def test_choices_that_tell_nothing_are_refused():
    with pytest.raises(ValueError, match="no choices"):
        fit([], CRITERIA)
    alike = [Choice(np.full((3, 2), 0.5, np.float32))]
    with pytest.raises(ValueError, match="no criterion"):
        fit(alike, (Criterion.REGION, Criterion.DOMAIN))
    with pytest.raises(ValueError, match="one column"):
        fit(alike, CRITERIA)


def test_basis_points_sum_exactly():
    thirds = dict.fromkeys((Criterion.DOMAIN, Criterion.REGION, Criterion.SIZE), 1.0)
    assert basis_points(thirds) == {"domain": 3_334, "region": 3_333, "size": 3_333}


def test_standing_high_in_the_list_is_not_mistaken_for_merit():
    draw = np.random.default_rng(2)
    found = []
    for _ in range(1_500):
        options = [
            {Criterion.DOMAIN: int(draw.integers(0, MICRO)), Criterion.REGION: int(draw.integers(0, MICRO))}
            for _ in range(8)
        ]
        # The list is ordered by region; what is taken follows the place and the domain, never the region.
        options.sort(key=lambda values: -values[Criterion.REGION])
        liked = [
            4 * values[Criterion.DOMAIN] / MICRO + 5 / place + draw.gumbel()
            for place, values in enumerate(options, start=1)
        ]
        taken = int(np.argmax(liked))
        order = [taken, *(index for index in range(8) if index != taken)]
        found.append(([options[index] for index in order], [index + 1 for index in order]))
    both = (Criterion.DOMAIN, Criterion.REGION)
    blind = fit([Choice.of(options, both) for options, _ in found], both)
    controlled = fit([Choice.of(options, both, places=places) for options, places in found], both)
    assert blind.weights["region"] > 2_000
    assert controlled.weights["region"] < 1_000
