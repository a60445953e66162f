"""The versions of all frameworks, for whoever writes and publishes them."""

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db.models import Case, Count, QuerySet, When
from django.http import Http404

from assessments.documents import framework_of
from assessments.models import FrameworkState, FrameworkVersion, Result, Session
from assessments.queries.acts import last_act
from assessments.scoring import Framework
from core.accounts.actor import SYSTEM, Actor
from core.scope import enter


@dataclass(frozen=True, slots=True)
class Use:
    """How much a version is in use: drafts of companies and visitors, and results."""

    drafts: int = 0
    results: int = 0


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list."""

    version: FrameworkVersion
    framework: Framework
    use: Use
    is_offered: bool


def version_lists(by: Actor) -> dict[str, list[VersionLine]]:
    """All versions by the code of their framework: drafts first, then the newest (three queries)."""
    used = uses(by)
    rows = FrameworkVersion.objects.defer("document", "source").order_by("code", "-published_at", "-version")
    found: dict[str, list[VersionLine]] = defaultdict(list)
    for row in rows:
        is_first = not any(line.is_offered for line in found[row.code])
        offered = is_first and row.state == FrameworkState.PUBLISHED.value
        found[row.code].append(VersionLine(row, framework_of(row), used.get(row.pk, Use()), offered))
    return {code: sorted(lines, key=_drafts_first) for code, lines in found.items()}


def uses(by: Actor) -> Mapping[uuid.UUID, Use]:
    """How much each version is in use. Counted as the portal itself: numbers, never whose (two queries)."""
    enter(SYSTEM)
    try:
        drafts = _counts(Session.objects.drafts())
        results = _counts(Result.objects.all())
    finally:
        enter(by)
    return {pk: Use(drafts.get(pk, 0), results.get(pk, 0)) for pk in {*drafts, *results}}


def version_of(version_id: uuid.UUID) -> FrameworkVersion:
    """The version with its source, without its document; Http404 when there is none."""
    version = FrameworkVersion.objects.defer("document").filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def published_others(version: FrameworkVersion) -> QuerySet[FrameworkVersion]:
    """The other versions of the same framework that were published, the newest first, without the texts."""
    return (
        FrameworkVersion.objects.filter(code=version.code)
        .exclude(pk=version.pk)
        .exclude(state=FrameworkState.DRAFT.value)
        .defer("document", "source")
        .order_by("-published_at", "-version")
    )


def before(version: FrameworkVersion) -> FrameworkVersion | None:
    """The version to compare with: of a draft the one on offer, else the newest that was published; of a
    published one the newest that was published before it."""
    rows = published_others(version)
    if version.published_at is not None:
        return rows.filter(published_at__lte=version.published_at).first()
    on_offer = Case(When(state=FrameworkState.PUBLISHED.value, then=0), default=1)
    return rows.order_by(on_offer, "-published_at", "-version").first()


def other_version(version: FrameworkVersion, given: str) -> FrameworkVersion | None:
    """The version that `given` names, `before` where it is empty; Http404 for one of another framework."""
    if not given:
        return before(version)
    try:
        found = version_of(uuid.UUID(given))
    except ValueError:
        raise Http404 from None
    if found.code != version.code:
        raise Http404
    return found


def next_version(version: FrameworkVersion) -> str:
    """A name for the version after this one: its last number raised until it is free ("2026.2": "2026.3")."""
    taken = set(FrameworkVersion.objects.filter(code=version.code).values_list("version", flat=True))
    found = re.fullmatch(r"(.*?)(\d{1,9})(\D*)", version.version)
    head, number, tail = found.groups() if found else (f"{version.version}.", "1", "")
    names = (f"{head}{each:0{len(number)}d}{tail}" for each in count(int(number) + 1))
    return next(name for name in names if name not in taken)


def _counts(rows: object) -> dict[uuid.UUID, int]:
    counted = rows.values_list("framework_id").annotate(Count("pk")).order_by()  # type: ignore[attr-defined]
    return dict(counted)


def _drafts_first(line: VersionLine) -> bool:
    return line.version.state != FrameworkState.DRAFT.value


def last_drafted(version: FrameworkVersion) -> tuple[str, datetime] | None:
    """Who wrote the draft last, and when (two queries)."""
    return last_act("framework", version.pk, "framework.drafted")


def acts_of(version: FrameworkVersion) -> dict[str, tuple[str, datetime]]:
    """Who "published" and who "retired" the version, and when; only what was done."""
    found = {
        verb: last_act("framework", version.pk, f"framework.{verb}") for verb in ("published", "retired")
    }
    return {verb: act for verb, act in found.items() if act}
