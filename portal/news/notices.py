"""What companies are told about the use of their results, and technoparks about their day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.notices import SHARING
from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, register
from core.notices.topics import Topic

NAMES = 5
"""So many companies a notice names; of the rest it gives the number."""
DESK = Topic(
    "desk",
    _("News of our region, once a day"),
    _("New and withdrawn results, new reports, and files that have to be destroyed."),
    kinds=frozenset({Organisation.TECHNOPARK.value}),
)
OPENED = Kind(
    "result_opened",
    _("%(who)s opened your result"),
    _("Somebody there read it for the first time on %(day)s. You see every look in your records."),
    _("See who looked"),
    topic=SHARING,
)
EXPORTED = Kind(
    "rows_exported",
    _("%(who)s took a list with your company out as a file"),
    _("The reason given: “%(reason)s”. The file has to be destroyed by %(until)s at the latest."),
    _("See who looked"),
    topic=SHARING,
)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMES])
    more = len(names) - NAMES
    return _now("%(names)s and %(n)d more") % {"names": shown, "n": more} if more > 0 else shown


def day_text(params: Mapping[str, Any]) -> str:
    """The day in sentences, only those that have something to say; what has to be done comes first."""
    said = []
    if copies := params.get("copies") or []:
        said.append(
            _now("Delete the rows of these companies from the files you exported: %(names)s.")
            % {"names": _listed(copies)}
        )
    if n := params.get("due") or 0:
        said.append(
            ngettext(
                "%(n)d exported file has to be destroyed by %(until)s.",
                "%(n)d exported files have to be destroyed, the first by %(until)s.",
                n,
            )
            % {"n": n, "until": params.get("until") or "—"}
        )
    if names := params.get("shared") or []:
        said.append(
            ngettext(
                "Newly shared with you: %(names)s (%(n)d company).",
                "Newly shared with you: %(names)s (%(n)d companies).",
                len(names),
            )
            % {"names": _listed(names), "n": len(names)}
        )
    if names := params.get("withdrawn") or []:
        said.append(
            ngettext(
                "No longer shared with you: %(names)s (%(n)d company).",
                "No longer shared with you: %(names)s (%(n)d companies).",
                len(names),
            )
            % {"names": _listed(names), "n": len(names)}
        )
    if n := params.get("reports") or 0:
        said.append(
            ngettext(
                "%(n)d new report in your region.",
                "%(n)d new reports in your region.",
                n,
            )
            % {"n": n}
        )
    if n := params.get("waiting") or 0:
        said.append(ngettext("In all %(n)d result waits.", "In all %(n)d results wait.", n) % {"n": n})
    return " ".join(said)


DAY = Kind("desk_day", _("%(park)s: news of %(day)s"), day_text, _("Open the regional list"), topic=DESK)


def register_notices() -> None:
    """Make them known; called when the app is ready."""
    register(OPENED, EXPORTED, DAY)
