"""What suppliers are told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, register
from core.notices.topics import SECURITY, Topic

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
PROJECTS = Topic(
    "projects",
    _("Confirmation of our projects"),
    _("A customer or an authority answered about one of our finished projects."),
    kinds=_SUPPLIER,
)
TO_CONFIRM = Topic(
    "projects_to_confirm",
    _("Projects to confirm"),
    _("A supplier asks us to confirm a project that it finished for us."),
    kinds=frozenset({Organisation.COMPANY.value}),
)
TO_CHECK = Topic(
    "projects_to_check",
    _("Projects to check"),
    _("A customer confirmed a project in our province, and somebody has to check it."),
    kinds=frozenset({Organisation.TECHNOPARK.value}),
)

CONSULTATION = Topic(
    "consultation",
    _("Enquiries to suppliers"),
    _("A new enquiry, an answer, a message, a deadline."),
    kinds=frozenset({Organisation.COMPANY.value, Organisation.SUPPLIER.value}),
)
SEARCHES = Topic(
    "searches",
    _("News of saved searches"),
    _("A supplier fits a search that we saved and did not fit it before. Once a day at most."),
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
ASKED = Kind(
    "supplier-verification-asked",
    _("%(name)s: we received your request to be verified"),
    _("Receipt %(number)s of %(day)s. The ministry usually decides by %(expected)s. You are told by mail."),
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
TO_CONFIRM_HERE = Kind(
    "project_to_confirm",
    _("%(supplier)s asks you to confirm a project"),
    _(
        "The supplier says that it finished a project for your company. Look whether it is right, and answer"
        " until %(until)s. Your company stays unnamed unless you allow it."
    ),
    _("Look at the project and answer"),
    topic=TO_CONFIRM,
)
TO_CONFIRM_BY_LINK = Kind(
    "project_to_confirm_by_link",
    _("%(supplier)s asks you to confirm a project"),
    _(
        "%(supplier)s says that it finished a project for your company and asks you to confirm it. The page"
        " shows exactly what you would confirm. You need no account; the link works once, until %(until)s."
        " If you know nothing of it, say no there or ignore this mail."
    ),
    _("Look at the project and answer"),
    topic=SECURITY,  # no switch: the address belongs to nobody here
)
CONFIRMED = Kind(
    "project_confirmed",
    _("Your customer confirmed a project"),
    _("The technopark of the province checks it next. After that it counts in recommendations."),
    _("Open our projects"),
    topic=PROJECTS,
)
REFUSED = Kind(
    "project_refused",
    _("Your customer did not confirm a project"),
    _("The reason: %(reason)s Correct the project and ask again."),
    _("Open our projects"),
    topic=PROJECTS,
)
COUNTS = Kind(
    "project_counts",
    _("A project counts from now on"),
    _("It was confirmed and checked. It stands on your profile and counts in recommendations."),
    _("Open our projects"),
    topic=PROJECTS,
)
NOT_YET = Kind(
    "project_returned",
    _("A project was returned to you"),
    _("The authority that checked it gave this reason: %(reason)s Correct the project and ask again."),
    _("Open our projects"),
    topic=PROJECTS,
)
REQUEST_ENDED = Kind(
    "project_request_ended",
    _("Your customer left the portal without confirming a project"),
    _("The request was taken back. Ask the customer by e-mail instead."),
    _("Open our projects"),
    topic=PROJECTS,
)
ASK_ENDED = Kind(
    "project_ask_ended",
    _("%(supplier)s took back a request to confirm a project"),
    _("You need not do anything. The link in the earlier mail does nothing any more."),
    topic=TO_CONFIRM,
)
CHECK = Kind(
    "project_to_check",
    _("A project of %(supplier)s is to be checked"),
    _("The customer confirmed it. Look whether it is plausible and decide."),
    _("Check the project"),
    by_mail=False,
    topic=TO_CHECK,
)


def _message(params: Mapping[str, Any]) -> str:
    """How many messages wait unread, and the first line of the last one."""
    line, count = params.get("line", ""), params.get("count", 1)
    if not line:
        return gettext("Read it in the enquiry and answer there.")
    if count > 1:
        return gettext("%(count)d messages you have not read. The last one: “%(line)s”") % params
    return f"“{line}”"


_OPEN = _("Open the enquiry")
CONSULTATIONS = (
    Kind(
        "consultation-asked",
        _("New enquiry from %(company)s"),
        _(
            "Answer or decline it by %(due)s, within three working days. Your profile shows how many"
            " enquiries you answer in time."
        ),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-due",
        _("Today is the last day to answer %(company)s"),
        _("Answer the enquiry or decline it today. From tomorrow on it counts as not answered in time."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-answered",
        _("%(supplier)s has answered"),
        _("Read the answer. You see each other's contact now and can write there."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-declined",
        _("%(supplier)s cannot take your enquiry"),
        _("Read the reason, then ask another supplier."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-late",
        _("%(supplier)s has not answered within three working days"),
        _("The supplier can still answer. You can close the enquiry and ask another supplier."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-passed-on",
        _("%(next)s was asked in the place of %(supplier)s"),
        _(
            "%(supplier)s declined or let three working days pass. As you wished, %(next)s has your enquiry,"
            " with the same words and without your result."
        ),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-nobody-left",
        _("Nobody is left to ask in the place of %(supplier)s"),
        _("Those that you named take no enquiries at present, or you ask them already. Look for others."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-message",
        _("New message from %(name)s"),
        _message,
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "proposal-sent",
        _("%(supplier)s sent a proposal"),
        _("Read what it would build, for how much and by when. Beside others it is easier to judge."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "proposal-replaced",
        _("%(supplier)s sent a new version of its proposal"),
        _("It replaces the one before, which stays readable."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "proposal-chosen",
        _("%(company)s chose your proposal"),
        _("Agree on the contract with the company; you have its contact in the enquiry."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "proposal-other-chosen",
        _("%(company)s will go on with another supplier"),
        _("The enquiry is closed, and you need not do anything. Thank you for your time."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "proposal-none-chosen",
        _("%(company)s did not choose your proposal"),
        _("Read the reason. The enquiry stays open, and you can propose something else."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-ended",
        _("%(supplier)s left the portal, and your enquiry was closed"),
        _("What was written stays readable. Ask another supplier."),
        _OPEN,
        topic=CONSULTATION,
    ),
    Kind(
        "consultation-closed",
        _("%(company)s closed its enquiry"),
        _("You need not do anything. What was written stays readable."),
        _OPEN,
        topic=CONSULTATION,
    ),
)

SEARCH_NEWS = Kind(
    "search-news",
    _("New suppliers fit a search that you saved"),
    _("%(names)s: %(new)s suppliers that were not found before. See who they are."),
    _("See the new suppliers"),
    topic=SEARCHES,
)


def register_notices() -> None:
    """Make them known; called when the app is ready."""
    register(ASKED, VERIFIED, RETURNED, WITHDRAWN, REOPENED, AGING, OVER)
    register(TO_CONFIRM_HERE, TO_CONFIRM_BY_LINK, CONFIRMED, REFUSED, COUNTS, NOT_YET, CHECK)
    register(REQUEST_ENDED, ASK_ENDED, SEARCH_NEWS, *CONSULTATIONS)
