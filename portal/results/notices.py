"""What people are told about results."""

from django.utils.translation import gettext_lazy as _

from core.notices.telling import Kind, register

RESULT_READY = Kind(
    "result_ready",
    _("Your diagnostic has been scored"),
    _("Gaps, next steps and suppliers stand in the result. Nobody else sees it until you share it."),
    _("Open the result"),
)


def register_kinds() -> None:
    """Make these kinds known; called when the app is ready."""
    register(RESULT_READY)
