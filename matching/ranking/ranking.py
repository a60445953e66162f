"""What a ranking says: who, in which place, for which points; who not, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import canonical
from .need import Need
from .policy import Policy
from .score import Score, parts, score, shown
from .supplier import SupplierProfile
from .ties import band, draw
from .vocabulary import Code, Criterion


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One supplier in its place (from 1).

    `values` are micro-units; `total` is in units; `shown` and everything in `contributions` and `bonuses` are
    tenths of a point, and the latter two sum exactly to `shown`.
    """

    place: int
    supplier: SupplierProfile
    total: int
    shown: int
    values: Mapping[Criterion, int]
    contributions: Mapping[Criterion, int]
    bonuses: Mapping[str, int]
    band: int
    lot: str
    newcomer: bool

    @property
    def supplier_id(self) -> str:
        """The supplier's id."""
        return self.supplier.id

    @classmethod
    def of(
        cls, place: int, need: Need, supplier: SupplierProfile, policy: Policy, found: Score | None = None
    ) -> "Ranked":
        """The supplier in a place, scored unless its score is given."""
        found = found or score(need, supplier, policy)
        contributions, bonuses = parts(found, policy)
        return cls(
            place=place,
            supplier=supplier,
            total=found.total,
            shown=shown(found.total),
            values=found.values,
            contributions=contributions,
            bonuses=bonuses,
            band=band(found.total, policy),
            lot=draw(need.reference, supplier.id, policy),
            newcomer=is_newcomer(need, supplier),
        )

    def document(self) -> dict[str, object]:
        """The place as plain data; the supplier by id and by the address of its snapshot."""
        return {
            "place": self.place,
            "supplier": self.supplier.id,
            "snapshot": self.supplier.checksum,
            "total": self.total,
            "shown": self.shown,
            "values": dict(self.values),
            "contributions": dict(self.contributions),
            "bonuses": dict(self.bonuses),
            "band": self.band,
            "exposure": self.supplier.exposure,
            "lot": self.lot,
            "newcomer": self.newcomer,
        }


@dataclass(frozen=True, kw_only=True)
class Stability:
    """How firmly the first place stands: every weight may change by this share, each on its own.

    `basis_points` is at most 10,000 (any weight may even vanish); 0 when the tie rule decided.
    `rival` is who would come first beyond it, None without a second supplier.
    """

    basis_points: int
    rival: str | None


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The answer to one need. Replaying need, suppliers and policy gives the same bytes.

    `items` are the best `limit` of the `eligible`; `newcomer` is shown apart and takes no place.
    `excluded` names every reason for every other supplier, ordered by id.
    """

    need: Need
    policy: Policy
    limit: int | None
    eligible: int
    items: tuple[Ranked, ...]
    newcomer: Ranked | None
    excluded: Mapping[str, tuple[Code, ...]]
    stability: Stability | None

    def to_json(self) -> bytes:
        """Canonical bytes, the form in which a recommendation is stored and compared."""
        return canonical.dumps(
            {
                "engine": self.policy.engine,
                "need": self.need.checksum,
                "policy": {"code": self.policy.code, "checksum": self.policy.checksum},
                "limit": self.limit,
                "eligible": self.eligible,
                "items": [item.document() for item in self.items],
                "newcomer": self.newcomer and self.newcomer.document(),
                "excluded": {supplier: list(codes) for supplier, codes in self.excluded.items()},
                "stability": self.stability
                and {"basis_points": self.stability.basis_points, "rival": self.stability.rival},
            }
        )

    @property
    def checksum(self) -> str:
        """SHA-256 of the canonical bytes."""
        return canonical.checksum(self.to_json())


def is_newcomer(need: Need, supplier: SupplierProfile) -> bool:
    """Whether a supplier has no history yet: no build and no outcome of a project."""
    return not supplier.quality.total and not supplier.builds_by(need.day)
