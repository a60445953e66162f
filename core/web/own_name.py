"""The name a person gives to something of its own: filters, a search."""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.lines import one_line
from core.web.refusal import Refused

LONGEST = 40
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
Rows = TypeVar("Rows", bound=QuerySet[Any])


def own_name(typed: str, *, missing: str) -> str:
    """The name on one line. Refused `name-missing` with that sentence, and `name-too-long` over 40."""
    said = one_line(typed)
    if not said:
        raise Refused(missing, code="name-missing", field="name")
    if len(said) > LONGEST:
        raise Refused(
            _("A name has at most %(most)s characters.") % {"most": LONGEST},
            code="name-too-long",
            field="name",
        )
    return said


def named(rows: Rows, name: str) -> Rows:
    """The rows of this name, by the comparison of the database's own constraint: small letters."""
    return rows.alias(small=Lower("name")).filter(small=Lower(Value(name)))


def hold(by: Actor, what: str) -> None:
    """Let the person's other requests about these names wait until the transaction ends: what is counted or
    found missing stays so."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [f"{what}:{by.user_id}"])
