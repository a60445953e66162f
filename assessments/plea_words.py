"""What somebody asks of the owner of a link, in the reader's language, with the place to decide it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.queries.pleas import Plea
from core.web.wording import datetime_text, honoured


@dataclass(frozen=True, slots=True)
class PleaLine:
    """Who asks what, since when, and where it is decided."""

    title: str
    body: str
    url: str


def plea_line(plea: Plea) -> PleaLine:
    """As the owner's home, the draft and its links say it."""
    said = {
        "name": honoured(plea.link.name),
        "parts": ", ".join(node.title.of(get_language() or "ko") for node in plea.parts),
        "at": datetime_text(plea.asked_at),
    }
    title = _("%(name)s asks you to open the ended link again") if plea.is_over else ""
    title = title or _("%(name)s asks to answer in another browser")
    url = reverse("assessments:delegation", args=[plea.link.session_id, plea.link.pk])
    return PleaLine(title % said, _("Part: %(parts)s. Asked on %(at)s.") % said, f"{url}#asked")
