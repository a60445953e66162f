"""How much is seeded and how often is measured."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The numbers of one run; `repeats` and below say how often, the others how much.

    `people` are companies with a person who answers; `rounds` is how often floor and subject take turns.
    """

    name: str
    companies: int
    sessions: int
    shared: int
    suppliers: int
    people: int
    many: int
    rounds: int
    per_round: int
    submits: int
    ranked: tuple[int, ...]
    scored: int
    reports: int
    seconds: int

    def seeded(self) -> dict[str, object]:
        """What the database depends on."""
        return {
            key: asdict(self)[key]
            for key in ("companies", "sessions", "shared", "suppliers", "people", "many")
        }


FULL = Scale(
    name="full",
    companies=30_000,
    sessions=60_000,
    shared=20_000,
    suppliers=5_000,
    people=50,
    many=1_000,
    rounds=12,
    per_round=25,
    submits=120,
    ranked=(5_000, 100_000),
    scored=25_000,
    reports=4,
    seconds=60,
)
"""What the promises are about."""

QUICK = Scale(
    name="quick",
    companies=60,
    sessions=120,
    shared=30,
    suppliers=40,
    people=4,
    many=5,
    rounds=2,
    per_round=2,
    submits=3,
    ranked=(50,),
    scored=40,
    reports=1,
    seconds=2,
)
"""Shows that every line runs; its times mean nothing."""

SCALES = {scale.name: scale for scale in (FULL, QUICK)}
