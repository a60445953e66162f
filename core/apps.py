"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "core"
    label = "core"

    def ready(self) -> None:
        """Makes notices and links known, and lets a session that set up a second factor count as passed."""
        from allauth.mfa.signals import authenticator_added

        from core.accounts.navigation import register_links
        from core.accounts.notices import register_kinds
        from core.accounts.second_factor import passed

        register_kinds()
        register_links()
        authenticator_added.connect(passed, dispatch_uid="second_factor_passed")
