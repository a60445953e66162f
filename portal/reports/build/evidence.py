"""How well each answer is shown: by the company's word, by a file, or by an assessor who confirmed it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max

from assessments.models import Evidence, Proof, Result, VerifiedResult
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web.wording import SEOUL

READERS = frozenset({Kind.COMPANY.value, Kind.ASSESSOR_BODY.value})
"""Who may know of files: the company, and the assessor it let see them; no other consent covers them."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How many files show each item, and the day the last of them came."""

    files: Mapping[str, int] = field(default_factory=dict)
    newest: date | None = None


def shown_by(result: Result, by: Actor) -> Shown | None:
    """The files behind a result's answers (one query); None for whoever may not know of them."""
    if by.kind not in READERS:
        return None
    rows = (
        Evidence.objects.visible_to(by)
        .standing()
        .filter(session_id=result.session_id)
        .values("item")
        .annotate(files=Count("pk"), newest=Max("attached_at"))
        .values_list("item", "files", "newest")
    )
    found = list(rows)
    days = [newest.astimezone(SEOUL).date() for _item, _files, newest in found]
    return Shown(files={item: files for item, files, _newest in found}, newest=max(days, default=None))


def _judged(verified: VerifiedResult) -> Collection[str]:
    """The items an assessor judged: all, or after an objection only those found differently."""
    return verified.answers if verified.confirmed else [str(each["item"]) for each in verified.changes]


def proof_of(item: str, shown: Shown | None, verified: VerifiedResult | None) -> Proof | None:
    """How well the answer of an item is shown; None where there is no file, or the reader may not know."""
    if verified is not None and item in _judged(verified):
        return Proof.VERIFIED
    if shown is None or not shown.files:
        return None
    return Proof.DOCUMENTED if shown.files.get(item) else Proof.DECLARED
