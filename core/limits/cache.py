"""The cache of all processes, in PostgreSQL: what allauth counts attempts in and remembers used codes by."""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

_FOREVER = 10 * 366 * 86_400.0
"""Seconds of what has no timeout."""
_SET = """
INSERT INTO core_cache AS c (key, value, ends_at)
VALUES (%s, %s, statement_timestamp() + make_interval(secs => %s))
ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
"""
_ADD = f"{_SET} WHERE c.ends_at <= statement_timestamp()"
_TOUCH = """
UPDATE core_cache SET ends_at = statement_timestamp() + make_interval(secs => %s)
WHERE key = %s AND ends_at > statement_timestamp()
"""


class SharedCache(BaseCache):
    """A Django cache in one unlogged table. Values are JSON, so that reading one can never run code.

    `add` is one atomic statement, which allauth's locks rest on. Expired rows are removed once a day.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """Store the value unless there is one; whether it was stored."""
        return self._put(_ADD, key, value, timeout, version) == 1

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value, or `default`."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT value FROM core_cache WHERE key = %s AND ends_at > statement_timestamp()",
                [self.make_and_validate_key(key, version=version)],
            )
            row = cursor.fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """Store the value; a timeout of None keeps it."""
        self._put(_SET, key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """Let a value live on; whether there is one."""
        made = self.make_and_validate_key(key, version=version)
        return self._run(_TOUCH, [self._seconds(timeout), made]) == 1

    def delete(self, key: Any, version: Any = None) -> bool:
        """Forget a value; whether there was one."""
        made = self.make_and_validate_key(key, version=version)
        return self._run("DELETE FROM core_cache WHERE key = %s", [made]) == 1

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM core_cache", [])

    def _put(self, sql: str, key: Any, value: Any, timeout: Any, version: Any) -> int:
        made = self.make_and_validate_key(key, version=version)
        return self._run(sql, [made, json.dumps(value), self._seconds(timeout)])

    def _seconds(self, timeout: Any) -> float:
        given = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return _FOREVER if given is None else float(given)

    def _run(self, sql: str, values: list[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)
