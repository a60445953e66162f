"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "core"
    label = "core"
