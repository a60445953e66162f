"""The matching app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "matching"
    label = "matching"

    def ready(self) -> None:
        """Makes the notices, the pages of the admin and what a profile keeps of an organisation known."""
        from core.accounts.departures import on_last_departure
        from core.accounts.roles import Kind
        from matching import admin  # noqa: F401  # registers by being imported
        from matching.actions.departure import hide
        from matching.keeping import register_keeper
        from matching.notices import register_notices

        on_last_departure(Kind.SUPPLIER.value, hide)
        register_notices()
        register_keeper()
