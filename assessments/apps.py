"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "assessments"
    label = "assessments"
