"""Suppliers and policies in the admin, to be looked at."""

from core.admin import ReadOnly, site
from matching.models import MatchingPolicy, Supplier


class SupplierAdmin(ReadOnly):
    """Suppliers, with the state of their verification."""

    list_display = ("name", "home_sigungu", "is_published", "verified_at", "verification_asked_at", "version")
    list_filter = ("is_published",)
    search_fields = ("name", "name_key", "slug")


class MatchingPolicyAdmin(ReadOnly):
    """Versions of the policy."""

    list_display = ("code", "state", "effective_from", "checksum")


site.register(Supplier, SupplierAdmin)
site.register(MatchingPolicy, MatchingPolicyAdmin)
