"""The matching app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "matching"
    label = "matching"
