"""Answers between their rows and the engine: a row's choices and non-answer are one value there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    AnswerFaults,
    Framework,
    Item,
    check_answers,
)
from core.hangul import settled
from core.web import Refused

COMMENT_LENGTH = 2_000
_UNPRINTED = dict.fromkeys((*range(1, 9), 11, 12, *range(14, 32), 127, 65534, 65535), " ")


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives for one item.

    `value` is a choice code, the codes of a multiple item, a spoken non-answer, or None to take the answer
    back; with `keeps_value` the stored value stays. `comment` None leaves the comment as it is.
    `expected_version` is the version the person saw (0: no answer yet); None asks for no check.
    `origin` says that the person chose between two answers ("chosen"), brought an older one back ("undone"),
    or neither ("").

    `mark` is a random word for this one sending; `unsure` are the marks of earlier ones whose reply never
    came: what they stored, the person has seen.
    """

    value: Answer | None
    comment: str | None = None
    expected_version: int | None = None
    keeps_value: bool = False
    origin: str = ""
    mark: str = ""
    unsure: tuple[str, ...] = ()


def checked(framework: Framework, item: str, given: Given) -> Given:
    """The same in canonical form.

    Refused for an item that is not in the framework, a choice the item does not offer, more than one choice
    where one is asked, a comment over 2,000 characters or with a NUL. Other control characters, which office
    programs leave in what is pasted, become blanks.
    """
    if item not in framework.items:
        raise Refused(
            _("This question is not part of the diagnostic. Open the list of questions again."),
            code="unknown-item",
            data={"item": item[:20]},
        )
    comment = given.comment
    if comment is not None:
        comment = comment.replace("\r\n", "\n").translate(_UNPRINTED).strip()
        if "\0" in comment or any("\ud800" <= letter <= "\udfff" for letter in comment):
            raise Refused(
                _("The note contains characters that cannot be stored. Type it again."),
                code="comment-characters",
                field="comment",
                data={"item": item},
            )
        if len(comment) > COMMENT_LENGTH:
            raise Refused(
                _("The note is too long: %(length)s characters, at most %(most)s. Shorten it.")
                % {"length": f"{len(comment):,}", "most": f"{COMMENT_LENGTH:,}"},
                code="comment-length",
                field="comment",
                data={"item": item},
            )
    value = given.value
    if value is not None:
        try:
            value = check_answers(framework, {item: value})[item]
        except AnswerFaults as faults:
            fault = faults.faults[0]
            korean = (get_language() or "ko").startswith("ko")
            raise Refused(
                settled(fault.message_ko) if korean else fault.message, code=fault.code, data={"item": item}
            ) from None
    return replace(given, value=value or None, comment=comment)


def to_row(value: Answer | None) -> tuple[list[str], str]:
    """The choices and the non-answer of a row."""
    if value is None:
        return [], ""
    if isinstance(value, str):
        return ([], value) if value in (DONT_KNOW, NOT_APPLICABLE) else ([value], "")
    return list(value), ""


def of_row(item: Item, choices: Sequence[str], non_answer: str) -> Answer | None:
    """The engine's value of a row; None when the row holds no answer (a note alone, or taken back)."""
    if non_answer:
        return non_answer
    if not choices:
        return None
    return choices[0] if item.kind == "single" else tuple(choices)


def of_rows(framework: Framework, rows: Iterable[tuple[str, Sequence[str], str]]) -> dict[str, Answer]:
    """The engine's answers of rows (item, choices, non-answer), in the order of the rows."""
    items: Mapping[str, Item] = framework.items
    found = {}
    for item, choices, non_answer in rows:
        if item in items and (value := of_row(items[item], choices, non_answer)) is not None:
            found[item] = value
    return found
