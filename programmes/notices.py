"""What people are told about districts."""

from django.utils.translation import gettext_lazy as _

from assessments.notices import SHARING
from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, register
from core.notices.topics import Topic

DISTRICTS = Topic(
    "districts",
    _("Our districts"),
    _("Another technopark serves a district from a day on, or it comes to you."),
    kinds=frozenset({Organisation.TECHNOPARK.value}),
    by_mail=False,
)
OUR_DISTRICT = Topic(
    "our_district",
    _("The technopark of our district"),
    _("Another technopark serves the district of a plant."),
    kinds=frozenset({Organisation.COMPANY.value}),
)

DISTRICT_MOVED = Kind(
    "district_moved",
    _("%(district)s: %(park)s from %(day)s"),
    _("From %(day)s %(park)s serves %(district)s. Until then it was: %(before)s."),
    _("Our districts"),
    topic=DISTRICTS,
)
DISTRICT_LEFT = Kind(
    "district_left",
    _("%(district)s: %(park)s from %(day)s"),
    _(
        "From %(day)s %(park)s serves %(district)s. From then on you no longer see %(results)s results of "
        "%(companies)s companies there. Files with their rows have to be deleted."
    ),
    _("Our districts"),
    topic=DISTRICTS,
)
DISTRICT_STAYED = Kind(
    "district_stayed",
    _("%(district)s: the handover was undone"),
    _("%(district)s stays as it was: %(before)s. The handover to %(park)s from %(day)s was undone."),
    _("Our districts"),
    topic=DISTRICTS,
)
YOUR_DISTRICT_MOVED = Kind(
    "your_district_moved",
    _("Another technopark serves your district: %(park)s"),
    _(
        "From %(day)s %(park)s serves %(district)s. %(before)s no longer sees your results from then on, and "
        "%(park)s sees only what you share with it. You can share it on the page of the result."
    ),
    _("Open our results"),
    topic=OUR_DISTRICT,
)
YOUR_DISTRICT_STAYED = Kind(
    "your_district_stayed",
    _("Your district stays with %(before)s"),
    _("The handover of %(district)s to %(park)s from %(day)s was undone. Nothing changes for your results."),
    _("Open our results"),
    topic=OUR_DISTRICT,
)
CONTACT_ASKED = Kind(
    "contact_asked",
    _("%(park)s asks whom it may contact"),
    _(
        "%(park)s reads your result. Your consent does not cover the contact of a person, so it cannot reach "
        "you. If you want it to, agree to the consent in its present words. If not, you need do nothing."
    ),
    _("Look at the consent"),
    topic=SHARING,
)


def register_notices() -> None:
    """Make them known; called when the app is ready."""
    register(
        DISTRICT_MOVED,
        DISTRICT_LEFT,
        DISTRICT_STAYED,
        YOUR_DISTRICT_MOVED,
        YOUR_DISTRICT_STAYED,
        CONTACT_ASKED,
    )
