"""Log lines without secrets and personal data: whoever reads logs learns what happened, not to whom.

Standard library only: logging is set up before Django is.
"""

import logging
import re
from copy import copy
from typing import Any

_ELLIPSIS = "…"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # PostgreSQL repeats the values of the row in this line of an error.
    (re.compile(r"^(\s*DETAIL:).*$", re.M), rf"\1 {_ELLIPSIS}"),
    # Mailed links whose last part is a key, wherever a line quotes their path.
    (
        re.compile(
            r"(/(?:organisations/invitations|assessments/resume|account/claim|accounts/confirm-email"
            r"|accounts/password/reset/key)/)[^/\s\"'?]+"
        ),
        rf"\1{_ELLIPSIS}",
    ),
    (re.compile(r"\b(ieum_[0-9A-Za-z]+_)[\w-]+"), rf"\1{_ELLIPSIS}"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), f"{_ELLIPSIS}@{_ELLIPSIS}"),
    # A business number, with its hyphens or without.
    (re.compile(r"(?<![\w.-])\d{3}-?\d{2}-?\d{5}(?![\w-])"), _ELLIPSIS),
)


def discreet(text: str) -> str:
    """The text without mailed keys, API keys, e-mail addresses, business numbers and rows of the database."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def named(request: Any) -> str:
    """What stands for a request's path: the name of its route; of an unknown path its first part alone."""
    match = getattr(request, "resolver_match", None)
    name = getattr(match, "view_name", "")
    if name:
        return str(name)
    first, _slash, rest = str(request.path).lstrip("/").partition("/")
    return f"/{first[:30]}/{_ELLIPSIS}" if rest else f"/{first[:30]}"


class DiscreetFormatter(logging.Formatter):
    """A formatter that names routes instead of paths and leaves out what must not stand in a log."""

    def format(self, record: logging.LogRecord) -> str:
        """The line made discreet, with its traceback when it tells of an error; a refusal is one line."""
        if record.levelno < logging.ERROR and record.exc_info:
            record = copy(record)
            record.exc_info = record.exc_text = None
        text = super().format(record)
        path = getattr(getattr(record, "request", None), "path", "")
        if len(path) > 1:
            text = text.replace(path, named(record.request))  # type: ignore[attr-defined]
        return discreet(text)
