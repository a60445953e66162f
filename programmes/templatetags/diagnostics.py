"""Names of diagnostics in templates."""

from django import template

from programmes.queries import title_of

register = template.Library()
register.filter("diagnostic", title_of)
