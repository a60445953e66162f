"""Publishing framework versions: a version is said once, a correction is a new version."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.models import FrameworkState, FrameworkVersion
from assessments.scoring import checksum, load, to_json
from core import audit
from core.accounts.actor import Actor
from core.web import Refused


def publish_framework(*, source: str, name: str, by: Actor, at: datetime) -> tuple[FrameworkVersion, bool]:
    """The published version of a YAML document, and whether it is new. The same document twice is one.

    `name` is the file named in faults. Raises DocumentFaults with every fault; Refused 409 "changed" when
    that version was published with another content.
    """
    framework = load(source, name=name)
    digest = checksum(framework)
    known = (
        FrameworkVersion.objects.defer("document", "source")
        .filter(code=framework.code, version=framework.version)
        .first()
    )
    if known is not None:
        if known.checksum != digest:
            raise Refused(
                _("%(code)s %(version)s was published with another content. A change needs a new version.")
                % {"code": framework.code, "version": framework.version},
                code="changed",
                status=409,
            )
        return known, False
    try:
        with transaction.atomic():
            version = FrameworkVersion.objects.create(
                code=framework.code,
                version=framework.version,
                state=FrameworkState.PUBLISHED.value,
                document=to_json(framework),
                source=source,
                checksum=digest,
                published_at=at,
            )
    except IntegrityError:  # another process published it just now
        return publish_framework(source=source, name=name, by=by, at=at)
    audit.record(
        by=by,
        at=at,
        verb="framework.published",
        subject_kind="framework",
        subject_id=version.pk,
        data={"code": version.code, "version": version.version, "checksum": digest},
    )
    return version, True
