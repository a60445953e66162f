"""The floor of every page: the two kinds of view, refusals, components."""

from core.web.refusal import Refused
from core.web.request import actor_of
from core.web.views import change, page, page_or_change

__all__ = ["Refused", "actor_of", "change", "page", "page_or_change"]
