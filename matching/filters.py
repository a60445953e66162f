"""How suppliers are looked for, on the page and in the API alike."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domains import DOMAINS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, Ambiguous, Level, Unknown, explain
from core.web.naming import domain_name, place_name, size_name
from matching.models import Supplier
from matching.queries import search
from matching.queries.places import today_code
from matching.queries.text import tidy
from matching.queries.wording import industry_title, language

Choices = list[tuple[str, str]]
SORTS = (
    ("relevance", gettext_lazy("Best fit")),
    ("name", gettext_lazy("Name")),
    ("records", gettext_lazy("Most confirmed projects")),
    ("recent", gettext_lazy("Profile confirmed lately")),
)
DIMENSIONS = ("region", "home", "domain", "industry", "size", "verified", "free")


@lru_cache(maxsize=8)
def _choices(kind: str, day: date, spoken: str) -> Choices:
    """The choices of a kind on a day in a language; every search needs all of them."""
    if kind == "province":
        return [(each.code, place_name(each.code)) for each in REGIONS.at(day, Level.SIDO)]
    if kind == "domain":
        return [(each.code, domain_name(each.code)) for each in DOMAINS]
    if kind == "industry":
        return [(each.code, industry_title(each.code)) for each in INDUSTRIES.divisions()]
    return [(each.value, size_name(each.value)) for each in SizeClass]


def provinces() -> Choices:
    """The 시도 of today."""
    return _choices("province", timezone.localdate(), language())


def domains() -> Choices:
    """The technology domains."""
    return _choices("domain", timezone.localdate(), language())


def industries() -> Choices:
    """The divisions of manufacturing."""
    return _choices("industry", timezone.localdate(), language())


def sizes() -> Choices:
    """The size classes of customers."""
    return _choices("size", timezone.localdate(), language())


class SupplierFilter(filters.FilterSet):
    """Words, regions served, home, technologies, industries, customer sizes, evidence, room, and the order.

    A parameter may stand several times: any of its values. `region=29`, merged in 2026, means its successor.
    """

    q = filters.CharFilter(label=gettext_lazy("Name, technology or product"), max_length=80)
    region = filters.MultipleChoiceFilter(label=gettext_lazy("Serves"), choices=provinces)
    home = filters.MultipleChoiceFilter(label=gettext_lazy("At home in"), choices=provinces)
    domain = filters.MultipleChoiceFilter(label=gettext_lazy("Technology"), choices=domains)
    industry = filters.MultipleChoiceFilter(label=gettext_lazy("Industry"), choices=industries)
    size = filters.MultipleChoiceFilter(label=gettext_lazy("Size of customers"), choices=sizes)
    verified = filters.ChoiceFilter(label=gettext_lazy("Verified technology"), choices=(("1", "1"),))
    free = filters.ChoiceFilter(label=gettext_lazy("Takes new projects"), choices=(("1", "1"),))
    sort = filters.ChoiceFilter(label=gettext_lazy("Order"), choices=SORTS, empty_label=None)

    class Meta:
        model = Supplier
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_followed(data), *args, **kwargs)

    def wish(self) -> search.Wish:
        """What is looked for; only of a valid form."""
        data = self.form.cleaned_data
        return search.Wish(
            day=timezone.localdate(),
            q=tidy(data["q"]),
            region=tuple(data["region"]),
            home=tuple(data["home"]),
            domain=tuple(data["domain"]),
            industry=tuple(data["industry"]),
            size=tuple(data["size"]),
            verified=bool(data["verified"]),
            free=bool(data["free"]),
            sort=data["sort"] or "relevance",
        )

    def filter_queryset(self, queryset: QuerySet[Supplier]) -> QuerySet[Supplier]:
        """The suppliers of the wish in its order."""
        return search.found(self.wish(), queryset)


def _followed(data: Any) -> Any:
    """The data with former provinces replaced by what they are today, where that is one."""
    if not isinstance(data, QueryDict):
        return data
    day, changed = timezone.localdate(), None
    for name in ("region", "home"):
        codes = data.getlist(name)
        followed = list(dict.fromkeys(today_code(code, day) for code in codes))
        if followed != codes:
            changed = changed if changed is not None else data.copy()
            changed.setlist(name, followed)
    return data if changed is None else changed


def forgiving(data: QueryDict) -> tuple[QueryDict, list[str]]:
    """The query of an address without what nothing can be made of, and a sentence on each thing left out.

    An old link, a merged region or a slip of the fingers should still lead to suppliers.
    """
    kept = QueryDict(mutable=True)
    said = list(_explained(data))
    known: dict[str, dict[str, Any]] = {
        "region": dict(provinces()),
        "home": dict(provinces()),
        "domain": dict(domains()),
        "industry": dict(industries()),
        "size": dict(sizes()),
        "verified": {"1": ""},
        "free": {"1": ""},
        "sort": dict(SORTS),
    }
    followed = _followed(data)
    for name, choices in known.items():
        values = list(dict.fromkeys(followed.getlist(name)))
        good = [value for value in values if value in choices]
        if name not in ("region", "home"):
            said += [
                _("“%(value)s” is not one of the choices and was left out.") % {"value": tidy(value)[:30]}
                for value in values
                if value and value not in choices
            ]
        if good:
            kept.setlist(name, good)
    if q := tidy(data.get("q", "")):
        kept["q"] = q
    return kept, list(dict.fromkeys(said))[:5]


def wish_of(kept: QueryDict) -> search.Wish:
    """What the query of `forgiving` asks for: the same as the form's wish, of values known to be good."""
    return search.Wish(
        day=timezone.localdate(),
        q=kept.get("q", ""),
        region=tuple(kept.getlist("region")),
        home=tuple(kept.getlist("home")),
        domain=tuple(kept.getlist("domain")),
        industry=tuple(kept.getlist("industry")),
        size=tuple(kept.getlist("size")),
        verified="verified" in kept,
        free="free" in kept,
        sort=kept.get("sort") or "relevance",
    )


def _explained(data: QueryDict) -> Iterator[str]:
    day, spoken = timezone.localdate(), language()
    for code in dict.fromkeys([*data.getlist("region"), *data.getlist("home")]):
        if not code:
            continue
        found = REGIONS.resolve(code[:20], day, Level.SIDO)
        if isinstance(found, Unknown):
            yield _("“%(value)s” is no region and was left out.") % {"value": tidy(code)[:30]}
        elif isinstance(found, Ambiguous) or found.moved_from is not None:
            yield explain(found, spoken)
