"""What suppliers choose from, in the active language."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domains import DOMAINS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, Level
from core.web.naming import domain_name, industry_name, place_name, size_name
from matching.queries.wording import language

Choices = list[tuple[str, Any]]


def districts() -> Choices:
    """The 시군구 of today, grouped by 시도."""
    day, korean = timezone.localdate(), language() == "ko"
    groups: Choices = [("", _("Choose a district"))]
    for sido in REGIONS.at(day, Level.SIDO):
        inside = [
            (each.code, each.name_ko if korean else each.name_en)
            for each in REGIONS.selectable(day, sido.code)
        ]
        groups.append((sido.name_ko if korean else sido.name_en, inside))
    return groups


def provinces() -> Choices:
    """The 시도 of today."""
    return [(each.code, place_name(each.code)) for each in REGIONS.at(timezone.localdate(), Level.SIDO)]


def domains_by_area() -> Choices:
    """The technology domains, grouped by their four areas."""
    korean = language() == "ko"
    return [
        (
            area.name_ko if korean else area.name_en,
            [(each.code, domain_name(each.code)) for each in DOMAINS.in_area(area.code)],
        )
        for area in DOMAINS.areas.values()
    ]


def remote_domains() -> Choices:
    """The technology domains that can be delivered from afar."""
    return [(each.code, domain_name(each.code)) for each in DOMAINS if each.is_remote]


def divisions() -> Choices:
    """The divisions of manufacturing."""
    return [(each.code, industry_name(each.code)) for each in INDUSTRIES.divisions()]


def industries() -> Choices:
    """Divisions with their groups."""
    return [
        (
            industry_name(division.code),
            [
                (each.code, f"{each.code} {industry_name(each.code)}")
                for each in (division, *INDUSTRIES.groups(division.code))
            ],
        )
        for division in INDUSTRIES.divisions()
    ]


def sizes() -> Choices:
    """The legal size classes."""
    return [(each.value, size_name(each.value)) for each in SizeClass]


def with_nothing(choices: Choices) -> Choices:
    """The choices behind an empty one."""
    return [("", gettext_lazy("Choose")), *choices]
