"""The plan of a result over the API: the same numbers as the page and the report."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from assessments.planning.catalogue import UNIT
from core.limits import spend
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.throttle import CallLimits, limits_of
from portal.reports import codec
from portal.reports.build import basis_of
from portal.reports.build.plan import planning_of
from portal.results.bridges_api import BridgeViewSet
from portal.results.change_api import ChangeViewSet
from portal.results.content_api import ContentViewSet
from portal.results.levels import LEVELS, VERIFIED, basis_for, levels_asked
from portal.results.looks import opened
from portal.results.planning import PLANS, PlanForm
from portal.results.queries import readable
from portal.results.shares_api import ShareViewSet
from portal.results.why_tree import tree_of

if TYPE_CHECKING:  # REST framework's views import their throttles by name
    from rest_framework.views import APIView

LONGEST_MONEY = 18
"""Digits; more than a plan reckons with, and no more than a number takes to be read."""
_ASKED = [
    OpenApiParameter("own", int, description="Own money in won"),
    OpenApiParameter("rate", int, description="Percent of the granted steps that a grant pays"),
    OpenApiParameter("ceiling", int, description="The most a grant pays, in won"),
    OpenApiParameter("target", int, description="The level to reach, above the one reached"),
]


class PlanLimits(CallLimits):
    """Plans take longer than other calls."""

    def allow_request(self, request: Request | HttpRequest, view: "APIView") -> bool:
        """Whether the call is within its limits and those of plans."""
        uses = limits_of(getattr(request, "_request", request))
        self._seconds = spend(*uses, (PLANS, uses[0][1]))
        return not self._seconds


class PlanViewSet(ScopedViewSet):
    """`/plans/<result>/`: the best plan for the money and the goal asked for; usual ones where left out.

    What it costs, pays and reaches stands in `summary`, the steps in `phases`. Nothing is stored: the same
    result and question give the same answer under one version of the catalogue, which is named.
    """

    access = Access("*")
    throttle_classes = (PlanLimits,)
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The results one may see."""
        return readable(self.by)

    @extend_schema(parameters=_ASKED, responses={200: OpenApiTypes.OBJECT})
    def retrieve(self, request: Request, pk: str) -> Response:
        """The plan; 400 with the fields at fault for money or a level that cannot be."""
        result = opened(request._request, self.get_object().pk, self.by)
        basis = basis_of(result)
        asked = QueryDict(mutable=True)
        for name in ("own", "rate", "ceiling", "target"):
            if (value := request.query_params.get(name)) is not None:
                asked[name] = _in_units(name, value) if name in ("own", "ceiling") else value
        form = PlanForm(basis, asked)
        if not form.is_valid():
            raise ValidationError(
                {name: [str(each) for each in found] for name, found in form.errors.items()}
            )
        planning = planning_of(basis, form.wish(), is_assumed=form.is_assumed)
        language = "en" if (get_language() or "ko").startswith("en") else "ko"
        return Response(
            {
                "result": str(result.pk),
                "language": language,
                "summary": codec.plain(planning.summary),
                "phases": codec.plain(planning.roadmap),
            }
        )


class ExplanationViewSet(ScopedViewSet):
    """`/explanations/<result>/`: how every number came about, from the total or `?code=` down to the answers.

    Each part holds what its page shows: its number, the rule in words, the arithmetic in one line, and below
    it in `children` the parts it is made of; an item holds its question, the choices with their points and
    which was chosen, and `url`, the address of its page. The framework version is named.
    """

    access = Access("*")
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> Any:
        """The results one may see."""
        return readable(self.by)

    @extend_schema(
        parameters=[
            OpenApiParameter("code", str, description="An area, a module or an item; the total if left out"),
            OpenApiParameter("levels", str, enum=[VERIFIED], description="Explain the verified number"),
        ],
        responses={200: OpenApiTypes.OBJECT},
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """The tree; 404 for a code that the diagnostic does not have, or levels that nobody verified."""
        result = opened(request._request, self.get_object().pk, self.by)
        levels = levels_asked(request.query_params.get(LEVELS, ""), result)
        basis = basis_for(result, levels)
        code = request.query_params.get("code", "") or basis.framework.tree.code
        return Response(
            {
                "result": str(result.pk),
                "framework": {
                    "code": basis.framework.code,
                    "version": basis.framework.version,
                    "checksum": basis.framework_checksum,
                },
                "engine": result.verified.engine if levels else result.engine,
                "levels": levels or "claimed",
                "submitted_at": result.submitted_at,
                "explanation": tree_of(basis, code, result.pk, levels),
            }
        )


def _in_units(name: str, won: str) -> str:
    """Whole won as the form reads money. ValidationError for anything but digits: a form would take words and
    fractions for units of 10,000 won, ten thousand times what was meant."""
    if not (won.isascii() and won.isdigit() and len(won) <= LONGEST_MONEY):
        raise ValidationError({name: [_("Money is given in whole won, in digits.")]})
    return str(int(won) // UNIT)


router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("plans", PlanViewSet, "plan"),
    ("explanations", ExplanationViewSet, "explanation"),
    ("contents", ContentViewSet, "content"),
    ("bridges", BridgeViewSet, "bridge"),
    ("shares", ShareViewSet, "share"),
    (r"results/(?P<pk>[0-9a-f-]{36})/change", ChangeViewSet, "result-change"),
]
