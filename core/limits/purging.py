"""Forgets counters and cached values whose time is over."""

from django.db import connection


def purge_expired() -> int:
    """How many were forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_limit WHERE ends_at <= statement_timestamp()")
        counters = cursor.rowcount
        cursor.execute("DELETE FROM core_cache WHERE ends_at <= statement_timestamp()")
        return int(counters + cursor.rowcount)
