"""The name a person gives to something of its own: filters, a search."""

from django.utils.translation import gettext as _

from core.web.refusal import Refused

LONGEST = 40


def own_name(typed: str, *, missing: str) -> str:
    """The name in single spaces. Refused `name-missing` with that sentence, and `name-too-long` over 40."""
    said = " ".join(typed.replace("\x00", "").split())
    if not said:
        raise Refused(missing, code="name-missing", field="name")
    if len(said) > LONGEST:
        raise Refused(
            _("A name has at most %(most)s characters.") % {"most": LONGEST},
            code="name-too-long",
            field="name",
        )
    return said
