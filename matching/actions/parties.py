"""The two sides of a consultation: which one somebody is on, and telling one of them."""

import uuid
from collections.abc import Mapping

from django.http import Http404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.notices.telling import settle, tell, tell_more
from core.web import Refused
from matching.consultation import MOVES, Side, State, may_move
from matching.models import Consultation
from matching.queries.consultations import is_barred, side_of

LINE = 100
"""So many characters of a message's first line stand in its notice."""


def locked_consultation(by: Actor, consultation_id: uuid.UUID) -> tuple[Consultation, Side]:
    """The consultation, locked, and the side one is on. Raises Http404 for whoever is on none."""
    row = (
        Consultation.objects.visible_to(by)
        .select_for_update(no_key=True, of=("self",))
        .select_related("supplier", "organisation")
        .filter(pk=consultation_id)
        .first()
    )
    side = side_of(row, by) if row is not None else None
    if row is None or side is None:
        raise Http404
    return row, side


def check_move(row: Consultation, side: Side, there: State) -> None:
    """Refused 403 `not-yours` for the other side's move, 409 `moved` when it went elsewhere meanwhile."""
    if all(moves.get(there) is not side for moves in MOVES.values()):
        raise Refused(_("Only the other side can do this."), code="not-yours", status=403)
    if not may_move(side, State(row.state), there):
        raise moved()
    check_ban(row)


def moved() -> Refused:
    """That something was done meanwhile."""
    return Refused(
        _("The enquiry changed meanwhile. Load the page again to see how it stands."),
        code="moved",
        status=409,
    )


def check_ban(row: Consultation) -> None:
    """Refused 409 `unavailable` while the supplier may not take part, without saying why."""
    if is_barred(row):
        raise Refused(
            _("The supplier cannot take part at present, so nothing can be written here."),
            code="unavailable",
            status=409,
        )


def tell_side(row: Consultation, side: Side, code: str, params: Mapping[str, str]) -> None:
    """A notice to each active member of one side, with the way to the consultation."""
    url = reverse("matching:consultation", args=[row.pk])
    for user_id in _members(row, side):
        tell(user_id, code, dict(params), url, about=about(row, side))


def tell_message(row: Consultation, side: Side, name: str, body: str) -> None:
    """A message of `name` for each active member of one side; no second notice while one is unread."""
    lines = body.strip().splitlines()
    params = {"name": name, "line": Truncator(lines[0] if lines else "").chars(LINE)}
    url = reverse("matching:consultation", args=[row.pk])
    for user_id in _members(row, side):
        tell_more(user_id, "consultation-message", params, url, about=about(row, side))


def _members(row: Consultation, side: Side) -> list[uuid.UUID]:
    whose = row.organisation_id if side is Side.COMPANY else row.recipient_id
    members = Membership.objects.active().filter(organisation_id=whose, user__isnull=False)
    return [each for each in members.values_list("user_id", flat=True) if each is not None]


def settle_side(row: Consultation, side: Side) -> None:
    """What one side was told about it is dealt with."""
    settle(about(row, side))


def about(row: Consultation, side: Side) -> str:
    """What notices to a side are about."""
    return f"consultation-{side.value}:{row.pk}"
