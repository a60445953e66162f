"""Counters in PostgreSQL. A window begins with the first use; PostgreSQL's clock decides when it is over.

The table is unlogged: counting costs no write to the log, and a crash of the server only forgets the counts.
Whom a counter counts is stored as a keyed hash, never as an address.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

_SPEND = """
INSERT INTO core_limit AS l (key, used, ends_at)
SELECT key, 1, statement_timestamp() + make_interval(secs => seconds)
FROM unnest(%s::text[], %s::integer[]) AS given (key, seconds) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
  used = CASE WHEN l.ends_at <= statement_timestamp() THEN 1 ELSE least(l.used + 1, 1000000) END,
  ends_at = CASE WHEN l.ends_at <= statement_timestamp() THEN excluded.ends_at ELSE l.ends_at END
RETURNING key, used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::integer
"""
_LOOK = """
SELECT key, used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::integer
FROM core_limit WHERE key = ANY(%s) AND ends_at > statement_timestamp()
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` uses in a window of `seconds`; `name` tells its counters from those of other limits."""

    name: str
    most: int
    seconds: int

    def key(self, whom: str) -> str:
        """Where the uses by `whom` are counted."""
        told = f"{self.name}:{whom}".encode()
        digest = hmac.new(str(settings.SECRET_KEY).encode(), told, hashlib.sha256).hexdigest()
        return f"{self.name}:{digest[:32]}"


def spend(*uses: tuple[Limit, str]) -> int:
    """Count one use against each limit; the seconds to wait, 0 when this use was still within all of them.

    Atomic among all processes. Inside a transaction the count stands or falls with it.
    """
    return _waiting(_SPEND, uses, beyond=1)


def used_up(*uses: tuple[Limit, str]) -> int:
    """The seconds until one more use is within all limits, without counting one; 0 for now."""
    return _waiting(_LOOK, uses, beyond=0)


def neighbourhood(address: str) -> str:
    """What counts as one address: itself, and for IPv6 its /64, of which a caller has every part."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.IPv6Network((known, 64), strict=False).network_address)
    return str(known)


def _waiting(sql: str, uses: Sequence[tuple[Limit, str]], *, beyond: int) -> int:
    limits = {limit.key(whom): limit for limit, whom in uses}
    values: list[Any] = [list(limits)]
    if beyond:
        values.append([limit.seconds for limit in limits.values()])
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    waits = [max(left, 1) for key, used, left in rows if used + 1 - beyond > limits[key].most]
    return max(waits, default=0)
