"""Builds the components that need a form or a page of rows."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm, BoundField, ChoiceField, Field
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.hangul import with_particle
from core.web.components import ErrorSummary, PageLink, Pagination, Problem

_WIDTHS = {"": "", "s": "width-s", "m": "width-m"}


def field_width(width: str) -> str:
    """The class for a field of this width. KeyError for anything but "", "s" and "m"."""
    return _WIDTHS[width]


def error_summary(forms: Sequence[BaseForm]) -> ErrorSummary:
    """The problems of bound forms in the order of their fields, those of the whole form first."""
    problems: list[Problem] = []
    for form in forms:
        if not form.is_bound:
            continue
        problems += [Problem(str(message)) for message in form.non_field_errors()]
        for field in form:
            target = field.id_for_label or field.auto_id
            problems += [
                Problem(_said(field, str(message)), f"#{target}" if target else "")
                for message in field.errors
            ]
    return ErrorSummary(problems)


def _said(field: BoundField, message: str) -> str:
    """The label before its message; a label that is a sentence or a question already ends with its mark.

    Of a field that was left out the sentence itself names it.
    """
    label = str(field.label)
    named = left_out(field.field)
    if named and message in (str(Field.default_error_messages["required"]), named):
        return named
    return f"{label} {message}" if label.endswith((".", "?")) else f"{label}: {message}"


def left_out(field: Field) -> str:
    """That the field was left out, in a sentence that names it; empty where its label is a sentence."""
    label = str(field.label)
    if label.endswith((".", "?")):
        return ""
    korean = (get_language() or "ko").startswith("ko")
    said = _("Choose %(name)s.") if isinstance(field, ChoiceField) else _("Fill in %(name)s.")
    return said % {"name": with_particle(label, "을/를") if korean else label}


def name_left_out(form: BaseForm) -> None:
    """Let every field of a form that was left out say at its place the sentence of the summary."""
    for field in form.fields.values():
        if field.required and (said := left_out(field)):
            field.error_messages["required"] = said


def pagination(page: Page[Any], query: QueryDict, parameter: str = "page") -> Pagination:
    """Links around the page: first, last, two neighbours each side, gaps between."""

    def url(number: int) -> str:
        changed = query.copy()
        changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    total, here = page.paginator.num_pages, page.number
    wanted = sorted({1, total, *range(max(1, here - 2), min(total, here + 2) + 1)})
    links: list[PageLink] = []
    for number in wanted:
        before = links[-1].number if links else None
        if before is not None and number - before == 2:
            links.append(PageLink(number - 1, url(number - 1)))
        elif before is not None and number - before > 2:
            links.append(PageLink(None))
        links.append(PageLink(number, url(number), number == here))
    return Pagination(
        links=links if total > 1 else [],
        first=page.start_index(),
        last=page.end_index(),
        count=page.paginator.count,
        previous_url=url(here - 1) if page.has_previous() else "",
        next_url=url(here + 1) if page.has_next() else "",
    )
