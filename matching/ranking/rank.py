"""The one entry to a ranking."""

from collections.abc import Iterable

from . import plain
from .need import Need
from .policy import Policy
from .ranking import Ranking
from .supplier import SupplierProfile


def rank(
    need: Need, suppliers: Iterable[SupplierProfile], policy: Policy, *, limit: int | None = None
) -> Ranking:
    """Rank the suppliers that may be recommended for a need.

    The best `limit` are listed, all of them without a limit; the newcomer is looked for behind the list.
    Raises ValueError when a supplier is given twice.
    """
    return plain.rank(need, suppliers, policy, limit)
