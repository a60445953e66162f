"""A part of a framework document as a form: a field for every value, found and named by its place.

A field is called like the place of its value inside the part, with hyphens ("choices-2-label-ko"), so that
what is wrong with a value stands beside the field that holds it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.authoring import Data, Part
from assessments.forms.part_fields import FLAGS, Slot, slots
from core.lines import one_line

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
REMOVE = "remove"
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together. `is_folded`: under its title, opened where something in it is wrong;
    `heading` stands above the first of several such, `is_noted` says that one has a note."""

    code: str
    title: str
    rows: tuple[tuple[forms.BoundField, ...], ...]
    is_folded: bool
    is_wrong: bool
    heading: str
    is_noted: bool = False


class PartForm(forms.Form):
    """The values of a part. What they come to is `document`; whether it holds, only the document can say."""

    hide_optional = True
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, part: Part, data: Any = None) -> None:
        self.part = part
        self._noted: set[str] = set()
        self.slots = tuple(slots(part, _rows_sent(data)))
        super().__init__(data, initial={"seen": part.fingerprint})
        for slot in self.slots:
            self.fields[slot.name] = slot.field()
            if slot.name not in self.initial:
                self.initial[slot.name] = _shown(_at(part.data, slot.path), slot)

    def note(self, said: Mapping[str, str]) -> set[str]:
        """Say something before the help of fields, by their names; which of them there are."""
        self._noted = set(said) & set(self.fields)
        for name in self._noted:
            field = self.fields[name]
            field.help_text = f"{said[name]} {field.help_text}".strip()
        return self._noted

    @property
    def sections(self) -> list[Section]:
        """The fields in the order of the page; Korean and English of one text stand in one row."""
        found: dict[str, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.section.code, []).append(slot)
        return [self._section(each) for each in found.values()]

    def _section(self, held: list[Slot]) -> Section:
        rows: dict[Path, list[forms.BoundField]] = {}
        for slot in held:
            key = slot.path[:-1] if slot.is_text else slot.path
            rows.setdefault(key, []).append(self[slot.name])
        section = held[0].section
        return Section(
            section.code,
            section.title,
            tuple(tuple(row) for row in rows.values()),
            section.is_folded,
            any(self.errors.get(slot.name) for slot in held) if self.is_bound else False,
            section.heading,
            any(slot.name in self._noted for slot in held),
        )

    @property
    def document(self) -> dict[str, Data]:
        """The part as the form says it: empty optional values are left out, rows without words dropped."""
        built: dict[str, Any] = {key: _copy(value) for key, value in self.part.data.items()}
        for slot in self.slots:
            if slot.name not in self.fields or slot.path[-1] == REMOVE:
                continue
            _put(built, slot.path, self._value(slot), slot)
        for key in ("choices", "evidence", "domains", "prepare"):
            if key in built and isinstance(built[key], list):
                kept = self._kept(key, len(built[key]))
                built[key] = [built[key][place] for place in kept]
        return {
            key: value for key, value in ((k, _tidy(v)) for k, v in built.items()) if value not in ({}, [])
        }

    def _value(self, slot: Slot) -> Data | None:
        value = self.cleaned_data.get(slot.name)
        if slot.kind == "flag":
            return bool(value)
        typed = str(value or "")
        if slot.kind == "text":
            typed = _CONTROL.sub(" ", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
        else:
            typed = one_line(typed)
        if not typed:
            return None
        return int(typed) if slot.kind == "integer" and re.fullmatch(r"-?\d{1,9}", typed) else typed

    def _kept(self, key: str, length: int) -> list[int]:
        """The rows of a list that stay: not ticked to go, and not empty."""
        return [place for place in range(length) if self._is_kept(key, place)]

    def _is_kept(self, key: str, place: int) -> bool:
        held = [slot for slot in self.slots if slot.path[:2] == (key, place)]
        if not held:  # a locked list has no fields
            return True
        if any(slot.path[-1] == REMOVE and self.cleaned_data.get(slot.name) for slot in held):
            return False
        return any(
            slot.kind not in ("flag",) and slot.path[-1] != REMOVE and self._value(slot) is not None
            for slot in held
        )

    def name_of(self, path: str) -> str:
        """The field at a fault's path inside the part ("choices[2].label.ko"); empty where there is none.

        A missing key is a fault of what it is missing from: the first field of that stands for it.
        """
        steps = [step for step in re.split(r"[.\[\]]+", path) if step]
        if len(steps) > 1 and steps[1].isdigit():
            length = max((s.path[1] + 1 for s in self.slots if s.path[0] == steps[0] and len(s.path) > 1
                          and isinstance(s.path[1], int)), default=0)  # fmt: skip
            kept = self._kept(steps[0], length)
            if int(steps[1]) < len(kept):
                steps[1] = str(kept[int(steps[1])])
        while steps:
            name = "-".join(steps)
            for each in (name, *(slot.name for slot in self.slots if slot.name.startswith(name + "-"))):
                if each in self.fields:
                    return each
            steps.pop()
        return ""

    def title_of(self, name: str) -> str:
        """A field with the folded section that it stands in, for a list of what is wrong."""
        label = str(self.fields[name].label)
        section = next((slot.section for slot in self.slots if slot.name == name), None)
        return f"{section.title} · {label}" if section and section.is_folded else label

    def coming_back(self, data: dict[str, Data]) -> Iterator[tuple[str, str, str]]:
        """Which fields would say something else with this data: label, what they say now, what then."""
        for slot in self.slots:
            if slot.path[-1] == REMOVE:
                continue
            now, then = self.initial.get(slot.name), _shown(_at(data, slot.path), slot)
            if (now or "") != (then or ""):
                yield self.title_of(slot.name), _said(now), _said(then)

    def differing(self) -> Iterator[tuple[str, str]]:
        """Fields in which what was typed is not what stands there now, each with what stands there."""
        for slot in self.slots:
            stands = self.initial.get(slot.name)
            typed = self.cleaned_data.get(slot.name)
            if slot.kind == "flag":
                if bool(stands) != bool(typed):
                    yield slot.name, _("yes") if stands else _("no")
            elif str(stands or "").split() != str(typed or "").split():
                yield slot.name, str(stands or "") or _("empty")


def _said(value: Any) -> str:
    return _("yes") if value is True else _("no") if value is False else str(value or "") or _("empty")


def _rows_sent(data: Mapping[str, Any] | None) -> Mapping[str, int]:
    """How many rows of each list a form was sent with, so that rows just typed come back."""
    found: dict[str, int] = {}
    for name in data or ():
        if match := re.match(r"(choices|evidence|domains|prepare)-(\d{1,2})(?:-|$)", name):
            found[match[1]] = max(found.get(match[1], 0), int(match[2]) + 1)
    return found


def _at(data: Data, path: Path) -> Data | None:
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _shown(value: Data | None, slot: Slot) -> Any:
    if value is None:
        return FLAGS.get(str(slot.path[-1]), False) if slot.kind == "flag" else slot.default
    return value.strip() if isinstance(value, str) else value


def _put(built: Any, path: Path, value: Data | None, slot: Slot) -> None:
    """Set a value at its place; one that is absent and would say what holds anyway stays absent."""
    before = _at(built, path)
    if isinstance(before, str) and isinstance(value, str) and before.strip() == value:
        return
    if before is None and (value is None or value == slot.default or value == FLAGS.get(str(path[-1]))):
        return
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(built, list):
            while len(built) <= int(step):
                built.append({} if isinstance(empty, dict) else [])
            built = built[int(step)]
        else:
            built = built.setdefault(step, empty)
    if isinstance(built, list):
        while len(built) <= int(path[-1]):
            built.append("")
        built[int(path[-1])] = "" if value is None else value
    elif value is None and not slot.is_text:
        built.pop(path[-1], None)
    else:
        built[path[-1]] = "" if value is None else value


def _copy(value: Data) -> Any:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def _tidy(value: Any) -> Any:
    """Without texts in which no language has a word."""
    if isinstance(value, dict):
        found = {key: _tidy(each) for key, each in value.items()}
        if found and all(each == "" for each in found.values()):
            return {}
        return {key: each for key, each in found.items() if each not in ({}, [])}
    return [_tidy(each) for each in value] if isinstance(value, list) else value
