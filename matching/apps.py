"""The matching app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "matching"
    label = "matching"

    def ready(self) -> None:
        """Makes the notices to suppliers known."""
        from matching.notices import register_notices

        register_notices()
