"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "core"
    label = "core"

    def ready(self) -> None:
        """Makes notices and links known, sends held mails, and lets a new second factor count."""
        from allauth.account.signals import email_confirmed
        from allauth.mfa.signals import authenticator_added

        from core.accounts.navigation import register_links
        from core.accounts.notices import register_kinds
        from core.accounts.second_factor import passed
        from core.notices.held import confirmed

        register_kinds()
        register_links()
        email_confirmed.connect(confirmed, dispatch_uid="held_mails")
        authenticator_added.connect(passed, dispatch_uid="second_factor_passed")
