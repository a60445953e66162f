"""Why isn't X here? The answer about one supplier."""

from collections.abc import Iterable
from dataclasses import dataclass

from .explain import refusals
from .need import Need
from .policy import Policy
from .pool import Pool
from .rank import rank
from .ranking import Ranked
from .reason import Reason
from .supplier import SupplierProfile
from .vocabulary import TENTH, Criterion


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """`reasons` say why; `place` is the supplier's place when it may be recommended, None when it may not.

    `behind` lists the criteria that cost it the most points against the last of the list, worst first,
    in tenths of a point.
    """

    place: int | None
    reasons: tuple[Reason, ...]
    behind: tuple[tuple[Criterion, int], ...]


def why_not(
    need: Need,
    supplier: SupplierProfile,
    suppliers: Iterable[SupplierProfile] | Pool,
    policy: Policy,
    *,
    limit: int,
) -> WhyNot:
    """Why a supplier is not among the best `limit`, or that it is. It must be one of the suppliers."""
    if refused := refusals(need, supplier, policy):
        return WhyNot(place=None, reasons=refused, behind=())
    ranking = rank(need, suppliers, policy)
    mine = next(item for item in ranking.items if item.supplier.id == supplier.id)
    if mine.place <= limit:
        return WhyNot(
            place=mine.place, reasons=(Reason(code="listed", facts={"place": mine.place}),), behind=()
        )
    last = ranking.items[limit - 1]
    short = -(-(last.total - mine.total) // TENTH)
    code = "below_tied" if last.band == mine.band else "below"
    return WhyNot(
        place=mine.place,
        reasons=(Reason(code=code, facts={"place": mine.place, "tenths": short}),),
        behind=_behind(mine, last),
    )


def _behind(mine: Ranked, last: Ranked) -> tuple[tuple[Criterion, int], ...]:
    lost = {
        criterion: last.contributions[criterion] - mine.contributions[criterion] for criterion in mine.values
    }
    worst = sorted(
        (criterion for criterion in lost if lost[criterion] > 0), key=lambda criterion: -lost[criterion]
    )
    return tuple((criterion, lost[criterion]) for criterion in worst[:3])
