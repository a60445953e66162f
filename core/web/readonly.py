"""Keeps a page from writing: only SELECT passes, and inserts into the tables that record looking.

A look may owe a job as well: the company is told of the first one.
"""

import re
from collections.abc import Callable
from typing import Any

_READ = re.compile(r"^\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|WITH|DECLARE|FETCH|CLOSE)\b", re.I)
_DOOR = re.compile(
    r'^\s*INSERT INTO "(core_accessrecord|core_job|django_session|matching_recommendation'
    r'|matching_suppliersnapshot|matching_poolsnapshot)"'
)


class PageWrote(RuntimeError):
    """A GET tried to change the database: a bug in the page, not in the request."""


def readonly(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A `connection.execute_wrapper`: PageWrote for anything but reading and the insert-only door."""
    statement = str(sql)
    if not _READ.match(statement) and not _DOOR.match(statement):
        raise PageWrote(statement[:120])
    return execute(sql, params, many, context)
