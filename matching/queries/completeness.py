"""How complete a profile is, what is missing, and why that matters."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.naming import domain_name
from matching.models import Supplier
from matching.policies import LEAST_SUMMARY


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a profile should say: what, why, where it is filled, and whether it is.

    `is_needed` parts decide whether the supplier can be recommended at all.
    """

    code: str
    label: str
    why: str
    url: str
    is_done: bool
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """All parts in the order to fill them; `percent` counts every part alike, rounded down."""

    parts: tuple[Part, ...]

    @property
    def done(self) -> int:
        """How many parts are filled."""
        return sum(part.is_done for part in self.parts)

    @property
    def percent(self) -> int:
        """The filled share in whole percent."""
        return self.done * 100 // len(self.parts)

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is not filled, the needed first."""
        return tuple(
            sorted((part for part in self.parts if not part.is_done), key=lambda part: not part.is_needed)
        )


def _lacking(domains: set[str]) -> str:
    """The technologies that have no product yet, by name, to be read after a sentence."""
    names = ", ".join(domain_name(code) for code in sorted(domains))
    return " " + _("No product yet: %(names)s.") % {"names": names} if names else ""


def _first_product(lacking: list[str]) -> str:
    """The form of a new product, for the first technology without one."""
    url = reverse("matching:product_add")
    return f"{url}?domain={lacking[0]}" if lacking else url


def _contact(row: Supplier) -> tuple[str, str]:
    """What is missing of the contact, and the anchor of its box."""
    is_reachable = bool(row.contact_email or row.contact_phone)
    if is_reachable and not row.contact_name:
        return _("Name of the contact person"), "#id_contact_name"
    if row.contact_name and not is_reachable:
        return _("Mail or phone of the contact person"), "#id_contact_email"
    return _("Contact"), "" if is_reachable else "#id_contact_name"


def completeness_of(row: Supplier) -> Completeness:
    """How complete the row is now (two queries)."""
    products_in = set(row.solutions.values_list("domain", flat=True))
    return completeness(row, products_in, row.track_records.count())


def completeness(row: Supplier, products_in: set[str], records: int) -> Completeness:
    """How complete the row is; `products_in` are the domains with a product, `records` all track records."""

    def section(name: str) -> str:
        return reverse("matching:section", args=[name])

    offered = set(row.domains)
    contact, box = _contact(row)
    return Completeness(
        (
            Part(
                "summary",
                _("Introduction"),
                _("It is what a company reads first, and search looks for words in it."),
                section("basics"),
                len(row.summary_ko) >= LEAST_SUMMARY,
                is_needed=True,
            ),
            Part(
                "contact",
                contact,
                _("Without one nobody can ask you for a consultation."),
                section("basics") + box,
                bool(row.contact_name and (row.contact_email or row.contact_phone)),
                is_needed=True,
            ),
            Part(
                "facts",
                _("Employees and year of foundation"),
                _("Companies judge by them whether you fit a project of their size."),
                section("basics"),
                row.employees is not None and row.founded_on is not None,
            ),
            Part(
                "domains",
                _("Technologies"),
                _("You are recommended only for gaps that one of your technologies closes."),
                section("domains"),
                bool(offered),
                is_needed=True,
            ),
            Part(
                "products",
                _("A product for every technology"),
                _("A technology without a product reads like an empty claim.")
                + _lacking(offered - products_in),
                _first_product(sorted(offered - products_in)),
                bool(offered) and offered <= products_in,
            ),
            Part(
                "regions",
                _("Regions served"),
                _("You are recommended only to plants in these regions."),
                section("regions"),
                bool(row.regions),
                is_needed=True,
            ),
            Part(
                "industries",
                _("Industries and customer sizes"),
                _("They count in every recommendation to a plant of that industry or size."),
                section("industries"),
                bool(row.industries and row.sizes),
            ),
            Part(
                "capacity",
                _("Room for new projects"),
                _("Without a free place you are not recommended.")
                if row.capacity_said_at
                else _("Nobody has said yet how many projects you can take. Look at it once and save it."),
                section("capacity"),
                row.capacity_said_at is not None,
                is_needed=True,
            ),
            Part(
                "records",
                _("A finished project"),
                _("They prove your technologies. A customer and an authority confirm what you add."),
                reverse("matching:record_add"),
                records > 0,
            ),
        )
    )
