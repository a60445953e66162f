"""The matching app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "matching"
    label = "matching"

    def ready(self) -> None:
        """Makes the notices, the pages of the admin and what a profile keeps of an organisation known."""
        from assessments.ties import register_tie
        from core.accounts.departures import on_last_departure
        from core.accounts.roles import Kind
        from matching import admin  # noqa: F401  # registers by being imported
        from matching.actions.departure import leave_as_company, leave_as_supplier
        from matching.keeping import register_keeper
        from matching.notices import register_notices
        from matching.queries.departure import ends_of_company, ends_of_supplier
        from matching.ties import tied_by_supplier

        register_tie(tied_by_supplier)
        on_last_departure(Kind.SUPPLIER.value, leave_as_supplier, ends_of_supplier)
        on_last_departure(Kind.COMPANY.value, leave_as_company, ends_of_company)
        register_notices()
        register_keeper()
