"""What the home page of each role shows."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from assessments.models import FrameworkVersion, Result, Share, SupportRules
from assessments.queries import SessionLine, my_sessions
from assessments.queries.confirmation import committee_members
from assessments.queries.support import rules_lines
from assessments.workflow import VOTES_NEEDED
from core.accounts.actor import Actor
from core.accounts.models import Membership, MembershipState
from core.accounts.policies import is_programme_administrator
from core.accounts.queries.organisations import managed_institutions
from core.regions import REGIONS
from core.web.components import BadgeKind
from core.web.wording import SEOUL
from matching.models import Confirmation, Supplier
from matching.queries.completeness import Completeness, completeness
from matching.queries.freshness import Freshness, freshness, profile_days
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.standing import Lately, lately
from matching.ranking import Policy
from portal.dashboard.drafting import Draft, drafts
from portal.dashboard.todo import Todo, todos
from portal.dashboard.waiting import Queue, queues
from portal.dashboard.watching import Watched, watched
from portal.reports.build import Basis, basis_of
from portal.reports.build.plan import planning_of
from portal.reports.build.standing import standing_of
from portal.reports.build.verdict import verdict_of
from portal.reports.content import Standing, Verdict
from portal.reports.models import Report
from programmes.filters import WAITING, RegionalFilter
from programmes.jurisdictions import technoparks
from programmes.models import DeskRow, State
from programmes.opened import opened_among
from programmes.queries import (
    Desk,
    Listed,
    Office,
    desk,
    desk_rows,
    offices,
    offices_in,
    regional_results,
    today,
)
from programmes.reviews import reviews_among
from programmes.views.table import STATE_KINDS

NEW_DAYS = 7


@dataclass(frozen=True, slots=True)
class LatestResult:
    """The newest result with its verdict, and how it is shared."""

    result: Result
    standing: Standing
    verdict: Verdict
    shares: int
    report: Report | None


@dataclass(frozen=True, slots=True)
class CompanyHome:
    """What a company goes on with: drafts, its newest result, people who want to join."""

    drafts: tuple[SessionLine, ...]
    latest: LatestResult | None
    results: int
    requests: int
    to_confirm: tuple[Confirmation, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the address of the rows it counts; empty where the reader may not open them."""

    value: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A result on the technopark's home: how it stands with it, and whether somebody there has opened it."""

    result: Result
    state: State
    state_kind: BadgeKind
    is_opened: bool


@dataclass(frozen=True, slots=True)
class ParkHome:
    """A technopark's numbers; each one's list shows as many rows."""

    total: Figure
    pending: Figure
    unopened: Figure
    contacted: Figure
    today: Figure
    new: Figure
    basic: Figure
    advanced: Figure
    districts: Figure
    to_check: int
    newest: tuple[Arrived, ...]


@dataclass(frozen=True, slots=True)
class SupplierHome:
    """A supplier's profile, whether companies find it and if not why, and how many results it was shown."""

    supplier: Supplier | None
    is_listed: bool
    reasons: tuple[str, ...]
    held_back: tuple[str, ...]
    todos: tuple[Todo, ...]
    completeness: Completeness | None
    freshness: Freshness | None
    lately: Lately | None
    edit_url: str
    public_url: str
    shared: int
    requests: int


@dataclass(frozen=True, slots=True)
class GovernmentHome:
    """What a local government can use today: the technoparks of its province, each with the address of its
    own site, and the suppliers that are at home there."""

    province: str
    parks: tuple[tuple[Office, str], ...]
    suppliers: Figure


@dataclass(frozen=True, slots=True)
class MinistryHome:
    """What waits for the ministry, and what is in force. `queues` is None for whoever only reads.

    `frameworks` are those on offer; `replaced` counts the published ones that a newer one took the place of.
    `watched` are days that run with others. `rules_now` place who submits today, `rules_next` begin later,
    the first of them first. `members` sit on the committee, `members_needed` of them have to agree to confirm
    a level.
    """

    waiting_suppliers: Figure
    listed_suppliers: Figure
    served_districts: Figure
    institutions: Figure
    queues: tuple[Queue, ...] | None
    frameworks: tuple[FrameworkVersion, ...]
    replaced: int
    drafts: tuple[Draft, ...]
    watched: tuple[Watched, ...]
    rules_now: tuple[SupportRules, ...]
    rules_next: tuple[SupportRules, ...]
    members: int
    members_needed: int
    policy: Policy | None

    @property
    def total(self) -> int:
        """How many cases wait in all queues together."""
        return sum(each.count for each in self.queues or ())


