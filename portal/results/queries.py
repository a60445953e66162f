"""What the pages of a result show."""

import uuid
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Window
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import get_language

from assessments.models import Appeal, Result, Share, Verification
from assessments.queries import live_verification
from assessments.queries.appeals import appeals_of
from core.accounts.actor import Actor
from core.accounts.models import Organisation
from core.accounts.roles import Kind
from core.audit.models import AccessRecord
from core.consents.queries import Look
from matching.models import Recommendation, Supplier
from matching.queries.recommendations import RecommendationView, latest
from portal.reports.build import content_of, shown_by
from portal.reports.content import ReportContent
from portal.reports.models import Report
from portal.results.told import Told, told_of
from programmes.queries import technopark_of

LOOKS = 20


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom a result is shared: now, before, and whom its owner may share it with.

    `technopark` serves the plant's district today, None where nobody does or it already sees the result.
    `suppliers` maps the ids of recommended suppliers to their organisations. `looks` are what others saw or
    took out, newest first.
    """

    active: tuple[Share, ...]
    ended: tuple[Share, ...]
    technopark: Organisation | None
    suppliers: dict[str, uuid.UUID]
    looks: tuple[Look, ...]
    is_verified: bool
    told: Told

    @property
    def recipients(self) -> frozenset[uuid.UUID]:
        """Organisations that see the result now."""
        return frozenset(share.recipient_id for share in self.active)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A result with what its page and its report say about it."""

    result: Result
    content: ReportContent
    recommendation: RecommendationView | None
    reports: tuple[Report, ...]
    sharing: Sharing | None
    verification: Verification | None
    appeals: tuple[Appeal, ...]


def readable(by: Actor) -> QuerySet[Result]:
    """Results whose page one may open: the company's own, or shared; a technopark's only in its districts.

    The reader of every other door as well: API, reports, recommendations, exports.
    """
    return Result.objects.visible_to(by)


def result_of(result_id: uuid.UUID, by: Actor) -> Result:
    """The result with its company and framework version (one query). Http404 for one that is not readable."""
    result = (
        readable(by)
        .select_related("organisation", "framework", "verified", "support_rules")
        .defer("framework__document", "framework__source")
        .filter(pk=result_id)
        .first()
    )
    if result is None:
        raise Http404
    return result


def is_owner(result: Result, by: Actor) -> bool:
    """Whether one works in the company whose result it is."""
    return by.kind == Kind.COMPANY.value and result.organisation_id in by.organisation_ids


def result_page(result_id: uuid.UUID, by: Actor, *, with_files: bool = False) -> ResultPage:
    """Everything the page shows, in the active language. Http404 for a result that is not readable."""
    result = result_of(result_id, by)
    language = "en" if (get_language() or "ko").startswith("en") else "ko"
    recommendation = latest(result)
    reports = (
        Report.objects.visible_to(by)
        .filter(result=result)
        .select_related("job")
        .defer("content")
        .order_by("-created_at", "id")
    )
    return ResultPage(
        result=result,
        content=content_of(
            result, language, recommendation, shown=shown_by(result, by) if with_files else None
        ),
        recommendation=recommendation,
        reports=tuple(reports[:10]),
        sharing=sharing_of(result, recommendation, by) if is_owner(result, by) else None,
        verification=live_verification(result.pk, by) if is_owner(result, by) else None,
        appeals=tuple(appeals_of(result.pk, by)) if is_owner(result, by) else (),
    )


def sharing_of(result: Result, recommendation: RecommendationView | None, by: Actor) -> Sharing:
    """With whom the owner shares the result, and could."""
    shares = list(
        Share.objects.visible_to(by).filter(result=result).select_related("recipient").order_by("-shared_at")
    )
    active = tuple(share for share in shares if share.withdrawn_at is None)
    park = technopark_of(result.sigungu)
    if park is not None and any(share.recipient_id == park.pk for share in active):
        park = None
    told = told_of(result.pk, by)
    return Sharing(
        active=active,
        ended=tuple(share for share in shares if share.withdrawn_at is not None),
        technopark=park,
        suppliers=_organisations(recommendation),
        looks=_looks(result),
        is_verified=told.is_verified,
        told=told,
    )


def _organisations(recommendation: RecommendationView | None) -> dict[str, uuid.UUID]:
    if recommendation is None:
        return {}
    views = [*recommendation.suppliers, *filter(None, [recommendation.newcomer])]
    rows = Supplier.objects.listed().filter(pk__in=[view.id for view in views])
    return {str(key): organisation for key, organisation in rows.values_list("pk", "organisation_id")}


def _looks(result: Result) -> tuple[Look, ...]:
    """What others saw of the result, its reports and recommendations, or took out (four queries)."""
    owner = str(result.organisation_id)
    parts = [
        result.pk,
        *Report.objects.filter(result=result).values_list("pk", flat=True),
        *Recommendation.objects.filter(result=result).values_list("pk", flat=True),
    ]
    rows = list(
        AccessRecord.objects.filter(subject_organisation_id=owner)
        .filter(Q(subject_id__in=[str(each) for each in parts]) | Q(subject_id=""))
        .exclude(organisation_id=owner)
        .order_by("-at", "-pk")[:LOOKS]
    )
    names = {
        str(pk): name
        for pk, name in Organisation.objects.filter(
            pk__in={row.organisation_id for row in rows if row.organisation_id}
        ).values_list("pk", "name")
    }
    return tuple(
        Look(row.at, names.get(row.organisation_id, ""), row.act, row.subject_kind, row.reason, row.count)
        for row in rows
    )


def listed(by: Actor) -> QuerySet[Result]:
    """Readable results by plant, the plant with the newest one first, within it the newest first.

    The plant comes with it for the company itself; nobody else may read it.
    """
    newest = Window(Max("submitted_at"), partition_by=[Coalesce("plant_id", "pk")])
    return (
        readable(by)
        .select_related("organisation", "framework", "plant")
        .defer("framework__document", "framework__source", "outcome", "answers")
        .annotate(plant_newest=newest)
        .order_by("-plant_newest", Coalesce("plant_id", "pk"), "-submitted_at", "id")
    )


def recipient_of(sharing: Sharing, recipient_id: uuid.UUID) -> Organisation:
    """The technopark of the plant's district, or a recommended supplier. Http404 for anybody else."""
    if sharing.technopark is not None and sharing.technopark.pk == recipient_id:
        return sharing.technopark
    known = {share.recipient_id: share.recipient for share in sharing.active}
    if recipient_id in known:
        return known[recipient_id]
    if recipient_id in sharing.suppliers.values():
        return Organisation.objects.get(pk=recipient_id)
    raise Http404
