"""The answers of many sessions at once, for whoever scores them all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from assessments.given import of_row
from assessments.models import Session
from assessments.scoring import Answer as Value
from assessments.scoring import Framework

Row = tuple[Any, ...]
CHUNK = 250  # what fits in a socket's buffer: the database puts the next one together meanwhile
_SAID = RawSQL(
    # One text a session: a row for each of 44 answers costs more to fetch than to score.
    r"(SELECT string_agg(item || E'\t' || non_answer || E'\t' || array_to_string(choices, E'\t'), E'\n')"
    " FROM assessments_answer WHERE session_id = assessments_session.id)",
    [],
    output_field=TextField(),
)


def answers_of(framework: Framework, sessions: QuerySet[Session], *columns: str) -> Iterator[tuple[Any, ...]]:
    """These columns of each session of one framework, and behind them its answers as the engine reads them.

    Read a chunk at a time, one ahead of who scores them. Leave the sessions without an order: they come as
    they lie on disk, and their answers lie beside one another like themselves.
    """
    known = _Known(framework)
    rows = sessions.annotate(said=_SAID).values_list(*columns, "said").iterator(CHUNK)
    for *found, said in _ahead(rows):
        yield *found, dict(filter(None, map(known.__getitem__, said.split("\n")))) if said else {}


def _ahead(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows; while a chunk of them is worked on, a thread waits for the next one.

    The first chunk opens the cursor in the thread that holds the connection; nothing after it does.
    """
    chunk = list(islice(rows, CHUNK))
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        while chunk:
            following = reader.submit(lambda: list(islice(rows, CHUNK)))
            yield from chunk
            chunk = following.result()


class _Known(dict[str, tuple[str, Value] | None]):
    """An answer by its text, read once: a diagnostic has some hundred different ones.

    None for what counts for nothing. A code holds neither a tab nor a line feed.
    """

    def __init__(self, framework: Framework) -> None:
        super().__init__()
        self._items = framework.items

    def __missing__(self, text: str) -> tuple[str, Value] | None:
        code, non_answer, *choices = text.split("\t")
        item = self._items.get(code)
        value = None if item is None else of_row(item, [each for each in choices if each], non_answer)
        self[text] = found = None if value is None else (code, value)
        return found
