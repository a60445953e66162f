"""What notices are about, as a person chooses: each topic comes to the inbox, and by mail where wanted."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Topic:
    """A switch in one's account: what the notices are about and whether they come by mail.

    `kinds` are the kinds of organisation whose members get such notices, empty for everybody. `by_mail` holds
    until the person chooses. `is_fixed` sends the mail whatever they choose: it protects their account.
    """

    code: str
    label: Words
    hint: Words = ""
    kinds: frozenset[str] = frozenset()
    by_mail: bool = True
    is_fixed: bool = False


SECURITY = Topic(
    "security",
    _("Signing in and security"),
    _("A new password, a new address, a reset of two-step sign-in. These mails protect your account."),
    is_fixed=True,
)
MEMBERS = Topic(
    "members",
    _("Organisation and members"),
    _("Requests to join, answers to yours, a new role."),
)
OTHER = Topic("other", _("Other notices"))
