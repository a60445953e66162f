"""What holds the companies of the demonstration back, counted at once."""

from datetime import datetime, timedelta

from assessments.actions.barriers import DOCUMENT, seal_barriers
from assessments.barriers import BARRIERS, STRENGTHS
from assessments.models import BarrierSurvey, Result
from core.accounts.actor import Actor
from core.consents.document import document
from core.models import Consent

WAITED = timedelta(days=40)
"""Long enough for companies without neighbours in their industry to count with their province."""


def answer(*, by: Actor, at: datetime) -> int:
    """Two of three companies answer, once; how many did. Needs the scope of the system."""
    if BarrierSurvey.objects.exists():
        return 0
    text = document(DOCUMENT)
    rows = Result.objects.filter(organisation__is_demo=True).select_related("organisation")
    consents, surveys = [], []
    for row in rows.defer("outcome", "answers").order_by("pk"):
        drawn = row.pk.int
        if drawn % 3 == 0:
            continue
        given_at = min(max(row.submitted_at, at - WAITED), at)
        consent = Consent(
            document=text.code,
            version=text.version,
            wording=text.frozen(),
            organisation=row.organisation,
            subject_kind="result",
            subject_id=row.pk,
            given_at=given_at,
        )
        strengths = {each: STRENGTHS[(drawn >> 3 * place) % 3] for place, each in enumerate(BARRIERS, 1)}
        consents.append(consent)
        surveys.append(
            BarrierSurvey(
                result=row,
                organisation=row.organisation,
                consent=consent,
                answered_at=at - WAITED,
                **(strengths | {"money": max(1, strengths["money"])}),
            )
        )
    Consent.objects.bulk_create(consents, batch_size=500)
    BarrierSurvey.objects.bulk_create(surveys, batch_size=500)
    seal_barriers(by=by, at=at)
    return len(surveys)
