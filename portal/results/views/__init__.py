"""Pages of results."""

from portal.results.views.barriers import barriers, barriers_take_back
from portal.results.views.benchmark import benchmark
from portal.results.views.bridging import bridge
from portal.results.views.changing import change_over_time
from portal.results.views.files import spreadsheet
from portal.results.views.investing import investment, investment_add, investment_remove
from portal.results.views.listing import results
from portal.results.views.parts import answers, method, plan, suppliers
from portal.results.views.recommending import recommend
from portal.results.views.result import result
from portal.results.views.sharing import share, withdraw
from portal.results.views.support import support
from portal.results.views.why import why

__all__ = [
    "answers",
    "barriers",
    "barriers_take_back",
    "benchmark",
    "bridge",
    "change_over_time",
    "investment",
    "investment_add",
    "investment_remove",
    "method",
    "plan",
    "recommend",
    "result",
    "results",
    "share",
    "spreadsheet",
    "suppliers",
    "support",
    "why",
    "withdraw",
]
