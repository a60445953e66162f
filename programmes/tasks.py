"""The worker's side of the regional desk."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from core.jobs.handlers import handles
from core.jobs.work import Work
from core.notices.telling import tell
from core.scope import acting_as_system
from core.web.naming import place_name
from core.web.wording import date_text, decimal_text
from programmes import retention
from programmes.actions.jurisdictions import TELL
from programmes.handovers import lost_sight_of, members_to_tell, owners_to_tell
from programmes.models import Handover

__all__ = ["retention", "tell_of_handover"]


@handles(TELL, attempts=8, lease_seconds=60)
def tell_of_handover(work: Work) -> None:
    """Tell both technoparks and the companies concerned, all or nobody; undone meanwhile, nobody is told."""
    is_undoing = bool(work.payload.get("undone"))
    with acting_as_system():
        rows = Handover.objects.select_related("technopark", "technopark_before")
        handover = rows.filter(pk=uuid.UUID(work.payload["handover"])).first()
        if handover is None or (handover.undone_at is not None and not is_undoing):
            return
        before = handover.technopark_before
        leaving, owners = members_to_tell(before), owners_to_tell(handover)
        coming = members_to_tell(handover.technopark) - leaving
        lost = lost_sight_of(handover)
    params = {
        "district": place_name(handover.sigungu),
        "park": handover.technopark.name,
        "before": before.name if before else _("nobody"),
        "day": date_text(handover.valid_from),
        "results": decimal_text(lost.results, 0),
        "companies": decimal_text(lost.companies, 0),
    }
    with work.publishing():
        for people, code in ((coming, "district_moved"), (leaving, "district_left")):
            for user_id in people:
                tell(
                    user_id,
                    "district_stayed" if is_undoing else code,
                    params,
                    reverse("programmes:districts"),
                )
        for user_id in owners:
            code = "your_district_stayed" if is_undoing else "your_district_moved"
            tell(user_id, code, params, reverse("results:results"))
