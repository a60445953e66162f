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

    Raises Malformed with every fault of the document; Refused 409 `changed` when that code was published with
    another content.
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
        return known, False
    try:
        with transaction.atomic():
            row = MatchingPolicy.objects.create(
                code=policy.code,
                state=PolicyState.LIVE.value,
                document=policy.document(),
                checksum=policy.checksum,
                effective_from=datetime.combine(policy.effective_from, time(), SEOUL),
            )
    except IntegrityError:  # another process published it just now
        return publish_policy(file=file, by=by, at=at)
    audit.record(
        by=by,
        at=at,
        verb="matching-policy.published",
        subject_kind="matching_policy",
        subject_id=row.pk,
        data={"code": row.code, "checksum": row.checksum},
    )
    return row, True
