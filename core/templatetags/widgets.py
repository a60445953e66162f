"""Options of selects and facets, written in one go: a template is read once an option and attribute."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.web.components import FacetOption

register = template.Library()
Group = tuple[str | None, Iterable[Mapping[str, Any]], int]


@register.simple_tag
def options(groups: Iterable[Group]) -> SafeString:
    """`{% options widget.optgroups %}`: the same HTML as Django's template writes."""
    return SafeString("".join(_group(name, choices) for name, choices, _index in groups))


@register.simple_tag
def attributes_of(attrs: Mapping[str, Any]) -> SafeString:
    """`{% attributes_of widget.attrs %}`: True is a name alone, False nothing."""
    return SafeString(_attributes(attrs))


@register.simple_tag
def facet_links(options: Iterable[FacetOption]) -> SafeString:
    """The values of a facet as items of a list, each a link; a chosen one says so."""
    chosen = format_html('<span class="visually-hidden"> ({})</span>', _("chosen, press to take away"))
    current = SafeString(' aria-current="true"')
    return format_html_join(
        "",
        '<li><a href="{}"{}><span>{}{}</span><span class="facet__count">{}</span></a></li>',
        (
            (each.url, current, each.label, chosen, each.count)
            if each.current
            else (each.url, "", each.label, "", each.count)
            for each in options
        ),
    )


def _group(name: str | None, choices: Iterable[Mapping[str, Any]]) -> str:
    written = "".join(map(_option, choices))
    return f'<optgroup label="{conditional_escape(name)}">{written}</optgroup>' if name else written


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )
