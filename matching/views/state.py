"""Where a profile stands on its way to being public, as steps."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.web.components import Step
from core.web.wording import date_text, datetime_text
from matching import policies
from matching.models import Supplier
from matching.queries.verification import expected_by


def way_to_public(row: Supplier) -> list[Step]:
    """The four steps of a profile not verified yet, each with when it happens; none afterwards."""
    if row.verified_at:
        return []
    asked: datetime | None = row.verification_asked_at
    is_ready = not policies.missing_for_verification(row)
    return [
        Step(_("Fill what is needed"), "done" if is_ready or asked else "now"),
        Step(
            _("Ask for verification"),
            "done" if asked else "now" if is_ready else "later",
            datetime_text(asked) if asked else "",
        ),
        Step(
            _("The ministry verifies the company"),
            "now" if asked else "later",
            _("usually by %(day)s") % {"day": date_text(expected_by(asked))}
            if asked
            else _("usually within five working days"),
        ),
        Step(_("Companies find you and get you recommended"), "later"),
    ]
