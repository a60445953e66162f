"""Answers as a page sends them: `ITEM` the choice, `ITEM.comment` the note, `ITEM.version` what was seen,
`ITEM.origin` whether it was chosen between two or brought back. One answer sent alone may carry a `mark` of
its own and, as `unsure`, the marks of sendings that were never acknowledged."""

import re
from collections.abc import Iterable
from typing import TypedDict

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.given import Given
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Item
from assessments.scoring.fields import BOXES, COMMENT, ORIGIN, VERSION
from core.web import Refused

_MARK = re.compile("[a-z0-9]{8,16}")
MOST_MARKS = 20
_SAID = ("", COMMENT, BOXES)
ORIGINS = frozenset({"chosen", "undone"})
"""What a page may say about how an answer came about; anything else is simply given."""


def given_of_page(data: QueryDict, items: Iterable[Item]) -> dict[str, Given]:
    """What a whole page gives for those of its items about which it says anything."""
    return {
        item.code: given_of_post(data, item.code)
        for item in items
        if any(item.code + part in data for part in _SAID)
    }


def given_of_post(data: QueryDict, item: str) -> Given:
    """What a form gives for one item.

    Without a choice only the note is given: a radio button cannot be taken back, so its absence says nothing.
    Where boxes are ticked (`ITEM.boxes` was sent) they are the whole answer, and a spoken non-answer among
    them wins. Refused when there is neither choice nor note, or the version is no number.
    """
    codes = data.getlist(item)
    comment = data.get(item + COMMENT)
    version = _version(data.get(item + VERSION))
    said = data.get(item + ORIGIN, "")
    about = _About(
        origin=said if said in ORIGINS else "",
        mark=next(iter(_marks(data.get("mark", ""))), ""),
        unsure=_marks(data.get("unsure", "")),
    )
    if item + BOXES in data:
        spoken = [code for code in codes if code in (DONT_KNOW, NOT_APPLICABLE)]
        return Given(spoken[0] if spoken else tuple(codes) or None, comment, version, **about)
    if codes:
        return Given(codes[-1], comment, version, **about)
    if comment is None:
        raise Refused(_("Choose an answer first."), code="empty", data={"item": item})
    return Given(None, comment, version, keeps_value=True, **about)


class _About(TypedDict):
    origin: str
    mark: str
    unsure: tuple[str, ...]


def _marks(text: str) -> tuple[str, ...]:
    """The marks in a list of them; what is none is left out."""
    return tuple(each for each in text.split(",")[:MOST_MARKS] if _MARK.fullmatch(each))


def _version(text: str | None) -> int | None:
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(_("This page is out of date. Open it again."), code="version")
    return int(text)
