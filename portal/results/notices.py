"""What people are told about results."""

from django.utils.translation import gettext_lazy as _

from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, register
from core.notices.topics import Topic

RESULTS = Topic(
    "results",
    _("Results of our diagnostics"),
    _("A diagnostic has been scored."),
    kinds=frozenset({Organisation.COMPANY.value}),
)
RESULT_READY = Kind(
    "result_ready",
    _("Your diagnostic has been scored"),
    _("Gaps, next steps and suppliers stand in the result. Nobody else sees it until you share it."),
    _("Open the result"),
    topic=RESULTS,
)


def register_kinds() -> None:
    """Make these kinds known; called when the app is ready."""
    register(RESULT_READY)
