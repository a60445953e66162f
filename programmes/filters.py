"""How the regional list is narrowed, on the page and in the API alike."""

from typing import Any

import django_filters as filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.industries import INDUSTRIES, SizeClass
from core.web.naming import industry_name, size_name
from programmes.queries import desk

TIERS = (("basic", _("Basic tier")), ("advanced", _("Advanced tier")))
LEVELS = tuple((str(level), _("Level %(level)s") % {"level": level}) for level in range(6))
ORDER = (
    ("-submitted_at", _("Newest first")),
    ("submitted_at", _("Oldest first")),
    ("-score", _("Highest score first")),
    ("score", _("Lowest score first")),
    ("organisation__name", _("Company name")),
)


def _industries() -> list[tuple[str, str]]:
    return [(each.code, f"{each.code} {industry_name(each.code)}") for each in INDUSTRIES.divisions()]


def _sizes() -> list[tuple[str, str]]:
    return [(each.value, size_name(each.value)) for each in SizeClass]


class RegionalFilter(filters.FilterSet):
    """Company name, district, industry division, size, tier, level, and days of submission (Seoul)."""

    q = filters.CharFilter(label=_("Company or plant"), method="named", max_length=80)
    sigungu = filters.ChoiceFilter(label=_("District"), empty_label=_("All"), choices=())
    industry = filters.ChoiceFilter(
        label=_("Industry"), method="in_division", empty_label=_("All"), choices=_industries
    )
    size = filters.ChoiceFilter(label=_("Size"), empty_label=_("All"), choices=_sizes)
    tier = filters.ChoiceFilter(label=_("Tier"), empty_label=_("All"), choices=TIERS)
    level = filters.ChoiceFilter(label=_("Level"), empty_label=_("All"), choices=LEVELS)
    submitted_from = filters.DateFilter(
        label=_("Submitted from"), field_name="submitted_at", lookup_expr="date__gte"
    )
    submitted_to = filters.DateFilter(
        label=_("Submitted to"), field_name="submitted_at", lookup_expr="date__lte"
    )
    sort = filters.ChoiceFilter(
        label=_("Order"), method="ordered", empty_label=None, choices=ORDER, null_label=None
    )

    class Meta:
        model = Result
        fields: list[str] = []

    def __init__(self, *args: Any, by: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = desk(by).districts if by is not None else ()
        self.filters["sigungu"].extra["choices"] = [(each.code, each.name) for each in districts]
        self.form.hide_optional = True
        for name in ("submitted_from", "submitted_to"):
            self.form.fields[name].widget.input_type = "date"

    @property
    def qs(self) -> QuerySet[Result]:
        """The rows, in a total order: the chosen one, then by id."""
        rows = super().qs
        return rows if rows.query.order_by else rows.order_by("-submitted_at", "id")

    def named(self, rows: QuerySet[Result], name: str, value: str) -> QuerySet[Result]:
        """Rows whose company or plant name holds the words, ignoring case."""
        for word in value.split():
            rows = rows.filter(Q(organisation__name__icontains=word) | Q(plant_name__icontains=word))
        return rows

    def in_division(self, rows: QuerySet[Result], name: str, value: str) -> QuerySet[Result]:
        """Rows of the division and its groups."""
        return rows.filter(industry__startswith=value)

    def ordered(self, rows: QuerySet[Result], name: str, value: str) -> QuerySet[Result]:
        """The chosen order; rows without a score come last."""
        column = F(value.lstrip("-"))
        first = column.desc(nulls_last=True) if value.startswith("-") else column.asc(nulls_last=True)
        return rows.order_by(first, "id")
