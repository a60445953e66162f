"""Pages of the regional desk."""

from programmes.views.export import export
from programmes.views.jurisdictions import assign, jurisdiction, jurisdictions
from programmes.views.regional import districts, regional_list

__all__ = ["assign", "districts", "export", "jurisdiction", "jurisdictions", "regional_list"]
