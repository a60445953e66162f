"""What the holder of a link keeps after handing their part back: who was told what, and what is open."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.reporting import told_of
from assessments.models import Delegation
from assessments.queries import Overview, given_by_others
from assessments.scoring import Progress
from assessments.views.desk import Desk
from assessments.views.link_messages import Message
from assessments.views.wording import company_of, counts, sender_of, text
from core.web.components import Problem, Row
from core.web.wording import SEOUL, date_text, datetime_text


def receipt_of(view: Overview, found: Delegation, progress: Progress) -> list[Row]:
    """Who was told what and when, as it happened, and what happens next; also once it is submitted."""
    sender, notices = sender_of(found), told_of(found)
    if any(each.mailed_to for each in notices):
        told = _("%(name)s, by a notice in the portal and by mail")
    else:
        told = _("%(name)s, by a notice in the portal") if notices else _("%(name)s, in the list")
    rows = [
        Row(_("Told to"), told % {"name": sender}),
        Row(_("Told at"), datetime_text(found.reported_at)),
        Row(_("Answered"), counts(progress)),
        Row(_("Of these, answered by others"), of_others(view, found)),
        Row(_("What follows"), _what_follows(view, sender)),
        Row(_("If you change an answer"), _while_open(view, found)),
        Row(_("Number of this receipt"), receipt_number(found)),
    ]
    return [row for row in rows if row.value]


def _what_follows(view: Overview, sender: str) -> str:
    if view.session.submitted_at:
        said = _("The diagnostic was submitted on %(at)s, with your answers.")
        return said % {"at": datetime_text(view.session.submitted_at)}
    return _("Your answers are read by %(name)s and submitted with the rest.") % {"name": sender}


def _while_open(view: Overview, found: Delegation) -> str:
    """Until when an answer can be changed; nothing once the diagnostic is submitted."""
    if view.session.submitted_at:
        return ""
    said = _(
        "You can until the diagnostic is submitted, at the latest until the end of %(day)s. "
        "Then say again that you are done."
    )
    return said % {"day": date_text(found.ends_at)}


def of_others(view: Overview, found: Delegation) -> str:
    """How many answers of the part did not come by this link; empty for none (one query)."""
    count = len(given_by_others(view, found))
    return (
        ngettext("%(n)s answered question", "%(n)s answered questions", count) % {"n": count} if count else ""
    )


def receipt_number(found: Delegation) -> str:
    """By what number the holder and the owner speak of the same receipt: of the link, and of the day and
    minute in Seoul at which it was handed back; handed back again, it is another."""
    at = found.reported_at
    return str(found.pk)[:8].upper() + (f"-{at.astimezone(SEOUL):%m%d%H%M}" if at else "")


def sheet_of(desk: Desk, view: Overview, found: Delegation) -> list[Row]:
    """Whose answers a sheet shows, to which diagnostic and for whom, as it is printed."""
    rows = [
        (_("Answered by"), found.name),
        (_("Diagnostic"), text(view.framework.title)),
        (_("Parts"), ", ".join(text(node.title) for node in desk.modules(view.framework))),
        (_("Company"), company_of(found)),
        (_("Sent by"), found.sender),
        (_("Link opened"), datetime_text(found.taken_at)),
    ]
    return [Row(label, value) for label, value in rows if value]


def kept(desk: Desk, view: Overview, found: Delegation, progress: Progress) -> Message:
    """The receipt as a text, to be copied or mailed to oneself."""
    modules = ", ".join(text(node.title) for node in desk.modules(view.framework))
    done = _("Handed back with open questions") if progress.unanswered else _("You are done")
    title = f"{done}: {text(view.framework.title)} · {modules}"
    lines = [title, *(f"{row.label}: {row.value}" for row in receipt_of(view, found, progress))]
    return Message(title, "\n".join(lines))


def open_ones(desk: Desk, view: Overview, progress: Progress) -> list[Problem]:
    """The questions that are open, each leading to its place."""
    framework = view.framework
    return [
        Problem(
            text(framework.items[code].question), f"{desk.module_url(framework.parents[code].code)}#{code}"
        )
        for code in progress.unanswered
    ]
