"""Filters that name codes, `{{ result.sigungu|place }}` and the like, and institutions."""

from django import template

from core.web import naming

register = template.Library()
register.filter("place", naming.place_name)
register.filter("industry", naming.industry_name)
register.filter("size_class", naming.size_name)
register.filter("domain", naming.domain_name)
register.filter("institution", naming.institution_name)
