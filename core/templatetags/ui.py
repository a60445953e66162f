"""Template tags of the typed components, and the filters that write Korean well."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.hangul import with_particle
from core.web import charts, components, icons, slope, spread, wording
from core.web.listing import error_summary, field_width, pagination

register = template.Library()


@register.simple_tag
def ui_icon(name: str) -> SafeString:
    """`{% ui_icon "download" %}`: an icon of core.web.icons, decoration only."""
    return icons.icon(name)


@register.simple_tag
def ui_button(label: str, **options: Any) -> SafeString:
    """`{% ui_button _("Save") %}`: see components.Button for `href`, `kind`, `size`, `icon`, `refused`..."""
    data = {key[5:].replace("_", "-"): value for key, value in options.items() if key.startswith("data_")}
    rest = {key: value for key, value in options.items() if not key.startswith("data_")}
    return components.Button(label, **rest).render(data=data)


@register.simple_tag
def ui_field(field: BoundField, width: str = "", optional: bool = True, css: str = "") -> SafeString:
    """A form field, complete: label, hint, control, errors. `width` is "s", "m" or empty for full."""
    context = {"field": field, "width": field_width(width), "show_optional": optional, "css": css}
    return SafeString(get_template("django/forms/field.html").render(context).strip())


@register.simple_tag
def ui_alert(body: str = "", **options: Any) -> SafeString:
    """`{% ui_alert _("Sent.") kind="success" %}`: `title`, `kind`, `href` + `action`, `live`."""
    return components.Alert(body, **options).render()


@register.simple_tag
def ui_badge(label: str, kind: components.BadgeKind = "plain") -> SafeString:
    """`{% ui_badge _("Verified") "verified" %}`."""
    return components.Badge(label, kind).render()


@register.simple_tag
def ui_due(day: date, today: date | None = None) -> SafeString:
    """`{% ui_due row.due_on %}`: the day with the days left or over, counted from today in Seoul."""
    return components.Due(day, today or timezone.localdate()).render()


@register.simple_tag
def ui_tier(tier: str, label: str = "") -> SafeString:
    """The tier's badge, "basic" or "advanced"; the label defaults to the tier's name."""
    return components.Badge(label or wording.tier_name(tier), wording.tier_kind(tier)).render()


@register.simple_tag
def ui_error_summary(*forms: BaseForm | None) -> SafeString:
    """All problems of the forms, each a link to its field; nothing when there are none."""
    summary = error_summary([form for form in forms if form is not None])
    return summary.render() if summary.problems else SafeString("")


@register.simple_tag
def ui_problems(problems: Sequence[components.Problem]) -> SafeString:
    """An error summary from lines of one's own, such as the gaps that stop a submission."""
    return components.ErrorSummary(problems).render() if problems else SafeString("")


@register.simple_tag(takes_context=True)
def ui_pagination(
    context: Mapping[str, Any], page: Page[Any], parameter: str = "page", label: str = ""
) -> SafeString:
    """The pages of a Django `Page`, keeping the rest of the query string; `label` when a page has two."""
    request = cast(HttpRequest, context["request"])
    return pagination(page, request.GET, parameter).render(label=label)


@register.simple_tag
def ui_task_list(items: Sequence[components.Task]) -> SafeString:
    """Rows of components.Task."""
    return components.TaskList(items).render()


@register.simple_tag
def ui_progress(done: int, total: int, label: str = "") -> SafeString:
    """`{% ui_progress 12 44 _("Answered") %}`."""
    return components.Progress(done, total, label).render()


@register.simple_tag
def ui_empty(title: str, body: str = "", action: str = "", href: str = "", level: int = 2) -> SafeString:
    """An empty state: what is so, why, what to do."""
    return components.Empty(title, body, action, href, level).render()


@register.simple_tag
def ui_summary_list(rows: Sequence[components.Row]) -> SafeString:
    """Rows of components.Row."""
    return components.SummaryList(rows).render()


@register.simple_tag
def ui_tabs(tabs: Sequence[components.Tab], label: str) -> SafeString:
    """Links between views of one thing; `label` names the navigation for screen readers."""
    return components.Tabs(tabs, label).render()


@register.simple_tag
def ui_facet(title: str, options: Sequence[components.FacetOption]) -> SafeString:
    """One dimension to filter by."""
    return components.Facet(title, options).render()


