"""What one single step would have changed: in how many lists a supplier would have stood with it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .gate import gate
from .need import Need
from .policy import Policy
from .reason import Fact, Reason
from .score import score
from .supplier import EVERYWHERE, Build, SupplierProfile
from .ties import order
from .vocabulary import LEVELS, Size

Key = tuple[int, int, str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A need and the sort key of the last place of its list; None where the list had room left."""

    need: Need
    last: Key | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a supplier may do: said by `reason`, of use only to needs that it touches."""

    reason: Reason
    effort: int
    touches: Callable[[Need], bool]
    apply: Callable[[SupplierProfile, Need], SupplierProfile]


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Of so many lists the supplier stands in `now` with its profile of today; what each step would add.

    Only steps that add something, the most first, then the least effort.
    """

    total: int
    now: int
    steps: tuple[tuple[Step, int], ...]


def entries(asked: Iterable[Asked], supplier: SupplierProfile, policy: Policy) -> Entries:
    """Every step tried on every list, the others as they were. Costs a score for each pair that touches."""
    lists = list(asked)
    steps = tuple(_steps(lists, supplier, policy))
    now = 0
    gains = dict.fromkeys(range(len(steps)), 0)
    for each in lists:
        if _enters(each, supplier, policy):
            now += 1
            continue
        for index, step in enumerate(steps):
            if step.touches(each.need) and _enters(each, step.apply(supplier, each.need), policy):
                gains[index] += 1
    found = [(steps[index], gain) for index, gain in gains.items() if gain]
    found.sort(key=lambda pair: (-pair[1], pair[0].effort, pair[0].reason.code, str(pair[0].reason.facts)))
    return Entries(total=len(lists), now=now, steps=tuple(found))


def _enters(asked: Asked, supplier: SupplierProfile, policy: Policy) -> bool:
    if gate(asked.need, supplier, policy):
        return False
    if asked.last is None:
        return True
    total = score(asked.need, supplier, policy).total
    key = order(total, supplier.exposure, supplier.id, asked.need.reference, policy)
    return key < asked.last or supplier.id == asked.last[3]


def _steps(lists: list[Asked], supplier: SupplierProfile, policy: Policy) -> Iterator[Step]:
    needs = [each.need for each in lists]
    if any(need.day != supplier.profile_confirmed_on for need in needs):
        yield Step(reason=_make("fresh"), effort=1, touches=_always, apply=_confirmed)
    yield Step(reason=_make("slack", amount=1), effort=2, touches=_always, apply=_roomier)
    if EVERYWHERE not in supplier.serves:
        for sido in sorted({policy.regions.today(need.sido) for need in needs} - supplier.serves - {""}):
            yield _serving(sido, policy)
    for division in sorted({need.industry[:2] for need in needs} - supplier.industries - {""}):
        yield _knowing(division)
    for size in sorted({need.size for need in needs if need.size} - supplier.sizes):
        yield _fitting(size)
    for domain in sorted({code for need in needs for code in need.domains}):
        yield from _offering(domain, supplier, policy)


def _offering(domain: str, supplier: SupplierProfile, policy: Policy) -> Iterator[Step]:
    """What can be done about one technology: a level more, one more build, delivery from afar."""

    def touches(need: Need) -> bool:
        return domain in need.domains

    now = LEVELS.index(supplier.level(domain))
    if now < len(LEVELS) - 1:
        level = LEVELS[now + 1]
        yield Step(
            reason=_make(f"level_{level}", domain=domain),
            effort=3 if now else 2,
            touches=touches,
            apply=lambda s, need: replace(s, domains={**s.domains, domain: level}),
        )
    if now:
        yield Step(
            reason=_make("builds", domain=domain, amount=1),
            effort=5,
            touches=touches,
            apply=lambda s, need: replace(s, builds=(*s.builds, Build(id="+1", domain=domain, on=need.day))),
        )
    if now and domain in policy.regions.remote_domains and domain not in supplier.remote:
        yield Step(
            reason=_make("remote", domain=domain),
            effort=2,
            touches=touches,
            apply=lambda s, need: replace(s, remote=s.remote | {domain}),
        )


def _serving(sido: str, policy: Policy) -> Step:
    return Step(
        reason=_make("served", plant=sido),
        effort=1,
        touches=lambda need: policy.regions.today(need.sido) == sido,
        apply=lambda s, need: replace(s, serves=s.serves | {sido}),
    )


def _knowing(division: str) -> Step:
    return Step(
        reason=_make("industry", industry=division),
        effort=1,
        touches=lambda need: need.industry.startswith(division),
        apply=lambda s, need: replace(s, industries=s.industries | {division}),
    )


def _fitting(size: Size) -> Step:
    return Step(
        reason=_make("size", size=size),
        effort=1,
        touches=lambda need: need.size is not None,
        apply=lambda s, need: replace(s, sizes=s.sizes | {size}),
    )


def _make(kind: str, **facts: Fact) -> Reason:
    return Reason(code=f"make_{kind}", facts=facts)


def _always(need: Need) -> bool:
    return True


def _confirmed(supplier: SupplierProfile, need: Need) -> SupplierProfile:
    return replace(supplier, profile_confirmed_on=need.day)


def _roomier(supplier: SupplierProfile, need: Need) -> SupplierProfile:
    return replace(supplier, capacity_free=supplier.capacity_free + 1)
