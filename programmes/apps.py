"""The programmes app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "programmes"
    label = "programmes"

    def ready(self) -> None:
        """A technopark sees shared results of its own districts only."""
        from assessments.models.reach import narrow
        from core.accounts.roles import Kind
        from programmes.models import served_today

        narrow(Kind.TECHNOPARK.value, served_today)
