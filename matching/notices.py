"""What suppliers are told."""

from django.utils.translation import gettext_lazy as _

from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, register
from core.notices.topics import Topic

_SUPPLIER = frozenset({Organisation.SUPPLIER.value})
VERIFICATION = Topic(
    "verification",
    _("Verification of our company"),
    _("We were verified, the profile has to be completed, or a decision changed."),
    kinds=_SUPPLIER,
)
FRESHNESS = Topic(
    "freshness",
    _("Age of our profile"),
    _("30 days before the profile counts no longer, and when it has ended."),
    kinds=_SUPPLIER,
)

VERIFIED = Kind(
    "supplier-verified",
    _("%(name)s is verified"),
    _("Your profile is public now, and suitable companies can get %(name)s recommended."),
    _("Open our profile"),
    topic=VERIFICATION,
)
RETURNED = Kind(
    "supplier-returned",
    _("%(name)s: please complete the profile"),
    _("Your company could not be verified yet. The reason: %(reason)s"),
    _("Complete the profile"),
    topic=VERIFICATION,
)
WITHDRAWN = Kind(
    "supplier-verification-withdrawn",
    _("%(name)s is no longer verified"),
    _("The ministry withdrew the verification, and the profile is hidden. The reason: %(reason)s"),
    _("Open our profile"),
    topic=VERIFICATION,
)
REOPENED = Kind(
    "supplier-reopened",
    _("%(name)s is being looked at again"),
    _("The last decision was a mistake and was taken back. Your request waits to be decided."),
    _("Open our profile"),
    topic=VERIFICATION,
)
AGING = Kind(
    "supplier-profile-aging",
    _("%(name)s: is the profile still right?"),
    _(
        "You last confirmed the profile on %(day)s. It counts until %(end)s; after that you are recommended"
        " to nobody. If nothing changed, one press is enough."
    ),
    _("Look at the profile and confirm it"),
    topic=FRESHNESS,
)
OVER = Kind(
    "supplier-profile-over",
    _("%(name)s is not recommended at present"),
    _(
        "You last confirmed the profile on %(day)s, and that counted until %(end)s. Look at it and confirm"
        " it: from that moment on you are recommended again."
    ),
    _("Look at the profile and confirm it"),
    topic=FRESHNESS,
)


def register_notices() -> None:
    """Make them known; called when the app is ready."""
    register(VERIFIED, RETURNED, WITHDRAWN, REOPENED, AGING, OVER)
