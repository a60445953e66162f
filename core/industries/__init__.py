"""Industries (KSIC, manufacturing) and the legal size classes of firms. Pure."""

from core.industries.size import NoThreshold, SizeClass, Threshold, classify, threshold
from core.industries.table import INDUSTRIES, SUPPLIER_INDUSTRIES, Industry, IndustryLevel, Table

__all__ = [
    "INDUSTRIES",
    "SUPPLIER_INDUSTRIES",
    "Industry",
    "IndustryLevel",
    "NoThreshold",
    "SizeClass",
    "Table",
    "Threshold",
    "classify",
    "threshold",
]
