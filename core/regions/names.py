"""The spellings under which people write a region."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from core.hangul import normalised
from core.regions.region import Level, Region

_SIDO_SPELLINGS = {
    "11": ("서울시",),
    "12": ("전남광주특별시", "광주전남", "전남광주시"),
    "26": ("부산시",),
    "27": ("대구시",),
    "28": ("인천시",),
    "29": ("광주시",),
    "30": ("대전시",),
    "31": ("울산시",),
    "36": ("세종시", "세종특별시"),
    "50": ("제주도",),
}


def key(text: str) -> str:
    """The text without spaces, commas and hyphens, in lower case: how spellings are compared."""
    return "".join(letter for letter in normalised(text) if letter not in " ,-·")


def index(regions: Iterable[Region]) -> Mapping[str, tuple[str, ...]]:
    """Every spelling with the codes it may stand for, of all times."""
    regions = tuple(regions)
    sidos = {region.code: tuple(_sido_spellings(region)) for region in regions if region.level is Level.SIDO}
    found: dict[str, dict[str, None]] = {}
    for region in regions:
        for spelling in _spellings(region, sidos):
            found.setdefault(key(spelling), {})[region.code] = None
    return MappingProxyType({spelling: tuple(codes) for spelling, codes in found.items()})


def _sido_spellings(region: Region) -> Iterator[str]:
    yield from (region.name_ko, region.short_ko, region.name_en, region.label_en)
    yield from _SIDO_SPELLINGS.get(region.code, ())


def _spellings(region: Region, sidos: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if region.level is Level.SIDO:
        yield from sidos[region.code]
        return
    if region.kind == "single_tier":
        return  # 세종 is found as a 시도
    own = tuple(_own_spellings(region))
    yield from own
    yield from (region.name_en, region.full_en, region.label_en)
    for sido in sidos[region.sido_code]:
        yield from (f"{sido}{name}" for name in own)


def _own_spellings(region: Region) -> Iterator[str]:
    """창원시 성산구, 창원 성산구, 성산구 and 성산; 김해시 and 김해; but never 중 for 중구."""
    yield region.name_ko
    words = region.name_ko.split()
    if len(words) == 2:
        yield f"{words[0][:-1]} {words[1]}"
        yield words[1]
        yield f"{words[0][:-1]} {words[1][:-1]}"
    if len(words[-1]) > 2:
        yield words[-1][:-1]
