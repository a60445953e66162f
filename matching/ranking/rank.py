"""The one entry to a ranking."""

from collections.abc import Iterable

from . import plain, prepared
from .need import Need
from .policy import Policy
from .pool import Pool
from .ranking import Ranking
from .supplier import SupplierProfile


def rank(
    need: Need,
    suppliers: Iterable[SupplierProfile] | Pool,
    policy: Policy,
    *,
    limit: int | None = None,
) -> Ranking:
    """Rank the suppliers that may be recommended for a need.

    The best `limit` are listed, all of them without a limit; the newcomer is looked for behind the list
    (behind the first `policy.listed` without a limit). A pool from `prepare` gives the same bytes in
    a fraction of the time. Raises Malformed when a supplier is given twice.
    """
    if isinstance(suppliers, Pool):
        return prepared.rank(need, suppliers, policy, limit)
    return plain.rank(need, suppliers, policy, limit)
