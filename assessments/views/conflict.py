"""Two answers to one question: both are shown, and what each button stores. No note is lost by default."""

import uuid

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.actions import Conflict
from assessments.given import COMMENT_LENGTH
from assessments.models import Delegation, DelegationKind, Origin
from assessments.scoring import Answer, Item
from assessments.scoring.fields import BOXES, COMMENT, ORIGIN, VERSION
from assessments.views.desk import Desk
from assessments.views.questions import dom_id
from assessments.views.wording import answer_text
from core.accounts.queries import name_of


def conflict_panel(desk: Desk, item: Item, conflict: Conflict, on_page: bool = False) -> SafeString:
    """Both values, by whom and when, and the choice between them."""
    by = desk.by
    html = render_to_string(
        "assessments/_conflict.html",
        {
            "id": dom_id(item.code),
            "conflict": conflict,
            "theirs": answer_text(item, conflict.theirs),
            "mine": answer_text(item, conflict.mine),
            "person": _person(desk, conflict),
            "is_sender": desk.delegation is not None and conflict.delegation_id is None,
            "is_me": conflict.changed_by_id is not None and conflict.changed_by_id == by.user_id,
            "url": desk.answer_url(item.code),
            "origin_name": item.code + ORIGIN,
            "on_page": on_page,
            **_choices(item, conflict),
        },
    )
    return SafeString(html)


def kept_note(conflict: Conflict) -> str:
    """The note that loses neither: the only one there is, or both. One's own where both are too long."""
    theirs, mine = conflict.their_comment, conflict.my_comment or ""
    if not mine or mine in theirs:
        return theirs
    both = mine if theirs in mine else f"{theirs}\n{mine}"
    return both if len(both) <= COMMENT_LENGTH else mine


def _person(desk: Desk, conflict: Conflict) -> str:
    """Who changed it, seen from here; empty where it was the same person, or nobody known."""
    link: uuid.UUID | None = conflict.delegation_id
    if desk.delegation is not None:
        # A holder sees nothing of the other links, not even for whom they are.
        others = "" if link == desk.delegation.pk else _("Another colleague")
        return others if link else desk.delegation.sender
    if link is not None:
        row = Delegation.objects.visible_to(desk.by).filter(session=desk.session_id, pk=link).first()
        is_part = row is not None and row.kind == DelegationKind.PART.value
        return _("%(name)s (by a link)") % {"name": row.name} if row is not None and is_part else ""
    if conflict.changed_by_id is not None and conflict.changed_by_id != desk.by.user_id:
        return name_of(conflict.changed_by_id)
    return ""


def _choices(item: Item, conflict: Conflict) -> dict[str, object]:
    """What each button sends. Where the note stored is not what the page shows, the question comes anew.

    `mine_values` keeps both notes, `only_values` drops the other's (offered where that differs), and
    `kept_values` is the stored answer with one's own note added; empty where there is nothing to add.
    """
    kept, mine = kept_note(conflict), conflict.my_comment or ""
    own = _sent(item, conflict, conflict.mine, kept, is_shown=kept == mine)
    dropped = bool(conflict.their_comment) and kept != mine
    return {
        "mine_values": own,
        "only_values": _sent(item, conflict, conflict.mine, mine, is_shown=True) if dropped else {},
        "kept_values": _sent(item, conflict, conflict.theirs, kept, is_shown=False)
        if kept != conflict.their_comment and conflict.their_comment in kept
        else {},
        "too_long": conflict.their_comment not in kept,
        "both_notes": kept if dropped and mine else "",
        "dropped": dropped,
    }


def _sent(
    item: Item, conflict: Conflict, value: Answer | None, note: str, *, is_shown: bool
) -> dict[str, object]:
    """The fields of one choice: the page may show the stored answer by now, so each says its own."""
    found: dict[str, object] = {
        item.code + VERSION: str(conflict.version),
        item.code + ORIGIN: Origin.CHOSEN.value,
    }
    if value is not None:
        found[item.code] = value
        if isinstance(value, tuple):
            found[item.code + BOXES] = "1"
    if conflict.my_comment is not None or not is_shown:
        found[item.code + COMMENT] = note
    if not is_shown:
        found["whole"] = "1"
    return found
