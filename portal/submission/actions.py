"""What a submission is to the portal: the result, and the suppliers for its gaps."""

import logging
import uuid
from datetime import datetime

from assessments.actions import submit
from assessments.models import Result
from core.accounts.actor import Actor
from matching.actions.recommend import recommend
from matching.queries.policies import NoPolicy

logger = logging.getLogger(__name__)


def submit_and_recommend(*, session_id: uuid.UUID, by: Actor, at: datetime) -> Result:
    """The result, with its recommendation made in the same transaction; submitted twice, it is one.

    Raises as `assessments.actions.submit` does. Without a ranking policy in force the result stands alone.
    """
    result, is_new = submit(session_id=session_id, by=by, at=at)
    if is_new:
        try:
            recommend(by=by, at=at, result=result)
        except NoPolicy:
            logger.warning("no ranking policy is in force: result %s has no recommendation", result.pk)
    return result
