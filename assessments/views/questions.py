"""Questions as the page draws them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.given import COMMENT_LENGTH
from assessments.models import Session
from assessments.queries import QuestionView
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Item
from assessments.scoring.fields import BOXES, COMMENT, VERSION
from assessments.views.desk import Desk
from assessments.views.wording import answer_text, sender_of, text
from core.web.components import Level, Question

PROOF = "proof:"
"""How a button leads to the files of a question: like every way out of a page it saves the page first."""


def dom_id(code: str) -> str:
    """A code as it can stand in an id and in a CSS selector."""
    return code.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sent that was not stored, to be shown again, with what is wrong about it."""

    value: str | tuple[str, ...] | None
    comment: str
    version: int
    error: str = ""
    conflict: str = ""


def drawn(
    desk: Desk,
    session: Session,
    view: QuestionView,
    typed: Typed | None = None,
    files: Mapping[str, int] | None = None,
) -> SafeString:
    """The question as HTML: its levels, the other answers, why it is asked, evidence, note, version.

    `files` counts the files of each item; None where nobody counted, after an answer was saved.
    """
    item = view.item
    value = typed.value if typed else view.value
    save_url = desk.answer_url(item.code)
    about = render_to_string(
        "assessments/_about_item.html",
        {
            "item": item,
            "id": dom_id(item.code),
            "why": text(item.why),
            "evidence": [text(line) for line in item.evidence],
            "proof": PROOF + item.code if session.organisation_id and not desk.delegation else "",
            "note_reader": sender_of(desk.delegation) if desk.delegation else "",
            "is_counted": files is not None,
            "files": (files or {}).get(item.code, 0),
            "before": answer_text(item, view.before) if view.before else "",
            "comment_name": item.code + COMMENT,
            "version_name": item.code + VERSION,
            "boxes_name": item.code + BOXES if item.kind == "multiple" else "",
            "comment": typed.comment if typed else view.comment,
            "comment_length": COMMENT_LENGTH,
            "version": typed.version if typed else view.version,
            "conflict": typed.conflict if typed else "",
            "answered": view.value is not None,
            "history_url": desk.history_url(item.code),
        },
    )
    question = Question(
        name=item.code,
        title=text(item.question),
        number=f"{view.number} / {view.of}",
        levels=[
            Level(choice.code, text(choice.label), text(choice.example), key=str(place) if place < 10 else "")
            for place, choice in enumerate(item.choices, start=1)
        ],
        others=others(item),
        value=value if isinstance(value, str) else "",
        multiple=item.kind == "multiple",
        chosen=value if isinstance(value, tuple) else (),
        hint=_("Tick all that apply.") if item.kind == "multiple" else "",
        error=typed.error if typed else "",
        save_url=save_url,
        save_target=f"#said-{dom_id(item.code)}",
        note=SafeString(about),
    )
    return question.render()


def previewed(item: Item, number: int, of: int, note: str = "") -> SafeString:
    """The question as an owner sees it, without a place to save it."""
    about = render_to_string(
        "assessments/frameworks/_about_item.html",
        {
            "item": item,
            "why": text(item.why),
            "evidence": [text(line) for line in item.evidence],
            "note": note,
        },
    )
    return Question(
        name=item.code,
        title=text(item.question),
        number=f"{number} / {of}",
        levels=[Level(choice.code, text(choice.label), text(choice.example)) for choice in item.choices],
        others=others(item),
        multiple=item.kind == "multiple",
        hint=_("Tick all that apply.") if item.kind == "multiple" else "",
        note=SafeString(about),
    ).render()


def others(item: Item) -> list[Level]:
    """The answers beside the levels that this item allows."""
    found = []
    if item.dont_know:
        found.append(Level(DONT_KNOW, _("I do not know")))
    if item.not_applicable:
        found.append(Level(NOT_APPLICABLE, _("Does not apply to us")))
    return found
