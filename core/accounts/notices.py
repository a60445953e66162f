"""What people are told about organisations, members and sign-in."""

from django.utils.translation import gettext_lazy as _

from core.notices.telling import Kind, register
from core.notices.topics import MEMBERS, SECURITY


def register_kinds() -> None:
    """Make these kinds known; called when the app is ready."""
    register(
        Kind(
            "membership_requested",
            _("%(who)s asks to join %(organisation)s"),
            _("Decide whether this person belongs to your organisation."),
            _("Decide"),
            topic=MEMBERS,
        ),
        Kind(
            "admission_requested",
            _("%(who)s asks to join %(organisation)s, where nobody works any more"),
            _("Nobody there can decide. Call the company on a number you know from elsewhere, then decide."),
            _("Decide"),
            topic=MEMBERS,
        ),
        Kind(
            "admission_approved",
            _("You now administer %(organisation)s"),
            _("The ministry approved your request. You decide from now on who joins and what is shared."),
            _("Open the organisation"),
            topic=MEMBERS,
        ),
        Kind(
            "admission_declined",
            _("Your request to join %(organisation)s was declined"),
            _("The ministry could not make sure that you work for it. Call us if this is a mistake."),
            _("Open my organisations"),
            topic=MEMBERS,
        ),
        Kind(
            "membership_approved",
            _("You now belong to %(organisation)s"),
            _("Your request was approved. You can work for the organisation from now on."),
            _("Open the organisation"),
            topic=MEMBERS,
        ),
        Kind(
            "membership_declined",
            _("Your request to join %(organisation)s was declined"),
            _("An administrator of the organisation declined it. Ask there if you think this is a mistake."),
            _("Open my organisations"),
            topic=MEMBERS,
        ),
        Kind(
            "membership_ended",
            _("You no longer belong to %(organisation)s"),
            _("An administrator ended your membership. Your account stays yours."),
            _("Open my organisations"),
            topic=MEMBERS,
        ),
        Kind(
            "member_left",
            _("%(who)s left %(organisation)s"),
            _("The person can no longer see the organisation's data. API keys of the person were revoked."),
            _("Open the members"),
            by_mail=False,
            topic=MEMBERS,
        ),
        Kind(
            "role_changed",
            _("Your role in %(organisation)s changed"),
            _("Your role is now: %(role)s."),
            _("Open the organisation"),
            topic=MEMBERS,
        ),
        Kind(
            "handed_over",
            _("You now administer %(organisation)s"),
            _("The administration was handed over to you. You decide who joins and what is shared."),
            _("Open the organisation"),
            topic=MEMBERS,
        ),
        Kind(
            "invitation",
            _("%(organisation)s invites you"),
            _(
                "%(organisation)s invites you to work with it on Ieum. The link is valid for %(days)s days "
                "and only for this address. If you do not know the organisation, ignore this mail."
            ),
            _("Accept the invitation"),
            topic=SECURITY,
        ),
        Kind(
            "invitation_accepted",
            _("%(who)s joined %(organisation)s"),
            _("The person accepted your invitation."),
            _("Open the members"),
            by_mail=False,
            topic=MEMBERS,
        ),
        Kind(
            "account_closed",
            _("Your account is closed"),
            _(
                "Your address, name, phone and ways to sign in were destroyed. What the law asks us to keep "
                "stays without your name. If you did not do this, call us at once."
            ),
            topic=SECURITY,
        ),
        Kind(
            "reset_requested",
            _("A reset of your two-step sign-in was requested"),
            _(
                "An administrator of %(organisation)s says that you lost your device. The ministry decides. "
                "If you did not ask for this, call us at once."
            ),
            _("Open my organisations"),
            topic=SECURITY,
        ),
        Kind(
            "reset_approved",
            _("Your two-step sign-in was reset"),
            _(
                "Sign in with your password and set up your new device. All other sessions were ended. "
                "If you did not ask for this, call us at once."
            ),
            _("Sign in"),
            topic=SECURITY,
        ),
        Kind(
            "reset_declined",
            _("The reset for %(who)s was declined"),
            _("The ministry declined the request. Call us if you think this is a mistake."),
            _("Open the members"),
            topic=SECURITY,
        ),
    )
