"""HWP 5.0 documents: what their file header says of them.

Source: Hancom, "한글 문서 파일 형식 5.0", 파일 인식 정보 (FileHeader): 32 bytes of signature, 4 of version,
4 of properties; bit 1 password, bit 3 a script is saved, bit 4 DRM.
"""

from core.uploads.unfit import unfit

_SIGNATURE = b"HWP Document File".ljust(32, b"\0")
_PROPERTIES = 36
_PASSWORD, _SCRIPT, _DRM = 1 << 1, 1 << 3, 1 << 4


def check(data: bytes) -> None:
    """Refused `damaged` without a file header or body, `locked` for password or DRM, `macro` for a script."""
    start = data.find(_SIGNATURE)
    if start < 0 or len(data) < start + 256 or "BodyText".encode("utf-16-le") not in data:
        raise unfit("damaged")
    properties = int.from_bytes(data[start + _PROPERTIES : start + _PROPERTIES + 4], "little")
    if properties & (_PASSWORD | _DRM):
        raise unfit("locked")
    if properties & _SCRIPT:
        raise unfit("macro")
