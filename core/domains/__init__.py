"""The technology domains in which gaps are closed and suppliers work. Pure."""

from core.domains.table import DOMAINS, Area, Domain, Table

__all__ = ["DOMAINS", "Area", "Domain", "Table"]
