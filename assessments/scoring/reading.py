"""A marked document read against its schema: plain canonical data, and every fault on the way."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from assessments.scoring import number
from assessments.scoring.faults import FaultList
from assessments.scoring.marked import Mapping, Marked, Scalar, Sequence
from assessments.scoring.messages import FOUND
from assessments.scoring.schema import (
    LANGUAGES,
    Boolean,
    Depends,
    Integer,
    Many,
    Number,
    OneOf,
    Record,
    Spec,
    Str,
    Words,
)

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
Bad: Any = None  # what a part with a fault reads as: it is left out of the data


def hint(value: str, known: "list[str] | tuple[str, ...]") -> dict[str, str]:
    """The "did you mean" of a message, empty when nothing known is close to `value`."""
    close = get_close_matches(value, known, n=1, cutoff=0.6)
    if not close:
        return {"hint": "", "hint_ko": ""}
    return {"hint": f' Did you mean "{close[0]}"?', "hint_ko": f' 혹시 "{close[0]}"입니까?'}


def found(node: Marked) -> dict[str, str]:
    """What stands in a place, in words."""
    english, korean = FOUND.get(node.kind, ("something else", "다른 값"))
    if isinstance(node, Scalar) and node.kind != "null":
        written = node.text if len(node.text) <= 40 else node.text[:39] + "…"
        english, korean = f"{english} ({written})", f"{korean}({written})"
    return {"found": english, "found_ko": korean}


def join(path: str, step: str | int) -> str:
    """The path one step further: `a.b` or `a[0]`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


