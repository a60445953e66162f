"""The lines of the table: each a module with `run(scale)` that gives its rows."""

LINES = {
    name: f"tests.bench.lines.{name}"
    for name in (
        "save",
        "question",
        "submit",
        "search",
        "regional",
        "rank",
        "plan",
        "score",
        "benchmark",
        "report",
        "api",
        "lists",
        "sustained",
    )
}
"""Every line by name, in the order of the table."""
