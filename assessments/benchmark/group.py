"""Groups of plants that are compared, and how one is widened when it is too small."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.regions import REGIONS, Resolved


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Plants alike in what is named; an empty part means all.

    `industry` is a KSIC division (two digits), `size` a legal size class, `region` a 시도 (two digits) or a
    권역 of the scheme `five_poles` ("SOUTHEAST").
    """

    industry: str = ""
    size: str = ""
    region: str = ""


EVERYBODY = Group()


def home(industry: str, size: str, sigungu: str, on: date) -> Group:
    """The narrowest group of a plant, its province as it is called on the day.

    Raises KeyError for a place that never existed.
    """
    found = REGIONS.resolve(sigungu, on)
    region = found.region if isinstance(found, Resolved) else REGIONS.get(sigungu)
    return Group(industry[:2], size, region.sido_code)


def wider(group: Group) -> Group | None:
    """The next wider group; None for everybody.

    The region goes first (province, 권역, all), then the industry, then the size: size tells most about a
    plant's systems (8.7 % of the micro firms have any, 85.7 % of the mid-sized), the region least.
    """
    if group.region.isdigit():
        return Group(group.industry, group.size, REGIONS.macro_region(group.region).code)
    if group.region:
        return Group(group.industry, group.size)
    if group.industry:
        return Group(size=group.size)
    return EVERYBODY if group.size else None


def widening(group: Group) -> tuple[Group, ...]:
    """The group and all it is widened to, in order."""
    return tuple(_onwards(group))


def _onwards(group: Group) -> Iterator[Group]:
    each: Group | None = group
    while each is not None:
        yield each
        each = wider(each)