@register.simple_tag
def ui_stepper(steps: Sequence[components.Step], label: str) -> SafeString:
    """Where one is in a short sequence."""
    return components.Stepper(steps, label).render()


@register.simple_tag
def ui_timeline(steps: Sequence[components.Step]) -> SafeString:
    """Events from top to bottom."""
    return components.Timeline(steps).render()


@register.simple_tag
def ui_question(question: components.Question) -> SafeString:
    """A question with its levels as radio cards."""
    return question.render()


@register.simple_tag
def ui_component(component: components.Component) -> SafeString:
    """Any component that a view has built."""
    return component.render()


@register.simple_tag
def ui_dot_plot(plot: charts.DotPlot) -> SafeString:
    """Mine, target and peers per area, as SVG that fits any width."""
    return SafeString(charts.dot_plot(plot))


@register.simple_tag
def ui_spread(plot: spread.Spread) -> SafeString:
    """How others are spread, and mine among them, as SVG that fits any width."""
    return SafeString(spread.spread_plot(plot))


@register.simple_tag
def ui_slope(plot: slope.Slope) -> SafeString:
    """A value over time with its range, as SVG that fits any width."""
    return SafeString(slope.slope_plot(plot))


@register.simple_tag
def ui_radar(radar: charts.Radar) -> SafeString:
    """A small radar beside the dot plot, never instead of it."""
    return SafeString(charts.radar(radar))


@register.simple_tag
def ui_roadmap(roadmap: charts.Roadmap) -> SafeString:
    """Actions over months, as SVG that fits any width."""
    return SafeString(charts.roadmap(roadmap))


@register.simple_tag
def ui_phone() -> SafeString:
    """The number of a human, as a link that dials."""
    phone = settings.CONTACT_PHONE
    digits = "".join(each for each in phone if each.isdigit() or each == "+")
    return format_html('<a href="tel:{}">{}</a>', digits, phone)


@register.filter
def particle(word: object, pair: str) -> str:
    """`{{ name|particle:"은/는" }}`: the word with the particle that fits; outside Korean the word alone."""
    if not (get_language() or "ko").startswith("ko"):
        return str(word)
    return with_particle(str(word), pair)


@register.filter
def won(amount: int | None) -> str:
    """Won read aloud: 1억 2,300만 원; an em dash for None."""
    return wording.won(amount)


@register.filter
def honoured(name: str) -> str:
    """`{{ name|honoured }}`: "김 과장님"; outside Korean the name alone."""
    return wording.honoured(name)


@register.filter
def kdate(day: date | datetime | None) -> str:
    """`2026. 11. 21.(토)`; instants are shown as the day in Seoul."""
    return wording.date_text(day)


@register.filter
def kdatetime(at: datetime | None) -> str:
    """`2026. 11. 21.(토) 14:03`, in Seoul."""
    return wording.datetime_text(at)


@register.filter
def instant(at: datetime | None) -> str:
    """`2026-11-21T14:03:00+09:00`, for the `datetime` of a `<time>`; whole seconds, as HTML wants them."""
    return at.astimezone(wording.SEOUL).isoformat(timespec="seconds") if at else ""


@register.filter
def ktime(at: datetime | None) -> str:
    """`14:03`, in Seoul."""
    return wording.time_text(at)


@register.filter
def business_number(digits: str | None) -> str:
    """`123-45-67890`; anything else than ten digits is shown as it is."""
    return wording.business_number(digits)


@register.filter
def score(value: Any, places: int = 1) -> str:
    """A number with this many decimals, halves away from zero; an em dash for None, which is not zero."""
    return wording.decimal_text(value, places)


@register.filter
def on_scale(value: Any, maximum: Any) -> str:
    """A score with the decimals its scale asks for: 205 of 1,000, but 1.15 of 5; an em dash for None."""
    return wording.scale_text(value, maximum)


@register.filter
def signed(value: Any, maximum: Any) -> str:
    """A difference on the scale with its sign: "+35", "−120", "0"; an em dash for None."""
    if value is None:
        return wording.NOTHING
    size = wording.scale_text(abs(value), maximum)
    if not value:
        return size
    return f"+{size}" if value > 0 else f"\N{MINUS SIGN}{size}"


@register.filter
def attributes(data: Mapping[str, object]) -> SafeString:
    """`data-*` attributes of a mapping, escaped."""
    return format_html_join("", ' data-{}="{}"', data.items())
