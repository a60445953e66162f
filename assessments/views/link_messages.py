"""What the owner sends along with a link: ready to copy, and as a text message or a mail to be sent."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from assessments.models import Delegation
from assessments.queries import Overview, line_of
from assessments.views.wording import amount_text, company_of, dates_of, text
from core.web.wording import date_text, honoured


@dataclass(frozen=True, slots=True)
class Message:
    """A message with a subject for a mail; what stands before and after the address in it."""

    subject: str
    before: str
    address: str = ""
    after: str = ""

    @property
    def whole(self) -> str:
        """The message as it is copied."""
        return "\n".join(each for each in (self.before, self.address, self.after) if each)

    @property
    def sms(self) -> str:
        """Opens the telephone's text messages with it; the form that Android and iPhone both take."""
        return f"sms:?&body={quote(self.whole)}"

    @property
    def mail(self) -> str:
        """Opens the mail program with it."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.whole)}"


def invitation_message(view: Overview, found: Delegation, address: str) -> Message:
    """What goes along with a link that nobody has opened yet."""
    said = _said(view, found) | {"amount": amount_text(view.framework, line_of(view, found).progress)}
    lines = [
        _("%(name)s, please answer a part of “%(title)s”: %(modules)s.") % said,
        _("%(amount)s, without an account.") % said,
        dates_of(found),
    ]
    signed = " ".join(each for each in (company_of(found), found.sender) if each)
    return Message(_subject(said), "\n".join(lines), address, signed)


def reminder(view: Overview, found: Delegation) -> Message:
    """What brings a colleague back who has opened the link: how much is open, and the way back."""
    open_ones = len(line_of(view, found).progress.unanswered)
    said = _said(view, found) | {"n": open_ones, "limit": date_text(found.limit)}
    if open_ones:
        first = _("%(name)s, of “%(modules)s” questions still open: %(n)s.") % said
    else:
        first = _("%(name)s, “%(modules)s” is answered. Please check it and say that you are done.") % said
    lines = [
        first,
        _("Open the link that I sent you again, in the same app. Your answers are kept. Until %(limit)s.")
        % said,
    ]
    return Message(_subject(said), "\n".join(lines), "", found.sender)


def _said(view: Overview, found: Delegation) -> dict[str, object]:
    modules = [text(node.title) for node in view.framework.modules if node.code in found.modules]
    return {"name": honoured(found.name), "title": text(view.framework.title), "modules": ", ".join(modules)}


def _subject(said: dict[str, object]) -> str:
    return _("A part of “%(title)s” for %(name)s") % said
