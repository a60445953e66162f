"""Working days in Korea: no Saturdays, Sundays and public holidays."""

from core.working_days.calendar import KNOWN_UNTIL, after, is_working_day

__all__ = ["KNOWN_UNTIL", "after", "is_working_day"]
