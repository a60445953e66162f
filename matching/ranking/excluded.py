"""Who is excluded and why, read from the columns only when somebody asks."""

from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property

import numpy as np

from .pool import Ints, Pool
from .vocabulary import CODES, Code

_REASONS: tuple[tuple[Code, ...], ...] = tuple(
    tuple(code for bit, code in enumerate(CODES) if bits >> bit & 1) for bits in range(1 << len(CODES))
)


class Excluded(Mapping[str, tuple[Code, ...]]):
    """The gate's codes of every refused supplier, ordered by id.

    `failures` holds one bit per code for each supplier of the pool. A market of 100,000 refuses most; naming
    them all costs more than ranking the rest.
    """

    def __init__(self, pool: Pool, failures: Ints) -> None:
        self._pool, self._failures = pool, failures

    @cached_property
    def _named(self) -> dict[str, tuple[Code, ...]]:
        places = np.flatnonzero(self._failures)
        bits = self._failures[places].tolist()
        return {
            self._pool.suppliers[place].id: _REASONS[failed]
            for place, failed in zip(places.tolist(), bits, strict=True)
        }

    def __getitem__(self, supplier_id: str) -> tuple[Code, ...]:
        return self._named[supplier_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def items(self) -> ItemsView[str, tuple[Code, ...]]:
        """Those of a dict: the general ones would look every key up again."""
        return self._named.items()

    def __len__(self) -> int:
        return int(np.count_nonzero(self._failures))

    def __repr__(self) -> str:
        return f"Excluded({self._named!r})"
