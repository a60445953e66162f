"""Answers as a page sends them: `ITEM` the choice, `ITEM.comment` the note, `ITEM.version` what was seen."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.given import Given
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Item
from core.web import Refused

COMMENT, VERSION = ".comment", ".version"


def given_of_page(data: QueryDict, items: Iterable[Item]) -> dict[str, Given]:
    """What a whole page gives for those of the items that were on it (their version was sent)."""
    return {item.code: given_of_post(data, item) for item in items if item.code + VERSION in data}


def given_of_post(data: QueryDict, item: Item) -> Given:
    """What a form gives for one item.

    Without a choice only the note is given: a radio button cannot be taken back, so its absence says nothing.
    Of a multiple item the boxes are the whole answer, and a spoken non-answer beside them wins. Refused
    when there is neither choice nor note, or the version is no number.
    """
    codes = data.getlist(item.code)
    comment = data.get(item.code + COMMENT)
    version = _version(data.get(item.code + VERSION))
    if item.kind == "multiple":
        spoken = [code for code in codes if code in (DONT_KNOW, NOT_APPLICABLE)]
        return Given(spoken[0] if spoken else tuple(codes) or None, comment, version)
    if codes:
        return Given(codes[-1], comment, version)
    if comment is None:
        raise Refused(_("Choose an answer first."), code="empty", data={"item": item.code})
    return Given(None, comment, version, keeps_value=True)


def _version(text: str | None) -> int | None:
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(_("This page is out of date. Open it again."), code="version")
    return int(text)
