"""Weights from choices: a conditional logit whose weights are not negative.

P(chosen) = exp(b v_chosen) / sum over the options of exp(b v), v the values of the criteria in 0..1, b >= 0
(McFadden: Conditional Logit Analysis of Qualitative Choice Behavior, 1973). What comes out are basis points
of a policy: the order they give is that of b. They take effect only in a policy that people approve.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from .vocabulary import MICRO, WEIGHTS, Criterion

PENALTY = 0.001
"""Times the sum of the squared weights, those of controls apart: keeps them finite where a criterion decides
every choice, and shares what two criteria say alike between them."""

_MOST_STEPS = 300


@dataclass(frozen=True, eq=False)
class Choice:
    """One choice: the values (0..1) of the option taken, first, and of those left; one column a criterion.

    Further columns are controls: what else moved the choice and is not to count in a policy.
    """

    options: npt.NDArray[np.float32]

    @classmethod
    def of(
        cls,
        options: Sequence[Mapping[Criterion, int]],
        criteria: Sequence[Criterion],
        *,
        places: Sequence[int] = (),
    ) -> Self:
        """The choice among options with these values in micro-units, the one taken first.

        `places` are those of the options in the list that was shown, from 1: what stands high is taken more,
        so a control of 1/place goes with them.
        """
        table = [[values[criterion] / MICRO for criterion in criteria] for values in options]
        controls = [[1 / place] for place in places] or [[] for _ in options]
        rows = [row + control for row, control in zip(table, controls, strict=True)]
        return cls(np.array(rows, np.float32))


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """`weights` in basis points, summing to 10,000. `likelihood` is the mean log-likelihood of a choice,
    `chance` that of choosing blindly; `choices` is their number."""

    weights: Mapping[str, int]
    likelihood: float
    chance: float
    choices: int


def fit(
    choices: Sequence[Choice], criteria: Sequence[Criterion], *, without: Collection[Criterion] = ()
) -> Fitted:
    """The weights under which the choices are likeliest; those of `without` are 0, and so are those of
    criteria in which no choice had any difference. Controls are fitted as well, and left out.

    Deterministic: equal choices give equal weights. Raises ValueError without a choice, or when nothing that
    was chosen has more of anything.
    """
    if not choices:
        raise ValueError("there are no choices to fit weights to")
    widths = {choice.options.shape[1] for choice in choices}
    if len(widths) > 1 or min(widths) < len(criteria):
        raise ValueError("every choice needs one column a criterion, and the same controls")
    telling = np.any([np.ptp(choice.options, axis=0) > 0 for choice in choices], axis=0)
    idle = {index for index, criterion in enumerate(criteria) if criterion in without}
    columns = [index for index, tells in enumerate(telling) if tells and index not in idle]
    if not columns:
        raise ValueError("no criterion tells what was chosen from what was left")
    held = np.array([index < len(criteria) for index in columns], np.float64)
    problem = _Problem([choice.options[:, columns] for choice in choices], PENALTY * held)
    solved = minimize(
        problem.loss,
        np.full(len(columns), 0.5),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * len(columns),
        options={"maxiter": _MOST_STEPS},
    )
    by_column = dict(zip(columns, solved.x.tolist(), strict=True))
    found = {criterion: by_column.get(index, 0.0) for index, criterion in enumerate(criteria)}
    chance = -float(np.mean([np.log(len(choice.options)) for choice in choices]))
    return Fitted(
        weights=basis_points(found),
        likelihood=-problem.cost(solved.x),
        chance=chance,
        choices=len(choices),
    )


def basis_points(weights: Mapping[Criterion, float]) -> dict[str, int]:
    """Weights scaled to a sum of 10,000 whole basis points, by largest remainder; equal ones go in order."""
    total = sum(weights.values())
    if not total > 0:
        raise ValueError("no criterion tells what was chosen from what was left")
    exact = {criterion.value: WEIGHTS * weight / total for criterion, weight in weights.items()}
    whole = {criterion: int(share) for criterion, share in exact.items()}
    order = sorted(exact, key=lambda criterion: whole[criterion] - exact[criterion])
    for criterion in order[: WEIGHTS - sum(whole.values())]:
        whole[criterion] += 1
    return whole


class _Problem:
    """All choices below one another, so that one product scores every option."""

    def __init__(self, tables: Sequence[npt.NDArray[np.float32]], penalties: npt.NDArray[np.float64]) -> None:
        self.penalties = penalties
        sizes = [len(table) for table in tables]
        self.options = np.concatenate(tables).astype(np.float64)
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.choice = np.repeat(np.arange(len(sizes)), sizes)
        self.taken = self.options[self.starts].sum(axis=0)

    def loss(self, weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        """The penalised mean loss of a choice, and its slope."""
        scores = self.options @ weights
        tops = np.maximum.reduceat(scores, self.starts)
        chances = np.exp(scores - tops[self.choice])
        sums = np.add.reduceat(chances, self.starts)
        count = len(self.starts)
        lost = float((np.log(sums) + tops - scores[self.starts]).sum()) / count
        slope = ((chances / sums[self.choice]) @ self.options - self.taken) / count
        held = self.penalties * weights
        return lost + float(held @ weights), slope + 2 * held

    def cost(self, weights: npt.NDArray[np.float64]) -> float:
        """The mean loss without the penalty."""
        return self.loss(weights)[0] - float(self.penalties * weights @ weights)
