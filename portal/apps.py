"""The portal app."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "portal"
    label = "portal"

    def ready(self) -> None:
        """Import the tasks, which the relay enqueues by name; notices, looks, papers; check addresses."""
        from assessments.issued import follow_issued
        from portal.certificates.printing import print_beforehand
        from portal.news.looks import follow_looks
        from portal.news.notices import register_notices
        from portal.results.notices import register_kinds
        from portal.routes import undeclared

        autodiscover_modules("tasks")
        register_kinds()
        register_notices()
        follow_looks()
        follow_issued(print_beforehand)
        register(undeclared)
