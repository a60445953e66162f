"""The integrity app."""

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "integrity"
    label = "integrity"
