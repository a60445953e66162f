"""Which answers are shown by which files."""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from assessments.documents import framework_of
from assessments.models import Evidence, Session, Verification
from assessments.scoring import Item
from assessments.verifying import Step
from core.accounts.actor import Actor


def evidence_of(session: Session, by: Actor) -> Mapping[str, tuple[Evidence, ...]]:
    """The standing evidence of a session by item, the oldest first (one query)."""
    return _by_item(_rows(_standing(session, by)))


def evidence_by_item(session_id: uuid.UUID, by: Actor) -> Mapping[str, tuple[Evidence, ...]]:
    """The same for whoever may not see the session itself: an assessor (one query)."""
    return _by_item(_rows(Evidence.objects.visible_to(by).standing().filter(session_id=session_id)))


def evidence_counts(session: Session) -> Mapping[str, int]:
    """How many files show each item of a session (one query; none for a visitor's draft)."""
    if session.organisation_id is None:
        return {}
    rows = Evidence.objects.filter(session=session).standing().values("item").annotate(n=Count("pk"))
    return dict(rows.values_list("item", "n"))


def evidence_of_item(
    session: Session, item: str, by: Actor
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """What stands at one item, and what was taken away from it and can come back (one query)."""
    rows = tuple(_rows(Evidence.objects.visible_to(by).filter(session=session, item=item)))
    return (
        tuple(each for each in rows if each.removed_at is None),
        tuple(each for each in rows if each.removed_at is not None),
    )


def offered(session: Session, item: str, by: Actor) -> tuple[Evidence, ...]:
    """Files that showed the same item in the company's other diagnostics, not yet here; last used first.

    The same item: by its code in the same framework, else by what it maps from. Two queries.
    """
    if session.organisation_id is None:
        return ()
    here = _files(session, item, by)
    found: dict[uuid.UUID, Evidence] = {}
    rows = _others(session, by).filter(_same(session, item)).select_related("file", "session")
    for each in rows.order_by("-attached_at", "pk"):
        if each.file_id not in here:
            found.setdefault(each.file_id, each)
    return tuple(found.values())


def offered_counts(session: Session, by: Actor) -> Mapping[str, int]:
    """How many files of other diagnostics each item of the session could use again (two queries)."""
    if session.organisation_id is None:
        return {}
    rows = _others(session, by).values_list("session__framework__code", "item", "file_id")
    used: dict[tuple[str, str], set[uuid.UUID]] = defaultdict(set)
    for framework, code, file in rows:
        used[framework, code].add(file)
    here = defaultdict(set)
    for code, file in _standing(session, by).values_list("item", "file_id"):
        here[code].add(file)
    items = framework_of(session.framework).items.values()
    found = {item.code: set().union(*(used[each] for each in _origins(session, item))) for item in items}
    return {code: len(files - here[code]) for code, files in found.items() if files - here[code]}


def is_verified(session: Session) -> bool:
    """Whether an assessor has finished with all of the session's files (one query)."""
    return Verification.objects.whole().filter(session=session, state=Step.FINISHED.value).exists()


def _rows(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return rows.select_related("file", "attached_by").order_by("attached_at", "pk")


def _by_item(rows: QuerySet[Evidence]) -> Mapping[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for each in rows:
        found[each.item].append(each)
    return {code: tuple(each) for code, each in found.items()}


def _others(session: Session, by: Actor) -> QuerySet[Evidence]:
    return (
        Evidence.objects.visible_to(by)
        .standing()
        .filter(organisation=session.organisation_id)
        .exclude(session=session)
    )


def _origins(session: Session, item: Item) -> list[tuple[str, str]]:
    """Framework and code of the items that are this one in other diagnostics."""
    here = [(session.framework.code, item.code)]
    return [*here, (item.maps_from.framework, item.maps_from.item)] if item.maps_from else here


def _same(session: Session, item: str) -> Q:
    same = Q()
    for framework, code in _origins(session, framework_of(session.framework).items[item]):
        same |= Q(session__framework__code=framework, item=code)
    return same


def _standing(session: Session, by: Actor) -> QuerySet[Evidence]:
    return Evidence.objects.visible_to(by).standing().filter(session=session)


def _files(session: Session, item: str, by: Actor) -> set[uuid.UUID]:
    return set(_standing(session, by).filter(item=item).values_list("file_id", flat=True))
