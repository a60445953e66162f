"""The table as it is printed."""

from collections.abc import Sequence

from tests.bench.row import Row

HEAD = ("act", "measured", "limit", "", "p50 ms", "p95 ms", "floor ms", "queries", "note")


def cells(row: Row) -> tuple[str, ...]:
    """A line's cells."""
    sign = "≥" if row.at_least else "≤"
    queries = "" if row.queries is None else str(row.queries)
    if row.most_queries is not None:
        queries += f" (≤ {row.most_queries})"
    judged = row.limit is not None or row.most_queries is not None
    return (
        row.act,
        f"{_number(row.figure)} {row.unit}".strip(),
        "" if row.limit is None else f"{sign} {_number(row.limit)}",
        ("met" if row.is_met else "MISSED " + ", ".join(row.misses())) if judged else "",
        _number(row.p50),
        _number(row.p95),
        _number(row.floor),
        queries,
        row.note,
    )


def table(rows: Sequence[Row]) -> str:
    """All lines, the columns in line."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    written.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(written)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if (value == int(value) and abs(value) >= 1) or value == 0:
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
