"""Filters of the regional list under a name."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.web import Refused
from core.web.own_name import hold, named, own_name
from programmes.models import SavedView

MOST_VIEWS = 20


@transaction.atomic
def save_view(*, by: Actor, at: datetime, name: str, query: str) -> SavedView:
    """The filters under this name; the same name again takes the new filters.

    Refused without a name or a filter, and when there are twenty views already.
    """
    if by.place is None or by.user_id is None:
        raise Http404
    said = own_name(name, missing=_("Give the view a name."))
    if not query:
        raise Refused(_("Choose a filter or an order first, then save them."), code="nothing-to-save")
    hold(by, "saved-view")
    mine = SavedView.objects.visible_to(by).select_for_update(of=("self",))
    view = named(mine, said).first()
    if view is None:
        if mine.count() >= MOST_VIEWS:
            raise Refused(
                _("You have %(most)s views already. Delete one first.") % {"most": MOST_VIEWS},
                code="too-many",
                field="name",
            )
        view = SavedView(organisation_id=by.place.organisation_id, user_id=by.user_id, name=said, made_at=at)
    view.query = query[:2000]
    view.save()
    _record(by, at, "view.saved", view)
    return view


@transaction.atomic
def rename_view(*, by: Actor, at: datetime, view_id: uuid.UUID, name: str) -> SavedView:
    """The view under its new name. Http404 for somebody else's; Refused for a name one has already."""
    hold(by, "saved-view")
    view = _mine(by, view_id)
    said = own_name(name, missing=_("Give the view a name."))
    if named(SavedView.objects.visible_to(by).exclude(pk=view.pk), said).exists():
        raise Refused(_("You have a view with this name already."), code="name-taken", field="name")
    view.name = said
    view.save(update_fields=["name"])
    _record(by, at, "view.renamed", view)
    return view


@transaction.atomic
def delete_view(*, by: Actor, at: datetime, view_id: uuid.UUID) -> SavedView:
    """The view as it was; it is no more. Http404 for somebody else's."""
    view = _mine(by, view_id)
    _record(by, at, "view.deleted", view)
    SavedView.objects.filter(pk=view.pk).delete()
    return view


def _mine(by: Actor, view_id: uuid.UUID) -> SavedView:
    view = SavedView.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=view_id).first()
    if view is None:
        raise Http404
    return view


def _record(by: Actor, at: datetime, verb: str, view: SavedView) -> None:
    audit.record(by=by, at=at, verb=verb, subject_kind="saved_view", subject_id=view.pk)
