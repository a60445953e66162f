"""An institution's logo: a small picture, checked and written anew, under the SHA-256 of its bytes."""

import base64
import hashlib
import io

from django.utils.translation import gettext as _
from PIL import Image

from core.uploads import Taken, store
from core.uploads.kind import KINDS
from core.web.refusal import Refused
from portal.reports.letterhead import Letterhead

LONGEST_EDGE = 600
"""Pixels as stored: 50 mm on the cover at 300 dpi."""
LARGEST = 100 * 1024
"""Bytes as stored: a report has 500 KB, and needs 320 of them for itself."""
_SAVED: dict[str, dict[str, object]] = {"png": {"optimize": True}, "jpg": {"quality": 88}}
_FORMATS = {"png": "PNG", "jpg": "JPEG"}


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
    return f"letterheads/{sha256[:2]}/{sha256}.{kind}"
