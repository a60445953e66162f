"""What the portal is measured against: bare views, and the supplier list as it is usually written."""

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """Installed by the settings of the measurements only."""

    name = "tests.bench.floor"
    label = "bench"
    default = True
