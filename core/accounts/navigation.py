"""Links of the header and footer about people, organisations and data protection."""

from django.utils.translation import gettext_lazy as _

from core.accounts.policies import is_programme_administrator
from core.web.navigation import RULES, Item, register, register_footer


def register_links() -> None:
    """Make them known; called when the app is ready."""
    register(
        Item(_("Institutions"), "core:institutions", order=80, shown=is_programme_administrator, group=RULES)
    )
    register_footer(_("Terms of use"), "core:terms", 80)
    register_footer(_("Privacy"), "core:privacy", 81)
