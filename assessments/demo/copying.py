"""Rows by the thousand, streamed into PostgreSQL."""

from collections.abc import Iterable
from typing import Any

from django.db import connection


def insert(table: str, columns: str, lines: Iterable[tuple[Any, ...]], *, keep: bool = False) -> None:
    """COPY into a temporary table, then INSERT: PostgreSQL copies into no table with row-level security.

    `keep` leaves rows that are there already as they are.
    """
    temporary = f'CREATE TEMP TABLE bulk ON COMMIT DROP AS SELECT {columns} FROM "{table}" WITH NO DATA'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(temporary)
        with cursor.copy(f"COPY bulk ({columns}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        known = " ON CONFLICT DO NOTHING" if keep else ""
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM bulk{known}')  # noqa: S608
        cursor.execute("DROP TABLE bulk")
