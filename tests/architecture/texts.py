"""Every text the product shows, found in its code and templates without the gettext tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.architecture.repository import ROOT, product_sources, sources, text

# Where the arguments of each function stand: (context, singular, plural).
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL = re.compile(r"\b(_|n?p?gettext(?:_lazy|_noop)?)\(")
_LITERAL = re.compile(r"\s*[uU]?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")\s*,?", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate, with where it is used."""

    msgid: str
    plural: str
    context: str
    place: str


def used() -> list[Message]:
    """Every message of the product's code and templates."""
    found: list[Message] = []
    for path in product_sources():
        found += in_python(text(path), str(path))
    for path in (*sources("templates", suffix=".html"), *sources("templates", suffix=".txt")):
        found += in_template(text(path), str(path))
    return sorted(found)


def in_python(source: str, place: str) -> Iterator[Message]:
    """Messages in calls of the functions of django.utils.translation, under whatever name they came."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            values = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
            yield from _message(names[node.func.id], values, f"{place}:{node.lineno}")


def in_template(source: str, place: str) -> Iterator[Message]:
    """Messages of translate and blocktranslate tags and of `_("...")` in a template."""
    written = templatize(source, origin=place)
    for call in _CALL.finditer(written):
        values, position = [], call.end()
        while literal := _LITERAL.match(written, position):
            values.append(ast.literal_eval(literal.group(1)))
            position = literal.end()
        yield from _message("gettext" if call.group(1) == "_" else call.group(1), values, place)


def _message(function: str, values: list[object], place: str) -> Iterator[Message]:
    context, singular, plural = FUNCTIONS[function]

    def at(index: int | None) -> str:
        value = values[index] if index is not None and index < len(values) else ""
        return value if isinstance(value, str) else ""

    if at(singular):
        yield Message(at(singular), at(plural), at(context), place)


def catalogues() -> Iterator[tuple[Path, polib.POFile]]:
    """The Korean catalogues with their paths."""
    for path in sources("locale", suffix=".po"):
        yield path, polib.pofile(str(ROOT / path))


def shipped_with_django() -> frozenset[str]:
    """Msgids that Django itself translates into Korean."""
    import django

    folder = Path(django.__file__).parent
    found: set[str] = set()
    for catalogue in folder.glob("**/locale/ko/LC_MESSAGES/django.po"):
        found |= {entry.msgid for entry in polib.pofile(str(catalogue)) if entry.translated()}
    return frozenset(found)
