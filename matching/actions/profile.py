"""A supplier's own profile, section by section."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actions import describe_organisation
from core.accounts.actor import Actor
from core.accounts.details import clean_name
from core.accounts.models import Organisation
from core.domains import DOMAINS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, Level, Resolved
from core.romanised import latin_slug
from core.web import Refused
from core.web.naming import domain_name
from core.web.wording import SEOUL
from matching import policies
from matching.actions.locked import locked_own, write
from matching.actions.members import settle_age
from matching.models import Evidence, PoolVersion, Supplier
from matching.queries.confirmations import proven_by_projects
from matching.queries.keys import search_keys
from matching.queries.undo import dropped_technologies

EVERYWHERE = "all"
PROVEN = frozenset({Evidence.DOCUMENTED.value, Evidence.VERIFIED.value})
RESERVED = frozenset(
    {
        "compare",
        "confirmations",
        "consultations",
        "join",
        "mine",
        "names",
        "policy",
        "recommendations",
        "searches",
        "verification",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """Who the supplier is and how it is reached, cleaned by the form."""

    name: str
    name_en: str
    summary_ko: str
    summary_en: str
    home_sigungu: str
    employees: int | None
    founded_on: date | None
    homepage: str
    contact_name: str
    contact_email: str
    contact_phone: str


@transaction.atomic
def start_profile(*, by: Actor, at: datetime) -> tuple[Supplier, bool]:
    """The profile of one's supplier organisation, and whether this call made it. It begins unpublished.

    Refused for anybody who does not work for a supplier.
    """
    if why := policies.may_edit(by):
        raise Refused(why, code="not-allowed", status=403)
    organisation = (
        Organisation.objects.visible_to(by).select_for_update(no_key=True).filter(kind="supplier").get()
    )
    existing = Supplier.objects.filter(organisation=organisation).first()
    if existing is not None:
        return existing, False
    keys = search_keys(organisation.name, [organisation.name_en])
    row = Supplier(
        organisation=organisation,
        name=organisation.name,
        name_en=organisation.name_en,
        name_key=keys.name_key,
        name_initials=keys.name_initials,
        search_text=keys.search_text,
        home_sigungu=organisation.sigungu,
        home_sido=organisation.sigungu[:2],
        employees=organisation.employees,
        sales_won=organisation.average_sales_won,
        homepage=organisation.homepage,
        profile_confirmed_on=at.astimezone(SEOUL).date(),
        changed_at=at,
    )
    _save_with_address(row)
    audit.record(
        by=by, at=at, verb="supplier.started", subject_kind="supplier", subject_id=row.pk,
        data={"organisation": str(organisation.pk)},
    )  # fmt: skip
    PoolVersion.move()
    return row, True


def _addresses(row: Supplier) -> list[str]:
    """Addresses to try: of the English name, else of the Korean one in Latin letters, then with a number."""
    plain = latin_slug(row.name_en or row.name)[:40].strip("-") or "supplier"
    first = [plain] if len(plain) >= 3 and plain not in RESERVED | {"supplier"} else []
    return [*first, *(f"{plain}-{number}" for number in range(2, 10)), f"{plain}-{row.pk.hex[:8]}"]


def _save_with_address(row: Supplier) -> None:
    """Save a new row under the first address that is free."""
    for slug in _addresses(row):
        row.slug = slug
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                return
        except IntegrityError:
            continue


def _address_of(row: Supplier, name: str, name_en: str) -> str:
    """The address that fits the names, until the profile was public: from then on others may link to it."""
    if row.verified_at or row.returned_at or (name, name_en) == (row.name, row.name_en):
        return row.slug
    wanted = _addresses(Supplier(pk=row.pk, name=name, name_en=name_en))
    taken = set(Supplier.objects.exclude(pk=row.pk).filter(slug__in=wanted).values_list("slug", flat=True))
    return next((slug for slug in wanted if slug not in taken), row.slug)


@transaction.atomic
def save_basics(*, by: Actor, at: datetime, version: int | None, basics: Basics) -> Supplier:
    """The supplier with its basics; its organisation says the same of name, place, people and homepage.

    Refused `verified-name` for another name after verification.
    """
    row = locked_own(by, version)
    if row.verified_at and basics.name != row.name:
        raise Refused(
            _("Your company was verified under this name. Call us to have it changed."),
            code="verified-name",
            field="name",
        )
    home = _district(basics.home_sigungu, at)
    name, name_en = clean_name(basics.name), clean_name(basics.name_en, "name_en", required=False)
    changes = {
        "slug": _address_of(row, name, name_en),
        "name": name,
        "name_en": name_en,
        "summary_ko": basics.summary_ko,
        "summary_en": basics.summary_en,
        "home_sigungu": home,
        "home_sido": home[:2],
        "employees": basics.employees,
        "founded_on": basics.founded_on,
        "homepage": basics.homepage,
        "contact_name": basics.contact_name,
        "contact_email": basics.contact_email,
        "contact_phone": basics.contact_phone,
    }
    _still_publishable(row, changes)
    facts = {field: changes[field] for field in ("name", "name_en", "employees", "homepage")}
    describe_organisation(by=by, at=at, organisation_id=row.organisation_id, facts={**facts, "sigungu": home})
    return write(row, changes, by=by, at=at, verb="supplier.basics-saved")


@transaction.atomic
def set_domains(
    *,
    by: Actor,
    at: datetime,
    version: int | None,
    domains: Sequence[str],
    remote: Sequence[str],
    losing: Collection[str] | None = None,
) -> Supplier:
    """The supplier with these technologies. A kept one keeps its evidence, a new one is self-declared
    unless a confirmed project shows it.

    `remote` are those delivered without being near the plant. `losing` are the documented or verified
    technologies that the person agreed to take off; None agrees to all. `restore_domains` takes a loss back
    for some minutes. Refused `unknown` for a code that is none, `not-remote` for a technology that cannot be
    delivered from afar, 409 `loses-proof` with `data["codes"]` for a proven one that was not agreed to.
    """
    row = locked_own(by, version)
    wanted = _known(domains, DOMAINS, "domains")
    levels = dict.fromkeys(proven_by_projects(row), Evidence.VERIFIED.value) | row.evidence
    evidence = {code: levels.get(code, Evidence.DECLARED.value) for code in wanted}
    afar = [code for code in dict.fromkeys(remote) if code in wanted]
    if wrong := [code for code in afar if not DOMAINS.get(code).is_remote]:
        raise Refused(
            _("This technology cannot be delivered from afar."),
            code="not-remote",
            field="remote",
            data={"codes": wrong},
        )
    changes = {"domains": wanted, "evidence": evidence, "remote_domains": afar}
    _still_publishable(row, changes)
    lost = sorted(set(row.domains) - set(wanted))
    proven = {code: row.evidence[code] for code in lost if row.evidence.get(code) in PROVEN}
    if losing is not None and (unsaid := [code for code in proven if code not in losing]):
        raise Refused(
            _("%(names)s would no longer count as checked.")
            % {"names": ", ".join(domain_name(code) for code in unsaid)},
            code="loses-proof",
            field="domains",
            status=409,
            data={"codes": unsaid},
        )
    said: dict[str, Any] = {"dropped": lost}
    if proven:
        said |= {"proven": proven, "remote": [code for code in row.remote_domains if code in proven]}
    return write(row, changes, by=by, at=at, verb="supplier.domains-set", data=said)


@transaction.atomic
def restore_domains(*, by: Actor, at: datetime) -> Supplier:
    """The supplier with the proven technologies that were taken off last, as they were.

    Refused 409 `too-late` once the time for it is over, or technologies or products changed meanwhile: what
    was checked then may no longer be what is offered.
    """
    row = locked_own(by)
    dropped = dropped_technologies(row, at)
    if dropped is None:
        raise Refused(
            _("This can no longer be undone. Put the technology back and ask for it to be checked."),
            code="too-late",
            status=409,
        )
    changes = {
        "domains": [*row.domains, *(code for code in dropped.levels if code not in row.domains)],
        "evidence": {**row.evidence, **dropped.levels},
        "remote_domains": [*dict.fromkeys([*row.remote_domains, *dropped.remote])],
    }
    return write(row, changes, by=by, at=at, verb="supplier.domains-restored")


@transaction.atomic
def set_regions(*, by: Actor, at: datetime, version: int | None, regions: Sequence[str]) -> Supplier:
    """The supplier with the provinces it serves; "all" stands alone. Refused `unknown` for a former code."""
    row = locked_own(by, version)
    if EVERYWHERE in regions:
        wanted = [EVERYWHERE]
    else:
        today = {region.code for region in REGIONS.at(at.astimezone(SEOUL).date(), Level.SIDO)}
        wanted = _known(regions, today, "regions")
    changes = {"regions": wanted}
    _still_publishable(row, changes)
    return write(row, changes, by=by, at=at, verb="supplier.regions-set")


@transaction.atomic
def set_industries(
    *, by: Actor, at: datetime, version: int | None, industries: Sequence[str], sizes: Sequence[str]
) -> Supplier:
    """The supplier with the industries (KSIC divisions) and customer sizes it knows."""
    row = locked_own(by, version)
    divisions = {division.code for division in INDUSTRIES.divisions()}
    changes = {
        "industries": _known(industries, divisions, "industries"),
        "sizes": _known(sizes, SizeClass.__members__, "sizes"),
    }
    return write(row, changes, by=by, at=at, verb="supplier.industries-set")


@transaction.atomic
def set_capacity(
    *, by: Actor, at: datetime, version: int | None, total: int, free: int, is_accepting: bool
) -> Supplier:
    """The supplier with its capacity. Refused `too-many` when more places are free than there are."""
    row = locked_own(by, version)
    if free > total:
        raise Refused(
            _("There cannot be more free places than projects at a time."), code="too-many", field="free"
        )
    changes: dict[str, Any] = {"capacity_total": total, "capacity_open": free, "is_accepting": is_accepting}
    if row.capacity_said_at is None:
        changes["capacity_said_at"] = at
    return write(row, changes, by=by, at=at, verb="supplier.capacity-set")


@transaction.atomic
def confirm_profile(*, by: Actor, at: datetime) -> Supplier:
    """The supplier, its profile confirmed today in Seoul; unconfirmed for a year, nobody is recommended."""
    row = locked_own(by)
    changes = {"profile_confirmed_on": at.astimezone(SEOUL).date()}
    settle_age(row)
    return write(row, changes, by=by, at=at, verb="supplier.profile-confirmed")


@transaction.atomic
def set_published(*, by: Actor, at: datetime, is_published: bool) -> Supplier:
    """The supplier, shown in public or not. Refused `not-ready` with the reason."""
    row = locked_own(by)
    if is_published and (why := policies.may_publish(row)):
        raise Refused(why, code="not-ready")
    verb = "supplier.published" if is_published else "supplier.hidden"
    return write(row, {"is_published": is_published}, by=by, at=at, verb=verb)


def _known(codes: Sequence[str], known: Container[object], field: str) -> list[str]:
    wanted = list(dict.fromkeys(codes))
    wrong = [code for code in wanted if code not in known]
    if wrong:
        raise Refused(
            _("“%(code)s” is not in the list. Choose from the list.") % {"code": wrong[0][:20]},
            code="unknown",
            field=field,
            data={"codes": wrong},
        )
    return wanted


def _district(code: str, at: datetime) -> str:
    day = at.astimezone(SEOUL).date()
    found = REGIONS.resolve(code, day) if code in REGIONS else None
    if isinstance(found, Resolved) and REGIONS.is_selectable(found.region.code, day):
        return found.region.code
    raise Refused(_("Choose a district from the list."), code="unknown", field="home_sigungu")


def _still_publishable(row: Supplier, changes: Mapping[str, Any]) -> None:
    """A public profile cannot lose what made it fit to be shown: hide it first."""
    if not row.is_published:
        return
    after = Supplier(
        summary_ko=changes.get("summary_ko", row.summary_ko),
        contact_email=changes.get("contact_email", row.contact_email),
        contact_phone=changes.get("contact_phone", row.contact_phone),
        domains=changes.get("domains", row.domains),
        regions=changes.get("regions", row.regions),
    )
    if policies.missing_for_verification(after):
        fields = {"domains": "domains", "regions": "regions"}
        raise Refused(
            _("Your profile is public and needs this. Fill it, or hide the profile first."),
            code="published",
            field=next((field for field in fields if field in changes), "summary_ko"),
        )
