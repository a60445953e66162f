"""The gaps of a recommendation as people read them: what closes each, and who of the list does that."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assessments.scoring.gaps import BASIS_POINTS
from core.web.naming import domain_name, place_name
from matching.queries.wording import language
from matching.ranking import Need, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSupplier:
    """A listed supplier that does something about a gap, and its place in the list."""

    place: int
    slug: str
    name: str
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A gap the result names, its share of all gaps in percent, what closes it, and who listed does that.

    `foremost` is the code of the technology that does most about it.
    """

    place: int
    code: str
    title: str
    share: str
    domains: tuple[str, ...]
    foremost: str
    suppliers: tuple[GapSupplier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearbyProvince:
    """A province bordering the plant's, to look further in."""

    code: str
    name: str


def percent(part: int, whole: int) -> str:
    """Whole percent, halves up; what would print as nothing says that it is less than one."""
    percent = (part * 200 + whole) // (2 * whole)
    return str(percent) if percent else "<1"


def gap_lines(
    need: Need, policy: Policy, listed: Sequence[tuple[GapSupplier, Collection[str]]]
) -> tuple[GapLine, ...]:
    """The gaps, the biggest first; `listed` pairs suppliers with what they offer. Empty without a focus."""
    if not policy.focus:
        return ()
    spoken, main = language(), policy.focus.main
    return tuple(
        GapLine(
            place=place,
            code=gap.code,
            title=gap.title[spoken],
            share=percent(gap.share, BASIS_POINTS),
            domains=tuple(domain_name(code) for code in gap.foremost(main)),
            foremost=gap.foremost(1)[0],
            suppliers=tuple(
                each for each, offered in listed if not set(gap.foremost(main)).isdisjoint(offered)
            ),
        )
        for place, gap in enumerate(need.gaps, start=1)
    )


def nearby(need: Need, policy: Policy, homes: Iterable[str]) -> tuple[NearbyProvince, ...]:
    """The bordering provinces, when none of the homes lies in the plant's own."""
    table = policy.regions
    own = table.today(need.sido)
    if any(table.today(home) == own for home in homes):
        return ()
    near = sorted(table.borders.get(own, frozenset()))
    return tuple(NearbyProvince(code=code, name=place_name(code)) for code in near)
