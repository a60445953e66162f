"""The programmes app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "programmes"
    label = "programmes"
