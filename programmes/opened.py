"""Which results somebody of the technopark has opened: read from the access records, so never out of step."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from core.audit.models import AccessRecord
from programmes.models import DeskRow


def _looks(parks: Sequence[uuid.UUID]) -> QuerySet[AccessRecord]:
    return AccessRecord.objects.filter(
        act="view", subject_kind="result", organisation_id__in=[str(each) for each in parks]
    )


def opened(rows: QuerySet[DeskRow], parks: Sequence[uuid.UUID], *, is_opened: bool) -> QuerySet[DeskRow]:
    """The rows that somebody there has opened, or those that nobody has."""
    looks = _looks(parks).filter(subject_id=Cast(OuterRef("result_id"), TextField()))
    return rows.filter(Exists(looks)) if is_opened else rows.filter(~Exists(looks))


def opened_among(ids: Iterable[uuid.UUID], parks: Sequence[uuid.UUID]) -> frozenset[str]:
    """Which of these results somebody there has opened, as texts (one query)."""
    wanted = [str(each) for each in ids]
    if not wanted:
        return frozenset()
    found = _looks(parks).filter(subject_id__in=wanted).values_list("subject_id", flat=True)
    return frozenset(found)
