"""Telephone numbers as they are dialled in Korea, read from any way of writing them. Pure.

The numbering plan: 전기통신번호 관리세칙 (Ministry of Science and ICT).
"""

import re
import unicodedata

_NUMBER = re.compile(
    r"(?P<area>02)(?P<middle>\d{3,4})(?P<last>\d{4})"
    r"|(?P<area_>0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4]|1[016789]|60|70|80|50\d))(?P<middle_>\d{3,4})(?P<last_>\d{4})"
    r"|(?P<short>1[3-9]\d{2})(?P<short_last>\d{4})"
)
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_EXTENSION = re.compile(r"\s*[,;(]?\s*(?:내선|구내|ext\.?|#)\s*(?P<number>\d{1,5})\s*\)?\s*$", re.I)
_BETWEEN = re.compile(r"[\s().\-‐-―·/]+")


class InvalidPhone(ValueError):
    """This cannot be dialled."""


def parse_phone(text: str) -> str:
    """The number in groups: "0552111234" gives "055-211-1234", "15881234" "1588-1234".

    Area codes, mobile, 070, 080, 050x and 1xxx numbers; +82 is read as 0, other countries stay with their +.
    An extension comes after the number: "055-211-1234 내선 12". Raises InvalidPhone for anything else.
    """
    text = unicodedata.normalize("NFKC", text)
    extension = _EXTENSION.search(text)
    digits = _BETWEEN.sub("", text[: extension.start()] if extension else text)
    digits = re.sub(r"^\+820?", "0", digits)
    tail = f" 내선 {extension['number']}" if extension else ""
    if found := _NUMBER.fullmatch(digits):
        return "-".join(group for group in found.groups() if group) + tail
    if _ABROAD.fullmatch(digits):
        return digits + tail
    raise InvalidPhone(text)
