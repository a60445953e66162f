"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Ends shares with their consents; makes the notices about them known."""
        from assessments.actions.share import register_effects
        from assessments.notices import register_notices

        register_effects()
        register_notices()
