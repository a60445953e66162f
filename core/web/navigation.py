"""What the header shows: the main links by kind of organisation, the organisations to switch between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor, Place
from core.notices.queries import unread_count
from core.web.kept import device_key
from core.web.request import actor_of


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the main navigation, registered once by the app that owns the page.

    It shows when `shown` says so of the actor. `within` is the beginning of the paths that count as being
    there (default: the address itself). `count` gives the number beside the label, 0 shows none; it is asked
    on every page, so it must be one cheap query. Those of one `group` fold under its name where somebody sees
    two or more of them.
    """

    label: str | Promise
    url_name: str
    order: int
    shown: Callable[[Actor], bool]
    within: str = ""
    count: Callable[[Actor], int] | None = None
    group: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A navigation link as the header draws it."""

    label: str | Promise
    url: str
    current: bool
    count: int = 0
    group: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more links under one name, as the header folds them; its count is the sum of theirs."""

    label: str | Promise
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        """Whether one of the links is where one is."""
        return any(each.current for each in self.links)

    @property
    def count(self) -> int:
        """What waits behind all of the links."""
        return sum(each.count for each in self.links)


DECISIONS = _("Reviews and checks")
RULES = _("Rules and institutions")

_items: dict[str, Item] = {}
_footer: dict[str, Item] = {}


def register(item: Item) -> None:
    """Add a link to the header; the same address registered again replaces the first."""
    _items[item.url_name] = item


def register_footer(label: str | Promise, url_name: str, order: int) -> None:
    """Add a link to the footer: method, privacy, accessibility and the like, shown to everyone."""
    _footer[url_name] = Item(label, url_name, order, everyone)


def everyone(actor: Actor) -> bool:
    """Shown to all, signed in or not."""
    return True


def visitors(actor: Actor) -> bool:
    """Shown to those who are not signed in."""
    return actor.user_id is None


def signed_in(actor: Actor) -> bool:
    """Shown to all who are signed in."""
    return actor.user_id is not None


def kinds(*wanted: str) -> Callable[[Actor], bool]:
    """Shown to those who now work in an organisation of one of these kinds."""

    def shown(actor: Actor) -> bool:
        return actor.kind in wanted

    return shown


def links(actor: Actor, path: str) -> tuple[Link, ...]:
    """The links this actor sees, in order; at most one, the longest match, is the current one."""
    found = [(item, url, item.within or url) for item, url in _addressed(_items) if item.shown(actor)]
    here = max((w for _, _, w in found if _is_within(path, w)), key=len, default="")
    return tuple(
        Link(
            item.label, url, bool(here) and within == here, item.count(actor) if item.count else 0, item.group
        )
        for item, url, within in found
    )


def grouped(found: Sequence[Link]) -> tuple[Link | Group, ...]:
    """Links with those of one group folded where its first stands; a group of one stays a link."""
    members = {each.group: [one for one in found if one.group == each.group] for each in found if each.group}
    drawn: list[Link | Group] = []
    for link in found:
        mates = members.get(link.group, [link])
        if len(mates) == 1:
            drawn.append(link)
        elif mates[0] is link:
            drawn.append(Group(link.group, tuple(mates)))
    return tuple(drawn)


def _addressed(items: dict[str, Item]) -> list[tuple[Item, str]]:
    """The items with their addresses in order; an app that is not mounted has none."""
    found = []
    for item in sorted(items.values(), key=lambda each: (each.order, each.url_name)):
        try:
            found.append((item, reverse(item.url_name)))
        except NoReverseMatch:
            continue
    return found


def _is_within(path: str, beginning: str) -> bool:
    return path == beginning or (beginning != "/" and path.startswith(beginning))


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context of every page: `nav`, `places` (two or more, else none), `place`, `device_key`, the contact."""
    actor = actor_of(request)
    places: tuple[Place, ...] = actor.places if len(actor.places) > 1 else ()
    return {
        "nav": SimpleLazyObject(lambda: grouped(links(actor, request.path))),
        "footer_links": [(url, item.label) for item, url in _addressed(_footer)],
        "places": places,
        "place": actor.place,
        "is_signed_in": actor.user_id is not None,
        "device_key": device_key(actor),
        "unread": SimpleLazyObject(lambda: unread_count(actor)),
        "service_name": settings.SERVICE_NAME,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_name": settings.CONTACT_NAME,
        "is_demo": settings.DEMO,
    }