def company_home(by: Actor, at: datetime) -> CompanyHome:
    """The company's home (a fixed number of queries)."""
    drafts = tuple(line for line in my_sessions(by, at) if line.result_id is None)
    mine = Result.objects.visible_to(by)
    return CompanyHome(
        drafts=drafts,
        latest=_latest(by),
        results=mine.count(),
        requests=_requests(by),
        to_confirm=tuple(
            Confirmation.objects.asked_of(by).select_related("supplier").order_by("expires_at", "id")[:5]
        ),
    )


def _requests(by: Actor) -> int:
    """People who ask to join the organisation one administers."""
    if not by.administered_ids:
        return 0
    return Membership.objects.filter(
        organisation_id__in=by.administered_ids, state=MembershipState.REQUESTED.value
    ).count()


def _latest(by: Actor) -> LatestResult | None:
    result = (
        Result.objects.visible_to(by)
        .select_related("organisation", "framework")
        .defer("framework__document", "framework__source")
        .order_by("-submitted_at", "id")
        .first()
    )
    if result is None:
        return None
    basis: Basis = basis_of(result)
    standing = standing_of(basis)
    return LatestResult(
        result=result,
        standing=standing,
        verdict=verdict_of(basis.outcome, standing, (), (), planning_of(basis).roadmap),
        shares=Share.objects.visible_to(by).filter(result=result, withdrawn_at__isnull=True).count(),
        report=Report.objects.visible_to(by)
        .published()
        .filter(result=result)
        .defer("content")
        .order_by("-published_at", "id")
        .first(),
    )


def supplier_home(by: Actor, at: datetime) -> SupplierHome:
    """The supplier's home; one that is listed may still be recommended to nobody (`held_back`)."""
    supplier = Supplier.objects.editable_by(by).first()
    age = freshness(supplier.profile_confirmed_on, at, profile_days(at)) if supplier else None
    parts = _completeness(supplier) if supplier else None
    is_listed = supplier is not None and Supplier.objects.listed().filter(pk=supplier.pk).exists()
    return SupplierHome(
        supplier=supplier,
        is_listed=is_listed,
        reasons=() if supplier is None or is_listed else _hidden(supplier),
        held_back=_held_back(supplier, age) if supplier and age and is_listed else (),
        todos=todos(supplier, age, at, parts) if supplier and age else (),
        completeness=parts,
        freshness=age,
        lately=lately(supplier, by, at) if supplier else None,
        edit_url=address("matching:mine"),
        public_url=address("matching:profile", supplier.slug) if supplier else "",
        shared=Result.objects.visible_to(by).count(),
        requests=_requests(by),
    )


def _completeness(supplier: Supplier) -> Completeness:
    """How complete the profile is (two queries)."""
    products = set(supplier.solutions.values_list("domain", flat=True))
    return completeness(supplier, products, supplier.track_records.count())


def _held_back(supplier: Supplier, age: Freshness) -> tuple[str, ...]:
    """Why a supplier that companies find is recommended to none of them."""
    found = []
    if not supplier.is_accepting:
        found.append(_("You take no new consultations now."))
    elif supplier.capacity_open < 1:
        found.append(_("You have no free place for a new project."))
    if age.is_over:
        found.append(_("The profile was last confirmed too long ago."))
    return tuple(found)


def _hidden(supplier: Supplier) -> tuple[str, ...]:
    """Why companies do not find a supplier, which is not listed, and what to do about it."""
    if supplier.return_reason and supplier.verified_at is None:
        return (
            _("The verification was returned: %(reason)s") % {"reason": supplier.return_reason},
            _("Correct the profile and ask again."),
        )
    if supplier.verified_at is None and supplier.verification_asked_at is not None:
        return (_("Your profile is being verified. You are told as soon as it is done."),)
    if supplier.verified_at is None:
        return (_("Your profile has not been verified yet. Complete it, then ask for verification."),)
    if not supplier.is_published:
        return (_("You have hidden the profile. Publish it again in the profile."),)
    return (_("A ban from support programmes is in force for your company."),)


