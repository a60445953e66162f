"""An institution's logo: a small picture, checked and written anew, under the SHA-256 of its bytes."""

import base64
import hashlib
import io
from collections.abc import Collection

from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _
from PIL import Image

from core.uploads import Taken, store
from core.uploads.kind import KINDS
from core.web.refusal import Refused
from portal.reports.letterhead import Letterhead

FOLDER = "letterheads"
LONGEST_EDGE = 600
"""Pixels as stored: 50 mm on the cover at 300 dpi."""
LARGEST = 100 * 1024
"""Bytes as stored: a report has 500 KB, and needs 320 of them for itself."""
_SAVED: dict[str, dict[str, object]] = {"png": {"optimize": True}, "jpg": {"quality": 88}}
_FORMATS = {"png": "PNG", "jpg": "JPEG"}


def hold() -> None:
    """Until the transaction ends no unused logo is thrown away, as one may be taken up in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('portal.logos'))")


def sweep(used: Collection[str]) -> int:
    """Throw away what is stored under no checksum of these; how many. The caller holds them (`hold`)."""
    if not default_storage.exists(FOLDER):
        return 0
    folders = [each for each in default_storage.listdir(FOLDER)[0] if len(each) == 2]
    files = [f"{FOLDER}/{each}/{name}" for each in folders for name in _in(f"{FOLDER}/{each}")]
    over = [name for name in files if name.rpartition("/")[2].partition(".")[0] not in used]
    for name in over:
        store.delete(name)
    return len(over)


def _in(folder: str) -> list[str]:
    """Finished files: what is being written has a name that begins with a dot."""
    return [name for name in default_storage.listdir(folder)[1] if not name.startswith(".")]


def put(taken: Taken) -> tuple[str, str]:
    """Store the picture, made small, and return its SHA-256 and kind.

    Refused for anything but PNG and JPEG, and for a picture too busy to be small. `taken` was checked.
    """
    kind = taken.kind.code
    if kind not in _SAVED:
        raise Refused(_("A logo is a PNG or JPEG picture. Choose another file."), code="kind", field="logo")
    image: Image.Image = Image.open(io.BytesIO(taken.data), formats=[_FORMATS[kind]])
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    out = io.BytesIO()
    image.save(out, _FORMATS[kind], **_SAVED[kind])
    data = out.getvalue()
    if len(data) > LARGEST:
        raise Refused(
            _("The logo is too large for the report even at 600 pixels. Choose one with fewer colours."),
            code="busy",
            field="logo",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    store.put(_name(sha256, kind), data)
    return sha256, kind


def address(head: Letterhead | None) -> str:
    """The logo as a `data:` address, the only kind the renderer takes; empty where there is none.

    Raises FileNotFoundError or ValueError when the stored picture is not what was published.
    """
    if head is None or not head.logo:
        return ""
    data = store.get(_name(head.logo, head.logo_kind), head.logo)
    return f"data:{KINDS[head.logo_kind].media_type};base64,{base64.b64encode(data).decode()}"


def _name(sha256: str, kind: str) -> str:
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{kind}"
