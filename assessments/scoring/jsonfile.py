"""JSON text to a marked document, so that a fault in it can name its line."""

import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from assessments.scoring.faults import FaultList
from assessments.scoring.marked import Mapping, Marked, Scalar, Sequence
from assessments.scoring.syntax import in_korean

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {"true": "bool", "false": "bool", "null": "null"}


class _Wrong(Exception):
    def __init__(self, code: str, at: int, **values: object) -> None:
        self.code, self.at, self.values = code, at, values
        super().__init__(code)


def read(text: str, faults: FaultList) -> Marked | None:
    """The JSON value in `text`; None, with the reason in `faults`, when there is none."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        faults.add("too-large", "", 1, most=MAX_BYTES)
        return None
    if not text.strip():
        faults.add("empty", "", 1)
        return None
    reader = _Reader(text)
    try:
        value, at = reader.value(reader.skip(0), 0)
        if (at := reader.skip(at)) != len(text):
            reader.wrong("something follows the end of the value", at)
    except _Wrong as wrong:
        faults.add(wrong.code, "", reader.line(wrong.at), **wrong.values)
        return None
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [i for i, character in enumerate(text) if character == "\n"]

    def line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) + 1

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def wrong(self, problem: str, at: int) -> NoReturn:
        raise _Wrong("syntax", at, format="JSON", problem=problem, problem_ko=in_korean(problem))

    def value(self, at: int, depth: int) -> tuple[Marked, int]:
        if depth > MAX_DEPTH:
            raise _Wrong("too-deep", at, most=MAX_DEPTH)
        first = self.text[at : at + 1]
        if first == "{":
            return self.mapping(at, depth)
        if first == "[":
            return self.sequence(at, depth)
        if first == '"':
            text, end = self.string(at)
            return Scalar(self.line(at), "str", text), end
        for word, kind in _WORDS.items():
            if self.text.startswith(word, at):
                return Scalar(self.line(at), kind, word), at + len(word)
        number = _NUMBER.match(self.text, at)
        if number is None:
            self.wrong("a value is expected" if first else "the text ends too early", at)
        kind = "float" if number.group(1) or number.group(2) else "int"
        return Scalar(self.line(at), kind, number.group()), number.end()

    def string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, True)
        except ValueError as error:
            self.wrong(
                getattr(error, "msg", "a text does not end"), min(getattr(error, "pos", at), len(self.text))
            )
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.wrong("half of a surrogate pair", at)
        return text, end

    def mapping(self, at: int, depth: int) -> tuple[Mapping, int]:
        node = Mapping(self.line(at))
        at = self.skip(at + 1)
        if self.text[at : at + 1] == "}":
            return node, at + 1
        while True:
            if self.text[at : at + 1] != '"':
                self.wrong("a key between double quotes is expected", at)
            key_at = at
            key, at = self.string(at)
            at = self.skip(at)
            if self.text[at : at + 1] != ":":
                self.wrong("a colon is expected after the key", at)
            value, at = self.value(self.skip(at + 1), depth + 1)
            node.put(key, self.line(key_at), value)
            at = self.skip(at)
            if self.text[at : at + 1] == "}":
                return node, at + 1
            if self.text[at : at + 1] != ",":
                self.wrong("a comma or a closing brace is expected", at)
            at = self.skip(at + 1)

    def sequence(self, at: int, depth: int) -> tuple[Sequence, int]:
        node = Sequence(self.line(at))
        at = self.skip(at + 1)
        if self.text[at : at + 1] == "]":
            return node, at + 1
        while True:
            value, at = self.value(at, depth + 1)
            node.items.append(value)
            at = self.skip(at)
            if self.text[at : at + 1] == "]":
                return node, at + 1
            if self.text[at : at + 1] != ",":
                self.wrong("a comma or a closing bracket is expected", at)
            at = self.skip(at + 1)
