"""HWP 5.0 documents: what their file header says of them.

Source: Hancom, "한글 문서 파일 형식 5.0", 파일 인식 정보 (FileHeader): 32 bytes of signature, 4 of version,
4 of properties; bit 1 password, bit 3 a script is saved, bit 4 DRM.
"""

import re

from core.uploads.unfit import unfit

_SIGNATURE = b"HWP Document File".ljust(32, b"\0")
_PROPERTIES = 36
_BODY, _OFFICE_MACROS = "BodyText".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
_PASSWORD, _SCRIPT, _DRM = 1 << 1, 1 << 3, 1 << 4


def check(data: bytes) -> None:
    """Refused `damaged` without a file header or body, `locked` for password or DRM, `macro` for a script, or
    for an Office file with macros under the name of a Hangul document.

    What looks like a file header counts as one, wherever it stands.
    """
    starts = [found.start() for found in re.finditer(re.escape(_SIGNATURE), data)]
    if not starts or len(data) < starts[0] + 256 or _BODY not in data:
        raise unfit("damaged")
    said = 0
    for start in starts:
        said |= int.from_bytes(data[start + _PROPERTIES : start + _PROPERTIES + 4], "little")
    if said & (_PASSWORD | _DRM):
        raise unfit("locked")
    if said & _SCRIPT or _OFFICE_MACROS in data:
        raise unfit("macro")
