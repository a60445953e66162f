"""Names of codes in the reader's language: places, industries, sizes, technology domains."""

from django.utils.translation import get_language

from core.domains import DOMAINS
from core.industries import INDUSTRIES, SUPPLIER_INDUSTRIES, SizeClass
from core.regions import REGIONS

PARK, _PARK_EN = "테크노파크", "Technopark"
INSTITUTIONS = {
    "경기대진테크노파크": "Gyeonggi Daejin Technopark",
    "포항테크노파크": "Pohang Technopark",
    "중소벤처기업부": "Ministry of SMEs and Startups",
    "중소기업통합콜센터": "SME Integrated Call Center",
}
"""Public institutions whose English name does not follow from a region's."""


def _is_korean() -> bool:
    return (get_language() or "ko").startswith("ko")


def place_name(code: str) -> str:
    """A province or district as lists show it ("경남 창원시 성산구"); an unknown code names itself."""
    if code not in REGIONS:
        return code
    region = REGIONS.get(code)
    return region.label_ko if _is_korean() else region.label_en


def region_name(code: str) -> str:
    """A province, or a 권역 of the scheme `five_poles`; an empty code is all of Korea."""
    if not code:
        return "전국" if _is_korean() else "all of Korea"
    for macro in REGIONS.macro_regions:
        if (macro.scheme, macro.code) == ("five_poles", code):
            return macro.name_ko if _is_korean() else macro.name_en
    return place_name(code)


def industry_name(code: str) -> str:
    """A division or group of KSIC; an unknown code names itself."""
    table = SUPPLIER_INDUSTRIES if code in SUPPLIER_INDUSTRIES else INDUSTRIES
    if code not in table:
        return code
    industry = table.get(code)
    return industry.name_ko if _is_korean() else industry.name_en


def size_name(code: str) -> str:
    """A size class; an unknown code names itself."""
    if code not in SizeClass.__members__:
        return code
    size = SizeClass[code]
    return size.name_ko if _is_korean() else size.name_en


def domain_name(code: str) -> str:
    """A technology domain; an unknown code names itself."""
    if code not in DOMAINS:
        return code
    domain = DOMAINS.get(code)
    return domain.name_ko if _is_korean() else domain.name_en


def institution_name(name: str) -> str:
    """A technopark or public office by its Korean name; one without an English name keeps it."""
    if _is_korean():
        return name
    if name in INSTITUTIONS:
        return INSTITUTIONS[name]
    if name.endswith(PARK):
        home = name.removesuffix(PARK)
        return next((f"{each.label_en} {_PARK_EN}" for each in REGIONS if each.label_ko == home), name)
    return name
