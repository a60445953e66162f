"""Regions of Korea with their dates: 시도, 시군구, who borders whom, which belong together. Pure.

Codes are the administrative codes (two digits for a 시도, five for a 시군구), never ISO 3166-2.
A region is valid from its first to its last day; an address written under an old code is followed
to where the place is now.
"""

from core.regions.region import Ambiguous, Level, MacroRegion, Moved, Region, Resolution, Resolved, Unknown
from core.regions.table import REGIONS, Table
from core.regions.wording import explain

__all__ = [
    "REGIONS",
    "Ambiguous",
    "Level",
    "MacroRegion",
    "Moved",
    "Region",
    "Resolution",
    "Resolved",
    "Table",
    "Unknown",
    "explain",
]
