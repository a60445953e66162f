"""The rules of retention under the roof: letterheads nobody finished, and printed files nobody needs."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from core.accounts.actor import Actor
from core.retention import destroy, keeps
from core.retention.rules import end_of
from portal.certificates.printing import FOLDER as CERTIFICATES
from portal.letterheads.models import Letterhead, LetterheadState
from portal.letterheads.preview import FOLDER as PREVIEWS
from portal.reports import logo

PRINTED = timedelta(days=30)
"""How long a certificate or a preview lies in storage; it is printed anew, with the same bytes, on demand."""


@keeps("portal.Letterhead")
def letterheads(by: Actor, at: datetime) -> int:
    """Drafts that nobody changed for their time; printed certificates and previews after thirty days; logos
    of no version.
    """
    rows = Letterhead.objects.visible_to(by).filter(
        state=LetterheadState.DRAFT.value, changed_at__lt=end_of("portal.Letterhead", at)
    )
    gone = destroy(rows) + sum(_swept(folder, at - PRINTED) for folder in (CERTIFICATES, PREVIEWS))
    logo.hold()
    used = Letterhead.objects.visible_to(by).exclude(logo_sha256="").order_by().values_list("logo_sha256")
    return gone + logo.sweep({sha256 for (sha256,) in used.distinct()})


def _swept(folder: str, before: datetime) -> int:
    if not default_storage.exists(folder):
        return 0
    over = [
        name
        for name in (f"{folder}/{each}" for each in default_storage.listdir(folder)[1])
        if default_storage.get_modified_time(name) < before
    ]
    for name in over:
        default_storage.delete(name)
    return len(over)
