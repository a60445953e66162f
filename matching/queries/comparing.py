"""Two to four suppliers beside each other, in the active language."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.actor import Actor
from core.web.wording import date_text
from matching.models import Recommendation, Supplier
from matching.queries.recommendations import SupplierView, view_of
from matching.queries.supplier_page import SupplierPage, pages_of
from matching.queries.wording import criterion_meaning

MOST = 4
"""As many as stand beside each other on a sheet of paper."""
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one supplier has in a row. `level` is how well a technology is shown."""

    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: a cell for each supplier, and whether they differ."""

    title: str
    cells: tuple[Cell, ...]
    hint: str = ""

    @property
    def differs(self) -> bool:
        """Whether not all suppliers say the same."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind under a title."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The suppliers in the order asked for, what they have in each row, and how many are not public now."""

    suppliers: tuple[SupplierPage, ...]
    tables: tuple[Table, ...]
    missing: int


def picked(values: Iterable[str]) -> list[str]:
    """The addresses of suppliers among `values`, each once, in their order, without what cannot be one."""
    return list(dict.fromkeys(value for value in values if re.fullmatch(r"[-a-zA-Z0-9_]{1,60}", value)))


def names(slugs: list[str], by: Actor) -> list[tuple[str, str]]:
    """Address and name of those that `by` may see, in the order of `slugs` (one query, none for none)."""
    if not slugs:
        return []
    rows = {row.slug: row for row in Supplier.objects.shown_to(by).filter(slug__in=slugs)}
    return [(slug, rows[slug].name) for slug in slugs if slug in rows]


def compare(slugs: list[str], by: Actor, made: Recommendation | None = None) -> Comparison:
    """The first four of `slugs` beside each other; `made` adds how each fits that need (three queries, and
    those of the recommendation)."""
    asked = slugs[:MOST]
    found = {row.slug: row for row in Supplier.objects.shown_to(by).filter(slug__in=asked)}
    pages = tuple(pages_of([found[slug] for slug in asked if slug in found], by))
    tables = [*([_fit(pages, made)] if made else []), _facts(pages), _technologies(pages)]
    return Comparison(pages, tuple(table for table in tables if table.rows), len(asked) - len(pages))


def _fit(pages: tuple[SupplierPage, ...], made: Recommendation) -> Table:
    """The points of each under the policy of a recommendation. Whoever is not in its list has none."""
    view = view_of(made)
    apart = [view.newcomer] if view.newcomer else []
    listed = {each.slug: each for each in [*view.suppliers, *apart] if each.slug}
    fits = [listed.get(page.slug) for page in pages]
    if not any(fits):
        return Table("", ())
    unlisted = _("not in the list")
    rows = [
        Row(_("Fit"), tuple(Cell(f"{fit.score} / 100" if fit else unlisted) for fit in fits)),
        Row(
            _("Place in the order"),
            tuple(Cell(_place(fit) if fit else NOTHING) for fit in fits),
        ),
    ]
    some = next(fit for fit in fits if fit)
    for at, part in enumerate(some.parts):
        if not part.is_preference:
            cells = tuple(Cell(f"{fit.parts[at].points} / {part.most}" if fit else NOTHING) for fit in fits)
            rows.append(Row(part.title, cells, criterion_meaning(part.code)))
    rows.append(Row(_("Weakest point"), tuple(Cell(fit.weakness if fit else NOTHING) for fit in fits)))
    return Table(
        _("How well they fit this diagnostic"),
        tuple(rows),
        _("By the policy “%(policy)s”. The parts of a supplier sum to its total.")
        % {"policy": view.policy.title},
    )


def _place(fit: SupplierView) -> str:
    if fit.is_newcomer:
        return _("newcomer, shown apart")
    return _("%(place)s. in the list") % {"place": fit.place}


def _facts(pages: tuple[SupplierPage, ...]) -> Table:
    shown: list[tuple[str, Callable[[SupplierPage], str]]] = [
        (_("Office"), lambda page: page.home),
        (_("Serves"), _served),
        (_("New projects"), _room),
        (_("Confirmed projects"), _confirmed),
        (_("Speed of answers"), _answers),
        (_("Industries"), lambda page: ", ".join(page.industries)),
        (_("Size of customers"), lambda page: ", ".join(page.sizes)),
        (_("Employees"), lambda page: "" if page.employees is None else f"{page.employees:,}"),
        (_("Founded"), lambda page: str(page.founded_year or "")),
        (_("Company verified"), lambda page: date_text(page.verified_at) if page.verified_at else ""),
        (_("Profile confirmed"), lambda page: date_text(page.profile_confirmed_on)),
    ]
    rows = [Row(title, tuple(Cell(say(page) or NOTHING) for page in pages)) for title, say in shown]
    return Table(_("At a glance"), tuple(rows) if pages else ())


def _served(page: SupplierPage) -> str:
    return _("The whole country") if page.is_nationwide else ", ".join(page.regions)


def _room(page: SupplierPage) -> str:
    if not (page.is_accepting and page.free):
        return _("no room for new projects now")
    said = ngettext("could start %(n)s project now", "could start %(n)s projects now", page.free)
    return said % {"n": page.free}


def _confirmed(page: SupplierPage) -> str:
    if not page.confirmed:
        return _("No confirmed project yet")
    latest = date_text(page.confirmed[0].finished_on)
    return _("%(n)s, the latest %(day)s") % {"n": len(page.confirmed), "day": latest}


def _answers(page: SupplierPage) -> str:
    if not page.received:
        return _("no enquiry yet")
    said = _("%(good)s of %(all)s enquiries within three working days")
    return said % {"good": page.answered, "all": page.received}


def _technologies(pages: tuple[SupplierPage, ...]) -> Table:
    """Every technology that one of them offers; first what most of them have."""
    offered = [{offer.name: offer for offer in page.offers} for page in pages]
    order = dict.fromkeys(offer.name for page in pages for offer in page.offers)
    by_number = sorted(order, key=lambda name: -sum(name in offers for offers in offered))
    rows = []
    for name in by_number:
        found = [offers.get(name) for offers in offered]
        cells = tuple(
            Cell(_offer(each.level_title, each.builds), each.level) if each else Cell(NOTHING)
            for each in found
        )
        rows.append(Row(name, cells))
    note = _(
        "Verified: an institution checked it. Documented: papers were handed in. Self-declared: the supplier "
        "says so, nobody confirmed it."
    )
    return Table(_("Technologies"), tuple(rows), note)


def _offer(level: str, builds: int) -> str:
    if not builds:
        return level
    said = ngettext("%(n)s confirmed project", "%(n)s confirmed projects", builds) % {"n": builds}
    return f"{level} · {said}"
