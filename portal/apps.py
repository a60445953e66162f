"""The portal app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "portal"
    label = "portal"

    def ready(self) -> None:
        """Import the tasks, so that the relay can enqueue them by name."""
        autodiscover_modules("tasks")
