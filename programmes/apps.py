"""The programmes app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "programmes"
    label = "programmes"

    def ready(self) -> None:
        """A technopark sees shared results of its own districts only; notices about districts."""
        from assessments.models.reach import narrow
        from core.accounts.roles import Kind
        from programmes.models import served_today
        from programmes.notices import register_notices

        narrow(Kind.TECHNOPARK.value, served_today)
        register_notices()
