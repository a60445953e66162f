"""Values written as YAML, in the manner of the documents that come with the portal."""

import json
import re

from assessments.authoring.spots import Data

WIDTH = 110
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML takes for the end of a line or refuses."""


def scalar(value: str | bool | int) -> str:
    """A text between quotes; true, false and whole numbers without."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def flow(value: Data) -> str:
    """On one line: `{ko: "가동", en: "Running"}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def entry(key: str, value: Data, indent: int) -> str:
    """`key: value`, without the blanks before it; further lines stand below, `indent` blanks and more in."""
    line = f"{key}: {flow(value)}"
    if not isinstance(value, dict | list) or (indent + len(line) <= WIDTH and not _is_long(value)):
        return line
    return f"{key}:\n{' ' * (indent + 2)}{block(value, indent + 2)}"


def block(value: Data, indent: int) -> str:
    """A value on lines of its own; the first stands where the text is put, the others `indent` blanks in."""
    between = "\n" + " " * indent
    if isinstance(value, dict):
        return between.join(entry(key, each, indent) for key, each in value.items())
    if isinstance(value, list):
        return between.join("- " + _inside(each, indent + 2) for each in value)
    return scalar(value)


def _inside(value: Data, indent: int) -> str:
    one = flow(value)
    return one if indent + len(one) <= WIDTH and not _is_long(value) else block(value, indent)


def _is_long(value: Data) -> bool:
    """Whether a collection holds others and more than two, such as a choice or a list of choices."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(inside) > 2 and any(isinstance(each, dict | list) for each in inside)