@dataclass(slots=True)
class Reading:
    """Reads one document. `lines` remembers where each path stood; data of a faulty part is left out."""

    faults: FaultList
    languages: tuple[str, ...] = LANGUAGES
    lines: dict[str, int] = field(default_factory=dict)

    def read(self, spec: Spec, node: Marked, path: str = "") -> Any:
        """The canonical plain data of `node`, None where it has a fault."""
        self.lines[path] = node.line
        match spec:
            case Record():
                return self._record(spec, node, path)
            case Depends():
                return self._depends(spec, node, path)
            case Many():
                return self._many(spec, node, path)
            case Words():
                return self._words(spec, node, path)
            case Str():
                return self._str(spec, node, path)
            case Number():
                return self._number(spec, node, path)
            case Integer():
                return self._integer(spec, node, path)
            case Boolean():
                return self._boolean(node, path)
            case OneOf():
                return self._one_of(spec, node, path)

    def _record(self, spec: Record, node: Marked, path: str) -> Any:
        if not isinstance(node, Mapping):
            self.faults.add("not-mapping", path, node.line, **found(node))
            return Bad
        self._keys(node, path, [*spec.required, *spec.optional])
        data: dict[str, Any] = {}
        for key in spec.required:
            if key not in node.entries:
                self.faults.add("missing-key", path, node.line, key=key)
        for key, inner in {**spec.required, **spec.optional}.items():
            if key in node.entries:
                value = self.read(inner, node.entries[key], join(path, key))
                self.lines[join(path, key)] = node.lines[key]
                if value is not None and not (key in spec.defaults and spec.defaults[key] == value):
                    data[key] = value
        return data

    def _keys(self, node: Mapping, path: str, known: list[str]) -> None:
        for key, line in node.repeated:
            self.faults.add("duplicate-key", join(path, key), line, key=key)
        for key in node.entries:
            if self.faults.is_full:
                return
            if key not in known:
                self.faults.add("unknown-key", join(path, key), node.lines[key], key=key, **hint(key, known))

    def _depends(self, spec: Depends, node: Marked, path: str) -> Any:
        if not isinstance(node, Mapping):
            self.faults.add("not-mapping", path, node.line, **found(node))
            return Bad
        chosen = spec.choose(node)
        if isinstance(chosen, str):
            self.faults.add(chosen, path, node.line)
            return Bad
        return self.read(chosen, node, path)

    def _many(self, spec: Many, node: Marked, path: str) -> Any:
        if not isinstance(node, Sequence):
            self.faults.add("not-list", path, node.line, **found(node))
            return Bad
        count = len(node.items)
        if count < spec.least:
            self.faults.add("too-few", path, node.line, least=spec.least, count=count)
        if count > spec.most:
            self.faults.add("too-many", path, node.line, most=spec.most, count=count)
            return Bad
        values = [self.read(spec.of, item, join(path, i)) for i, item in enumerate(node.items)]
        if spec.distinct:
            for i, value in enumerate(values):
                if value is not None and value in values[:i]:
                    self.faults.add("repeated", join(path, i), node.items[i].line, value=value)
        return values

    def _words(self, spec: Words, node: Marked, path: str) -> Any:
        if not isinstance(node, Mapping):
            self.faults.add("not-mapping", path, node.line, **found(node))
            return Bad
        for key, line in node.repeated:
            self.faults.add("duplicate-key", join(path, key), line, key=key)
        for key in node.entries:
            if key not in self.languages:
                code = "language-extra" if key in LANGUAGES else "unknown-key"
                values = {"language": key, "key": key, **hint(key, self.languages)}
                self.faults.add(code, join(path, key), node.lines[key], **values)
        words = {}
        for language in self.languages:
            if language not in node.entries:
                self.faults.add("language-missing", path, node.line, language=language)
                continue
            inner = node.entries[language]
            words[language] = self._string(inner, join(path, language), spec.most)
        return words

    def _string(self, node: Marked, path: str, most: int) -> str | None:
        if not isinstance(node, Scalar) or node.kind != "str":
            self.faults.add("not-text", path, node.line, **found(node))
            return None
        value = unicodedata.normalize("NFC", node.text)
        if not value.strip():
            self.faults.add("blank", path, node.line)
            return None
        if len(value) > most:
            self.faults.add("too-long", path, node.line, most=most, count=len(value))
            return None
        return value

    def _str(self, spec: Str, node: Marked, path: str) -> Any:
        value = self._string(node, path, spec.most)
        if value is not None and spec.pattern and not spec.pattern.expression.fullmatch(value):
            rule, rule_ko = spec.pattern.rule, spec.pattern.rule_ko
            self.faults.add("bad-code", path, node.line, value=value[:60], rule=rule, rule_ko=rule_ko)
            return Bad
        return value

    def _number(self, spec: Number, node: Marked, path: str) -> Any:
        if not isinstance(node, Scalar):
            self.faults.add("not-text", path, node.line, **found(node))
            return Bad
        value = number.parse(node.text) if node.kind in ("str", "int", "float") else None
        if value is None:
            self.faults.add("bad-number", path, node.line, value=node.text[:60])
            return Bad
        if node.kind == "float":
            self.faults.add("unquoted-number", path, node.line, value=node.text)
            return Bad
        written = number.text(value)
        if spec.least is not None and value < Fraction(spec.least):
            self.faults.add("below", path, node.line, value=written, least=spec.least)
            return Bad
        if spec.above is not None and value <= Fraction(spec.above):
            self.faults.add("not-above", path, node.line, value=written, least=spec.above)
            return Bad
        if spec.most is not None and value > Fraction(spec.most):
            self.faults.add("above", path, node.line, value=written, most=spec.most)
            return Bad
        return written

    def _integer(self, spec: Integer, node: Marked, path: str) -> Any:
        if not isinstance(node, Scalar) or node.kind != "int" or not _INTEGER.fullmatch(node.text):
            self.faults.add("not-integer", path, node.line, **found(node))
            return Bad
        value = int(node.text) if len(node.text) < 20 else 10**19
        if value < spec.least:
            self.faults.add("below", path, node.line, value=node.text, least=spec.least)
            return Bad
        if value > spec.most:
            self.faults.add("above", path, node.line, value=node.text[:20], most=spec.most)
            return Bad
        return value

    def _boolean(self, node: Marked, path: str) -> Any:
        if isinstance(node, Scalar) and node.kind == "bool" and node.text.lower() in ("true", "false"):
            return node.text.lower() == "true"
        self.faults.add("not-boolean", path, node.line, **found(node))
        return Bad

    def _one_of(self, spec: OneOf, node: Marked, path: str) -> Any:
        value = self._string(node, path, 200)
        if value is not None and value not in spec.values:
            values = ", ".join(spec.values)
            self.faults.add(
                "unknown-value", path, node.line, value=value[:60], values=values, **hint(value, spec.values)
            )
            return Bad
        return value
