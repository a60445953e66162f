"""The receipt of a submission: a number to name on the telephone."""

import uuid
from datetime import datetime

from core.web.wording import SEOUL


def receipt_number(result_id: uuid.UUID, submitted_at: datetime) -> str:
    """ "20261122-C4AE-8DB9": the day in Seoul, and the first eight signs of the result's id."""
    signs = result_id.hex[:8].upper()
    return f"{submitted_at.astimezone(SEOUL):%Y%m%d}-{signs[:4]}-{signs[4:]}"
