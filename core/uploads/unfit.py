"""Why a file is not taken, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.web.refusal import Refused

WHY: dict[str, str | Promise] = {
    "none": _("Choose a file first, then press the button."),
    "many": _("Not looked at: at most 10 files at once. Choose it again."),
    "empty": _("The file is empty. Choose another one."),
    "large": _("The file is larger than 10 MB. Make it smaller, or take only the pages that show it."),
    "unknown": _(
        "This kind of file cannot be taken, whatever its name says. Give a PDF, a picture (JPEG, PNG, WebP),"
        " an Office file (docx, xlsx, pptx) or a Hangul document (hwp, hwpx)."
    ),
    "old-office": _(
        "Files of old Office versions (doc, xls, ppt) cannot be taken. Save it as docx, xlsx, pptx or PDF."
    ),
    "damaged": _("The file is damaged or was cut off. Open it once on your device, and choose it again."),
    "locked": _("The file is locked with a password. Save it without one and choose it again."),
    "macro": _("The file holds a macro or a script. Save it without, or as PDF, and choose it again."),
    "attached": _("The PDF has other files inside it. Print it anew as PDF and choose that one."),
    "unread": _(
        "Parts of the PDF are packed so that we cannot look into them. Print it anew as PDF and choose that"
        " one."
    ),
    "unpacks": _("The file unpacks to far more than its size. It cannot be taken; save it as PDF."),
    "pixels": _("The picture is larger than 40 million pixels. Make it smaller and choose it again."),
    "infected": _("The virus scanner found something in the file, so it was not stored. Check your device."),
    "scanner-away": _(
        "The virus scanner does not answer just now, so the file was not stored. Try again in a few minutes."
    ),
}


def unfit(code: str) -> Refused:
    """The refusal of a file for this reason; nothing of it was stored."""
    status = 503 if code == "scanner-away" else 422
    return Refused(str(WHY[code]), code=code, field="file", status=status)
