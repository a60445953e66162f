"""Publishing matching policies: a version is said once, a correction is a new version."""

from datetime import datetime, time
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.web import Refused
from core.web.wording import SEOUL
from matching.models import MatchingPolicy, PolicyState
from matching.ranking import Policy


def publish_policy(*, file: Path, by: Actor, at: datetime) -> tuple[MatchingPolicy, bool]:
    """The live policy of a YAML document, and whether it is new; it takes effect at its day's start in Seoul.

    A draft of the same content goes live by it. Raises Malformed with every fault of the document;
    Refused 409 `changed` when that code stands for another content.
    """
    policy = Policy.from_file(file)
    known = MatchingPolicy.objects.defer("document").filter(code=policy.code).first()
    if known is not None:
        if known.checksum != policy.checksum:
            raise Refused(
                _("%(code)s was published with another content. A change needs a new code.")
                % {"code": policy.code},
                code="changed",
                status=409,
            )
        if known.state != PolicyState.DRAFT.value:
            return known, False
        return _approved(known, by=by, at=at), True
    try:
        with transaction.atomic():
            row = _stored(policy, PolicyState.LIVE)
    except IntegrityError:  # another process published it just now
        return publish_policy(file=file, by=by, at=at)
    _record("published", row, by=by, at=at)
    return row, True


@transaction.atomic
def draft_policy(*, policy: Policy, by: Actor, at: datetime) -> MatchingPolicy:
    """The policy as a draft: kept with what it was learnt from, in force never.

    It goes live when its document is published (`publish_policy`), which is a person's doing. Refused 409
    `taken` when the code stands for something already.
    """
    if MatchingPolicy.objects.filter(code=policy.code).exists():
        raise Refused(
            _("%(code)s is taken. A draft needs a code of its own.") % {"code": policy.code},
            code="taken",
            status=409,
        )
    row = _stored(policy, PolicyState.DRAFT)
    _record("drafted", row, by=by, at=at)
    return row


@transaction.atomic
def _approved(known: MatchingPolicy, *, by: Actor, at: datetime) -> MatchingPolicy:
    row = MatchingPolicy.objects.select_for_update().get(pk=known.pk)
    if row.state == PolicyState.DRAFT.value:
        row.state = PolicyState.LIVE.value
        row.save(update_fields=["state"])
        _record("published", row, by=by, at=at)
    return row


def _stored(policy: Policy, state: PolicyState) -> MatchingPolicy:
    return MatchingPolicy.objects.create(
        code=policy.code,
        state=state.value,
        document=policy.document(),
        checksum=policy.checksum,
        effective_from=datetime.combine(policy.effective_from, time(), SEOUL),
    )


def _record(what: str, row: MatchingPolicy, *, by: Actor, at: datetime) -> None:
    audit.record(
        by=by,
        at=at,
        verb=f"matching-policy.{what}",
        subject_kind="matching_policy",
        subject_id=row.pk,
        data={"code": row.code, "checksum": row.checksum},
    )
