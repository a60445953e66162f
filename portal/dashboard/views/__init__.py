"""The home page of each role, and what anybody can read about the portal."""

from portal.dashboard.views.about import accessibility, help_, method
from portal.dashboard.views.home import home

__all__ = ["accessibility", "help_", "home", "method"]
