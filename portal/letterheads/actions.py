"""Letterheads: drafted, published once, never changed afterwards, retired."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.models import Organisation
from core.uploads import Taken
from core.web import Refused
from core.web.wording import SEOUL
from portal.letterheads.models import Letterhead, LetterheadState
from portal.letterheads.policies import may_keep
from portal.reports import logo

DRAFT, PUBLISHED, RETIRED = (each.value for each in LetterheadState)
FIELDS = ("title", "subtitle", "colour", "foreword", "contact", "closing", "valid_from")


@transaction.atomic
def draft_letterhead(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    letterhead_id: uuid.UUID | None = None,
    seen: int = 0,
    taken: Taken | None = None,
    is_bare: bool = False,
) -> Letterhead:
    """The stored draft: a new version of one's institution, or the draft `letterhead_id` as `seen`, with the
    values, the logo `taken`, or none where `is_bare`.

    Http404 for what is no draft of one's own; Refused 403 for others, 409 "stale" when somebody changed it.
    """
    _check(by)
    row = _new(by) if letterhead_id is None else _locked(letterhead_id, by, DRAFT)
    if letterhead_id is not None and seen != row.revision:
        raise Refused(
            _("Somebody changed this letterhead meanwhile. What you wrote stands below and was not saved."),
            code="stale",
            status=409,
        )
    for name in FIELDS:
        setattr(row, name, values[name])
    if is_bare:
        row.logo_sha256 = row.logo_kind = ""
    if taken is not None:
        logo.hold()
        row.logo_sha256, row.logo_kind = logo.put(taken)
    row.changed_at = at
    row.revision += 1
    row.save()
    _record("letterhead.drafted", row, by, at)
    return row


@transaction.atomic
def publish_letterhead(*, letterhead_id: uuid.UUID, seen: int, by: Actor, at: datetime) -> Letterhead:
    """The draft, frozen: reports made from its first day on carry it. Refused "stale", "past"."""
    _check(by)
    row = _locked(letterhead_id, by, DRAFT)
    if seen != row.revision:
        raise Refused(
            _("The draft was changed after you opened this page. Look at it once more."),
            code="stale",
            status=409,
        )
    if row.valid_from < at.astimezone(SEOUL).date():
        raise Refused(_("The first day is over. Choose today or later."), code="past", field="valid_from")
    row.state, row.published_at = PUBLISHED, at
    row.save(update_fields=["state", "published_at"])
    _record("letterhead.published", row, by, at)
    return row


@transaction.atomic
def discard_letterhead(*, letterhead_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Throw the draft away; its number is given again. Http404 for what is no draft of one's own."""
    _check(by)
    row = _locked(letterhead_id, by, DRAFT)
    _record("letterhead.discarded", row, by, at)
    row.delete()


@transaction.atomic
def retire_letterhead(*, letterhead_id: uuid.UUID, by: Actor, at: datetime) -> Letterhead:
    """The published version, used no more; reports that carry it stay as they are."""
    _check(by)
    row = _locked(letterhead_id, by, PUBLISHED)
    row.state, row.retired_at = RETIRED, at
    row.save(update_fields=["state", "retired_at"])
    _record("letterhead.retired", row, by, at)
    return row


def _new(by: Actor) -> Letterhead:
    assert by.place is not None  # `may_keep` asked for a kind of place
    here = Organisation.objects.select_for_update().get(pk=by.place.organisation_id)
    known = Letterhead.objects.visible_to(by).filter(organisation=here)
    if known.filter(state=DRAFT).exists():
        raise Refused(_("There is a draft already. Go on with that one."), code="draft", status=409)
    last = known.aggregate(last=Max("version"))["last"] or 0
    return Letterhead(organisation=here, version=last + 1, revision=0)


def _locked(letterhead_id: uuid.UUID, by: Actor, state: str) -> Letterhead:
    rows = Letterhead.objects.visible_to(by).select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=letterhead_id, state=state).first()
    if row is None:
        raise Http404
    return row


def _check(by: Actor) -> None:
    if reason := may_keep(by):
        raise Refused(reason, code="not-allowed", status=403)


def _record(verb: str, row: Letterhead, by: Actor, at: datetime) -> None:
    data = {"version": row.version, "digest": row.printed().digest}
    audit.record(by=by, at=at, verb=verb, subject_kind="letterhead", subject_id=row.pk, data=data)
