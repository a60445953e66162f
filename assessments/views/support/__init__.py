"""Pages of the programme administrator: rules of support, written, tried on present results, published."""

from assessments.views.support.deciding import support_discard, support_publish, support_withdraw
from assessments.views.support.showing import support_list, support_rules
from assessments.views.support.writing import support_edit, support_new

__all__ = [
    "support_discard",
    "support_edit",
    "support_list",
    "support_new",
    "support_publish",
    "support_rules",
    "support_withdraw",
]
