"""The lines of the table: each a module with `run(scale)` that gives its rows."""

LINES = {
    name: f"tests.bench.lines.{name}"
    for name in (
        "save",
        "question",
        "submit",
        "regional",
        "rank",
        "score",
        "report",
    )
}
"""Every line by name, in the order of the table."""
