"""How often something may be done: counted in PostgreSQL, so that every process counts the same."""

from core.limits.counting import Limit, spend, used_up
from core.limits.mail import spend_mail

__all__ = ["Limit", "spend", "spend_mail", "used_up"]
