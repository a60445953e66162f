"""Rules of support: drafted, published once, never changed afterwards. Other rules are another version."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.keepers import tell_other_keepers
from assessments.models import SupportRules, SupportState
from assessments.policies import may_set_support
from assessments.queries.support import reach_for
from assessments.support import Malformed, Rules, out_of_reach, read
from core import audit
from core.accounts.actor import Actor
from core.web import Refused
from core.web.wording import SEOUL

DRAFT, PUBLISHED = SupportState.DRAFT.value, SupportState.PUBLISHED.value


def draft_support(
    *,
    version: str,
    valid_from: date,
    document: Mapping[str, Any],
    by: Actor,
    at: datetime,
    rules_id: uuid.UUID | None = None,
    seen: int = 0,
) -> SupportRules:
    """The stored draft: a new one, or the draft `rules_id` with this instead, if it is as it was `seen`.

    Raises Malformed with every fault of the document, points that no result has among them; Http404 for a
    draft that is not there; Refused 403 for anybody but a programme administrator, 409 "stale" when somebody
    changed it, 409 "changed" for a version that exists.
    """
    _check(by)
    rules = read(document)
    _check_reach(rules)
    row = SupportRules(state=DRAFT, revision=0) if rules_id is None else _locked(rules_id)
    if rules_id is not None and seen != row.revision:
        raise Refused(
            _("Somebody changed these rules meanwhile. What you wrote stands below and was not saved."),
            code="stale",
            status=409,
        )
    row.version, row.valid_from, row.framework = version, valid_from, rules.framework
    row.document, row.changed_at = dict(document), at
    row.revision += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(
            _("There are rules with this name already. Choose another one."),
            code="changed",
            field="version",
            status=409,
        ) from None
    _record("support-rules.drafted", row, by, at)
    return row


def publish_support(*, rules_id: uuid.UUID, said: str, seen: int, by: Actor, at: datetime) -> SupportRules:
    """The draft, published and frozen: it places whoever submits from its first day on.

    Raises Http404 for anything but a draft; Refused "stale", "said" when the name was not typed, "past" when
    its first day is over: results that are there stay as they were placed, "reach" when they ask for points
    that no result has.
    """
    _check(by)
    row = _locked(rules_id)
    if seen != row.revision:
        raise Refused(
            _("The draft was changed after you opened this page. Look at it once more."),
            code="stale",
            status=409,
        )
    if said.strip() != row.version:
        raise Refused(
            _("Type the name exactly as it is written: %(version)s") % {"version": row.version},
            code="said",
            field="said",
        )
    if row.valid_from < at.astimezone(SEOUL).date():
        raise Refused(
            _("The first day is over. Choose today or later: rules never reach back to older results."),
            code="past",
        )
    if out_of_reach(row.rules(), reach_for(row.framework)):
        raise Refused(_("The rules ask for points that no result has. Change the rules first."), code="reach")
    return _publish(row, by, at)


def withdraw_support(*, rules_id: uuid.UUID, by: Actor, at: datetime) -> SupportRules:
    """Published rules whose first day has not come, a draft again: they have placed nobody.

    Raises Http404 for anything but published rules, Refused "begun" 409 from their first day on. A trigger
    says the same.
    """
    _check(by)
    row = _locked(rules_id, PUBLISHED)
    if row.valid_from <= at.astimezone(SEOUL).date():
        raise Refused(_("These rules have begun. Write new ones that follow them."), code="begun", status=409)
    row.state, row.published_at, row.changed_at = DRAFT, None, at
    row.revision += 1
    row.save(update_fields=["state", "published_at", "changed_at", "revision"])
    _record("support-rules.withdrawn", row, by, at)
    _tell("support_withdrawn", row, by)
    return row


def load_support(
    *, version: str, valid_from: date, document: Mapping[str, Any], by: Actor, at: datetime
) -> tuple[SupportRules, bool]:
    """Rules that come with the portal, published as the system, and whether they are new. Twice is once.

    Their first day may be over: results of before were never placed and stay so. Refused "changed" for a
    version that was published with another content.
    """
    if not by.is_system:
        raise PermissionError("rules are loaded by the portal itself")
    read(document)
    known = SupportRules.objects.published().filter(version=version).first()
    if known is not None:
        if known.document != document or known.valid_from != valid_from:
            raise Refused(
                _("The rules %(version)s were published with another content. A change needs a new version.")
                % {"version": version},
                code="changed",
                status=409,
            )
        return known, False
    row = draft_support(version=version, valid_from=valid_from, document=document, by=by, at=at)
    return _publish(row, by, at), True


def discard_support(*, rules_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away. Http404 for anything that is not a draft."""
    _check(by)
    row = _locked(rules_id)
    _record("support-rules.discarded", row, by, at)
    row.delete()


def _publish(row: SupportRules, by: Actor, at: datetime) -> SupportRules:
    row.state, row.published_at = PUBLISHED, at
    row.save(update_fields=["state", "published_at"])
    _record("support-rules.published", row, by, at)
    _tell("support_published", row, by)
    return row


def _tell(code: str, row: SupportRules, by: Actor) -> None:
    """The other programme administrators."""
    said = {"name": row.version, "day": row.valid_from.isoformat()}
    url = reverse("assessments:support_rules", args=[row.pk])
    tell_other_keepers(by=by, code=code, params=said, url=url, about=f"support-rules:{row.pk}")


def _check(by: Actor) -> None:
    if reason := may_set_support(by):
        raise Refused(reason, code="not-allowed", status=403)


def _check_reach(rules: Rules) -> None:
    if faults := out_of_reach(rules, reach_for(rules.framework)):
        raise Malformed(faults)


def _locked(rules_id: uuid.UUID, state: str = DRAFT) -> SupportRules:
    row = SupportRules.objects.select_for_update().filter(pk=rules_id, state=state).first()
    if row is None:
        raise Http404
    return row


def _record(verb: str, row: SupportRules, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="support_rules",
        subject_id=row.pk,
        data={"version": row.version, "valid_from": row.valid_from.isoformat()},
    )
