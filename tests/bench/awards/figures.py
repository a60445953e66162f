"""How good lists are: the winner's place, with confidence intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

AT = 10
_DRAWS = 2_000


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Means over contracts, and half the width of their 95 % intervals; `coverage` is of known suppliers."""

    recall: float
    recall_range: float
    gain: float
    gain_range: float
    coverage: float


def figures(lists: Sequence[Sequence[str]], winners: Sequence[str], known: int) -> Figures:
    """recall@10, nDCG@10 (one relevant supplier) and coverage@10 of lists, bootstrapped over contracts."""
    places = [
        found[:AT].index(winner) if winner in found[:AT] else None
        for found, winner in zip(lists, winners, strict=True)
    ]
    recall = np.array([place is not None for place in places], float)
    gain = np.array([0.0 if place is None else 1 / log2(place + 2) for place in places])
    draws = np.random.default_rng(4).integers(0, len(places), (_DRAWS, len(places)))
    return Figures(
        recall=float(recall.mean()),
        recall_range=_half(recall[draws].mean(axis=1)),
        gain=float(gain.mean()),
        gain_range=_half(gain[draws].mean(axis=1)),
        coverage=len({supplier for found in lists for supplier in found[:AT]}) / known,
    )


def _half(means: np.ndarray) -> float:
    low, high = np.quantile(means, (0.025, 0.975))
    return float(high - low) / 2
