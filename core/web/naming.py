"""Names of codes in the reader's language: places, industries, sizes, technology domains."""

from django.utils.translation import get_language

from core.domains import DOMAINS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS


def _is_korean() -> bool:
    return (get_language() or "ko").startswith("ko")


def place_name(code: str) -> str:
    """A province or district as lists show it ("경남 창원시 성산구"); an unknown code names itself."""
    if code not in REGIONS:
        return code
    region = REGIONS.get(code)
    return region.label_ko if _is_korean() else region.label_en


def industry_name(code: str) -> str:
    """A division or group of KSIC; an unknown code names itself."""
    if code not in INDUSTRIES:
        return code
    industry = INDUSTRIES.get(code)
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
