"""The owner's wish in a plan's address, and the drawing of the plan."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.money import SalesField
from assessments.planning import MOST, Wish, catalogue_of, targets, usual_wish
from assessments.planning.catalogue import UNIT
from core.limits import Limit
from core.web.charts import Roadmap, RoadmapItem
from core.web.wording import months_text, won
from portal.reports.build import Basis
from portal.reports.build.plan_words import level_title
from portal.reports.build.wording import scaled
from portal.reports.content import ReportContent
from portal.reports.planned import Phase

PLANS = Limit("plan", most=40, seconds=60)
"""Plans a person asks for: one takes a second of a processor, and the web has few of them."""


class MoneyField(SalesField):
    """Money in won, typed in units of 10,000 won or in words; at most what a plan reckons with."""

    def clean(self, value: object) -> int | None:
        """Whole won, 0 for nothing. ValidationError for more than there can be."""
        found = super().clean(value)
        if found is not None and found > MOST:
            raise forms.ValidationError(self.error_messages["much"], code="much")
        return found or 0


class PlanForm(forms.Form):
    """How much money and how far. What is left out stands for what is usual."""

    own = MoneyField(
        label=gettext_lazy("Own money"),
        help_text=gettext_lazy("In units of 10,000 won. 5,000 is 50 million won."),
        required=False,
    )
    rate = forms.IntegerField(
        label=gettext_lazy("Share a grant pays (%)"),
        help_text=gettext_lazy("0 without a grant. Many programmes pay half."),
        min_value=0,
        max_value=100,
        required=False,
    )
    ceiling = MoneyField(
        label=gettext_lazy("Most a grant pays"),
        help_text=gettext_lazy("In units of 10,000 won."),
        required=False,
    )
    target = forms.TypedChoiceField(label=gettext_lazy("Goal"), coerce=int, empty_value=None, required=False)
    hide_optional = True

    def __init__(self, basis: Basis, query: QueryDict) -> None:
        usual = usual_wish(basis.outcome, catalogue_of(basis.framework), basis.size)
        shown = {
            "own": f"{usual.own // UNIT:,}",
            "rate": str(usual.rate),
            "ceiling": f"{usual.ceiling // UNIT:,}",
            "target": str(usual.target or ""),
        }
        super().__init__({name: query.get(name, value) for name, value in shown.items()})
        self.usual = usual
        self.asked = frozenset(query)
        levels = targets(basis.outcome)
        choices = [(str(level), level_title(basis.outcome, level)) for level in levels]
        self.fields["target"].choices = choices or [("", _("As many points as possible"))]  # type: ignore[attr-defined]
        self.fields["target"].widget.attrs["aria-describedby"] = "id_target_wrong"
        for name, limit, step in (("own", 50_000, 500), ("rate", 100, 5), ("ceiling", 50_000, 500)):
            self.fields[name].widget.attrs |= {
                "inputmode": "numeric", "autocomplete": "off", "data-slides": f"0 {limit} {step}",
                "aria-describedby": f"id_{name}_helptext id_{name}_wrong",
            }  # fmt: skip

    @property
    def is_assumed(self) -> bool:
        """Whether nobody named the own money."""
        return "own" not in self.asked

    def wish(self) -> Wish:
        """What was asked for; a field that cannot be read counts as usual, and says so beside it."""
        self.is_valid()
        data = self.cleaned_data
        return Wish(
            own=data.get("own", self.usual.own),
            rate=data["rate"] or 0 if "rate" in data else self.usual.rate,
            ceiling=data.get("ceiling", self.usual.ceiling),
            target=data.get("target", self.usual.target),
        )


def plan_chart(content: ReportContent, phases: tuple[Phase, ...]) -> Roadmap | None:
    """The steps over the months; None for a plan without steps."""
    items = [
        RoadmapItem(
            label=action.title,
            start=action.from_month or 0,
            end=action.to_month or 0,
            note=f"{won(action.price)} · +{scaled(action.lift, content.standing.maximum)}",
            when=months_text(action.from_month or 0, action.to_month or 0),
        )
        for phase in phases
        for action in phase.actions
    ]
    if not items:
        return None
    return Roadmap(
        title=_("The steps over the months"),
        items=items,
        phases=[(phase.from_month, months_text(phase.from_month, phase.to_month)) for phase in phases],
        months=max(phase.to_month for phase in phases),
        id="plan-chart",
    )
