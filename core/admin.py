"""The Django admin: for the operator's staff, sparse, read-only where rows are append-only.

It is entered through the portal's own sign-in with its second factor, never by a form of its own.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts import actions
from core.accounts.models import Consent, Membership, Organisation, User
from core.audit.models import AccessRecord, Event
from core.jobs.models import Job
from core.web import actor_of
from core.web.refusal import Refused
from core.web.request import now


class Site(admin.AdminSite):
    """Staff with a second factor only."""

    site_header = site_title = gettext_lazy("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff whose session passed the second factor."""
        return super().has_permission(request) and actor_of(request).has_second_factor

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without "view on site": nothing here has a public page, and it breaks on ids that are no UUID."""
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]


site = Site(name="admin")
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that are looked at and never changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class UserAdmin(ReadOnly):
    """People; only `is_active` changes, which closes an account."""

    list_display = ("email", "name", "is_active", "is_staff", "joined_at")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "is_active", "is_staff", "joined_at")
    readonly_fields = ("email", "name", "language", "is_staff", "joined_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff may close and reopen accounts."""
        return bool(request.user.is_staff)


class OrganisationAdmin(ReadOnly):
    """Organisations, with the action that marks business numbers as checked."""

    list_display = ("name", "kind", "business_number", "sigungu", "verified_at")
    list_filter = ("kind",)
    search_fields = ("name", "business_number", "code")
    actions = ("verify",)

    @admin.action(description=gettext_lazy("Mark the business number as checked"), permissions=["view"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Organisation]) -> None:
        """Needs a programme administrator of the ministry; others are told so."""
        try:
            for row in queryset:
                actions.verify_organisation(by=actor_of(request), at=now(), organisation_id=row.pk)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Saved."))


class MembershipAdmin(ReadOnly):
    """Who belongs where."""

    list_display = ("user", "organisation", "role", "state", "started_at", "ended_at")
    list_filter = ("state", "role")
    list_select_related = ("user", "organisation")


class ConsentAdmin(ReadOnly):
    """The ledger."""

    list_display = ("document", "version", "organisation", "recipient", "given_at", "withdrawn_at")
    list_filter = ("document",)
    list_select_related = ("organisation", "recipient")


class EventAdmin(ReadOnly):
    """The audit trail."""

    list_display = ("at", "verb", "subject_kind", "subject_id", "actor_id")
    list_filter = ("verb",)
    search_fields = ("subject_id", "actor_id")


class AccessRecordAdmin(ReadOnly):
    """Who looked at whose data."""

    list_display = ("at", "act", "actor_id", "subject_organisation_id", "count", "reason")


class JobAdmin(ReadOnly):
    """Work that is owed."""

    list_display = ("kind", "state", "attempts", "not_before", "error")
    list_filter = ("state", "kind")


for model, admin_class in (
    (User, UserAdmin),
    (Organisation, OrganisationAdmin),
    (Membership, MembershipAdmin),
    (Consent, ConsentAdmin),
    (Event, EventAdmin),
    (AccessRecord, AccessRecordAdmin),
    (Job, JobAdmin),
):
    site.register(model, admin_class)
