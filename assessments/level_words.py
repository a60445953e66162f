"""What a plant on a level of the Korean ladder does, in words."""

from django.utils.translation import gettext as _

CAPABILITY = "capability"
"""The scheme whose six levels have words here; another scheme's levels are described by their bounds."""


def capability(level: int) -> str:
    """What a plant does on a level of the Korean ladder (0-5); empty for another number."""
    return {
        0: _("Records are kept by hand or not at all. No system is in use."),
        1: _("Results are checked afterwards, on paper or in spreadsheets."),
        2: _("Work is recorded in a system and can be seen on the same day."),
        3: _("Data arrive by themselves, and a deviation starts an action at once."),
        4: _("Analysis and forecasts decide, and the functions work together."),
        5: _("The system decides and adjusts by itself. People handle exceptions."),
    }.get(level, "")