def park_home(by: Actor, at: datetime) -> ParkHome:
    """The technopark's home; every figure is counted by the filter its list uses."""
    day = at.astimezone(SEOUL).date()
    since = (day - timedelta(days=NEW_DAYS)).isoformat()
    office = desk(by)
    rows = desk_rows(by, office)
    return ParkHome(
        total=_counted(rows, office, ""),
        pending=_counted(rows, office, f"state={WAITING}"),
        unopened=_counted(rows, office, "opened=no"),
        contacted=_counted(rows, office, f"state={State.CONTACTED.value}"),
        today=_counted(rows, office, f"submitted_from={day.isoformat()}"),
        new=_counted(rows, office, f"submitted_from={since}"),
        basic=_counted(rows, office, "tier=basic"),
        advanced=_counted(rows, office, "tier=advanced"),
        districts=Figure(len(office.served), reverse("programmes:districts")),
        to_check=Confirmation.objects.visible_to(by).to_check().count(),
        newest=_newest(by, office, rows),
    )


def _newest(by: Actor, office: Desk, rows: QuerySet[DeskRow]) -> tuple[Arrived, ...]:
    """The results that came last (four queries)."""
    found = list(Listed(rows.order_by("-submitted_at", "result_id"), regional_results(by, office))[:5])
    ids = [each.pk for each in found]
    reviews, seen = reviews_among(ids, office.parks), opened_among(ids, office.parks)
    states = {each: State(reviews[each].state) if each in reviews else State.NEW for each in ids}
    return tuple(
        Arrived(each, states[each.pk], STATE_KINDS[states[each.pk]], str(each.pk) in seen) for each in found
    )


def _counted(rows: QuerySet[DeskRow], office: Desk, query: str) -> Figure:
    url = reverse("programmes:regional_list") + (f"?{query}" if query else "")
    return Figure(RegionalFilter(QueryDict(query), queryset=rows, office=office).qs.count(), url)


def government_home(by: Actor) -> GovernmentHome | None:
    """The province of a local government; None where its code names none (two queries)."""
    province = by.place.code[:2] if by.place else ""
    if province not in REGIONS:
        return None
    pages = technoparks()
    return GovernmentHome(
        province=province,
        parks=tuple(
            (each, pages[each.park.code].url if each.park.code in pages else "")
            for each in offices_in(province, today())
        ),
        suppliers=Figure(
            Supplier.objects.listed().filter(home_sigungu__startswith=province).count(),
            f"{address('matching:search')}?home={province}",
        ),
    )


def ministry_home(by: Actor, at: datetime) -> MinistryHome:
    """The ministry's home; numbers whose rows one may not open have no address."""
    administers, day = is_programme_administrator(by), at.astimezone(SEOUL).date()
    rules = rules_lines()
    coming = [each.row for each in rules if each.row.published_at and each.row.valid_from > day]
    waiting = Supplier.objects.filter(verification_asked_at__isnull=False, verified_at__isnull=True)
    served = sum(office.districts for office in offices(today()))
    try:
        policy = live_policy(at)[1]
    except NoPolicy:
        policy = None
    rows = FrameworkVersion.objects.published().defer("document", "source")
    published = list(rows.order_by("code", "published_at", "version"))
    offered = {each.code: each for each in published}
    return MinistryHome(
        waiting_suppliers=Figure(waiting.count()),
        listed_suppliers=Figure(Supplier.objects.listed().count(), address("matching:search")),
        served_districts=Figure(served, reverse("programmes:jurisdictions")),
        institutions=Figure(
            managed_institutions().count(), reverse("core:institutions") if administers else ""
        ),
        queues=queues(by, day) if administers else None,
        frameworks=tuple(offered.values()),
        replaced=len(published) - len(offered),
        drafts=drafts(by) if administers else (),
        watched=watched(by, day) if administers else (),
        rules_now=tuple(each.row for each in rules if each.is_in_force),
        rules_next=tuple(sorted(coming, key=lambda each: (each.valid_from, each.version))),
        members=committee_members().count(),
        members_needed=VOTES_NEEDED,
        policy=policy,
    )


def address(name: str, *arguments: str | uuid.UUID) -> str:
    """The address of a page; empty while its app is not mounted."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
