"""Searches of suppliers under a name, and the news of them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.models import Notice
from core.notices.telling import tell_more
from core.scope import acting
from core.web import Refused
from core.web.own_name import hold, named, own_name
from matching.models import SavedSearch
from matching.queries.saved import fitting, plain_wish, wish_from
from matching.queries.search import Search, Wish
from matching.ranking.canonical import seoul_day

MOST_SEARCHES = 20
WIDEST = 300
"""A search that finds more suppliers is not watched: its news would be every day's noise."""


@transaction.atomic
def save_search(*, by: Actor, at: datetime, name: str, wish: Wish, is_watched: bool) -> SavedSearch:
    """The search under this name; the same name again takes the new search.

    Refused without a name or anything to look for, when there are twenty already, and for watching a search
    that finds more than 300 suppliers.
    Refused too for somebody who works for no organisation.
    """
    if by.place is None or by.user_id is None:
        raise Refused(
            _("Join or register an organisation first, then save searches."), code="no-organisation"
        )
    said = own_name(name, missing=_("Give the search a name."))
    stored = plain_wish(wish)
    if not stored:
        raise Refused(
            _("Search for something or choose a filter first, then save it."), code="nothing-to-save"
        )
    hold(by, "saved-search")
    mine = SavedSearch.objects.visible_to(by).select_for_update(of=("self",))
    row = named(mine, said).first()
    if row is None:
        if mine.count() >= MOST_SEARCHES:
            raise Refused(
                _("You have %(most)s searches already. Delete one first.") % {"most": MOST_SEARCHES},
                code="too-many",
                field="name",
            )
        row = SavedSearch(organisation_id=by.place.organisation_id, user_id=by.user_id, name=said, made_at=at)
    row.wish, row.news, row.told_at = stored, [], None
    _watch(row, is_watched, wish)
    row.save()
    return _recorded(by, at, "search.saved", row)


@transaction.atomic
def change_search(
    *, by: Actor, at: datetime, search_id: uuid.UUID, name: str, is_watched: bool
) -> SavedSearch:
    """The search under its new name, watched or not; watched anew, what fits now is known.

    Http404 for somebody else's; Refused as in `save_search`, and for a name that another search has.
    """
    hold(by, "saved-search")
    row = _mine(by, search_id)
    said = own_name(name, missing=_("Give the search a name."))
    if named(SavedSearch.objects.visible_to(by).exclude(pk=row.pk), said).exists():
        raise Refused(_("You have a search with this name already."), code="name-taken", field="name")
    row.name = said
    if is_watched != row.is_watched:
        _watch(row, is_watched, wish_from(row.wish, seoul_day(at)))
    row.save()
    return _recorded(by, at, "search.changed", row)


@transaction.atomic
def delete_search(*, by: Actor, at: datetime, search_id: uuid.UUID) -> SavedSearch:
    """The search as it was; it is no more. Http404 for somebody else's."""
    row = _mine(by, search_id)
    _recorded(by, at, "search.deleted", row)
    SavedSearch.objects.visible_to(by).filter(pk=search_id).delete()
    return row


def tell_of_news(*, by: Actor, at: datetime) -> int:
    """Tell everybody whose watched searches find suppliers that they did not find before; how many people.

    One notice a person, however many searches: there is one until it is opened. Whoever left the organisation
    or closed the account is not told. A supplier that fits no longer is forgotten: when it comes back it is
    new. Each person is a transaction of its own: broken off, the next round goes on.
    """
    with acting(by):
        works_there = Membership.objects.active().filter(
            organisation_id=OuterRef("organisation_id"), user_id=OuterRef("user_id"), user__is_active=True
        )
        watched = SavedSearch.objects.visible_to(by).filter(Exists(works_there), is_watched=True)
        people = list(watched.values_list("organisation_id", "user_id").distinct().order_by("user_id"))
    told = 0
    for organisation_id, user_id in people:
        with acting(by):
            told += _tell(by, at, organisation_id, user_id)
    return told


def _tell(by: Actor, at: datetime, organisation_id: uuid.UUID, user_id: uuid.UUID) -> bool:
    rows = SavedSearch.objects.visible_to(by).select_for_update(of=("self",))
    rows = rows.filter(organisation_id=organisation_id, user_id=user_id, is_watched=True).order_by("pk")
    about, day = f"searches:{organisation_id.hex}:{user_id.hex}", seoul_day(at)
    unread = Notice.objects.filter(user_id=user_id, about=about).unread().exists()
    search = Search(Wish(day=day))
    new: list[SavedSearch] = []
    for row in rows:
        now = fitting(wish_from(row.wish, day), search)
        before, fits = set(row.known), set(now)
        if fits == before:
            continue
        news = [each for each in now if each not in before]
        row.known = now
        if news:
            kept = [each for each in row.news if unread and each in fits and each not in news]
            row.news, row.told_at = [*kept, *news], at
            new.append(row)
        row.save(update_fields=["known", "news", "told_at"])
    if not new:
        return False
    params: dict[str, Any] = {
        "names": ", ".join(row.name for row in new[:3]) + (" …" if len(new) > 3 else ""),
        "new": len({each for row in new for each in row.news}),
    }
    tell_more(user_id, "search-news", params, reverse("matching:saved_searches"), about=about)
    return True


def _watch(row: SavedSearch, is_watched: bool, wish: Wish) -> None:
    row.is_watched = is_watched
    row.known = fitting(wish) if is_watched else []
    if len(row.known) > WIDEST:
        raise Refused(
            _(
                "This search finds %(found)s suppliers. News comes for searches that find at most %(most)s:"
                " narrow it, or save it without news."
            )
            % {"found": len(row.known), "most": WIDEST},
            code="too-wide",
            field="is_watched",
        )


def _mine(by: Actor, search_id: uuid.UUID) -> SavedSearch:
    row = SavedSearch.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=search_id).first()
    if row is None:
        raise Http404
    return row


def _recorded(by: Actor, at: datetime, verb: str, row: SavedSearch) -> SavedSearch:
    audit.record(by=by, at=at, verb=verb, subject_kind="saved_search", subject_id=row.pk)
    return row
