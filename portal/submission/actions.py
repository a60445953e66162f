"""What a submission is to the portal: the result, and the suppliers for its gaps."""

import logging
import uuid
from datetime import datetime

from django.urls import reverse

from assessments.actions import submit
from assessments.models import Result
from core.accounts.actor import Actor
from core.notices.telling import tell
from matching.actions.recommend import recommend
from matching.queries.policies import NoPolicy
from portal.results.notices import RESULT_READY

logger = logging.getLogger(__name__)


def submit_and_recommend(*, session_id: uuid.UUID, by: Actor, at: datetime) -> Result:
    """The result, with its recommendation made in the same transaction; submitted twice, it is one.

    Who submitted is told, with the way to the result. Raises as `assessments.actions.submit` does. Without a
    ranking policy in force the result stands alone.
    """
    result, is_new = submit(session_id=session_id, by=by, at=at)
    if is_new:
        try:
            recommend(by=by, at=at, result=result)
        except NoPolicy:
            logger.warning("no ranking policy is in force: result %s has no recommendation", result.pk)
        if by.user_id is not None:
            tell(by.user_id, RESULT_READY.code, url=reverse("results:result", args=[result.pk]))
    return result
