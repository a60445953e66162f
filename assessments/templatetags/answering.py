"""Filters that write values into htmx attributes."""

import json
from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def as_json(values: Mapping[str, object]) -> str:
    """The values as JSON, for `hx-vals`; the template escapes it."""
    return json.dumps(values, ensure_ascii=False)


@register.filter
def keys(values: Mapping[str, object]) -> str:
    """The names alone, for `hx-params`."""
    return ",".join(values)
