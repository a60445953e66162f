"""Two people saved the same section: what can be joined is joined, what cannot is asked, field by field.

A section's form carries, hidden, what its page showed (`show_hidden_initial`). So a field that only one of
the two changed needs no question, and lists are joined entry by entry: what one added stays, what one took
off goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` for every field of the section; `clashes` are fields that both changed differently.

    `joined` says that something of somebody else's is in it that the person did not see.
    """

    values: dict[str, Any]
    clashes: tuple[str, ...]
    joined: bool


def merge(form: forms.Form, stored: Mapping[str, Any]) -> Merged:
    """What was typed, what the page had shown and what is `stored` now, of a valid form."""
    values: dict[str, Any] = {}
    clashes: list[str] = []
    joined = False
    for name, now in stored.items():
        mine, seen = form.cleaned_data[name], _seen(form, name)
        if _same(mine, now):
            values[name] = now
        elif seen is _UNKNOWN:
            values[name], clashes = mine, [*clashes, name]
        elif isinstance(now, list):
            values[name] = _joined(mine, seen, now)
            joined = joined or not _same(values[name], mine)
        elif _same(mine, seen):
            values[name], joined = now, True
        elif _same(now, seen):
            values[name] = mine
        else:
            values[name], clashes = mine, [*clashes, name]
    return Merged(values, tuple(clashes), joined)


def _seen(form: forms.Form, name: str) -> Any:
    """What the page had shown, cleaned like the field; unknown where a program sent no such thing."""
    if not any(key.startswith(form.add_initial_prefix("")) for key in form.data):
        return _UNKNOWN
    field, bound = form.fields[name], form[name]
    typed = field.hidden_widget().value_from_datadict(form.data, form.files, bound.html_initial_name)
    try:
        return field.clean(typed if typed is not None else "")
    except forms.ValidationError:
        if isinstance(field, forms.MultipleChoiceField):
            return []
        return field.empty_value if isinstance(field, forms.CharField) else None


def _joined(mine: Iterable[str], seen: Iterable[str], now: list[str]) -> list[str]:
    added, dropped = [each for each in mine if each not in seen], set(seen) - set(mine)
    return list(dict.fromkeys([*(each for each in now if each not in dropped), *added]))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)
    return bool((one or None) == (other or None) or one == other)
