"""Sums of weights in words: the same sentence in the list, at the field, before publishing and in the API."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.authoring.advising import WeightSum
from assessments.scoring import Node
from assessments.scoring.number import shown


def sum_sentence(node: Node, held: WeightSum) -> str:
    """ "The weights in “Strategy” come to 105, not to 100."; of an area whose sum should be something."""
    words = {
        "name": node.title.of(get_language() or "ko"),
        "sum": f"{shown(held.held, 2):,f}",
        "meant": f"{shown(held.meant or held.held, 2):,f}",
    }
    return _("The weights in “%(name)s” come to %(sum)s, not to %(meant)s.") % words
