"""The rules as a document: what a row of the database, a file and the API hold. Numbers are texts, exact."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, get_args

from assessments.scoring.framework import Text
from assessments.scoring.number import shown
from assessments.support.rules import Group, Need, Rules, Track

MOST_TRACKS = 12
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_SOURCE = 60, 300, 400
CODE = re.compile(r"[a-z][a-z0-9-]{1,29}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NUMBER = re.compile(r"\d{1,6}(\.\d{1,2})?")


class Malformed(ValueError):
    """Says every fault as (place, what): "bounds", "number", "code", "twice", "group", "title", "text" (no
    text, too long, or with control characters), "tracks", "open" (a group without a track that asks nothing
    more), "reach" (points that no result of the diagnostic has)."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{place}: {what}" for place, what in faults))
        self.faults = faults


def document(rules: Rules) -> dict[str, Any]:
    """As plain JSON data; `read` gives the same rules back."""
    return {
        "framework": rules.framework,
        "fair_from": _written(rules.fair_from),
        "strong_from": _written(rules.strong_from),
        "source": {"ko": rules.source.ko, "en": rules.source.en},
        "tracks": [
            {
                "code": track.code,
                "group": track.group,
                "title": {"ko": track.title.ko, "en": track.title.en},
                "about": {"ko": track.about.ko, "en": track.about.en},
                "needs": {need.measure: _written(need.at_least) for need in track.needs},
            }
            for track in rules.tracks
        ],
    }


def read(data: Mapping[str, Any]) -> Rules:
    """The rules in a document. Raises Malformed with every fault, KeyError for a missing part."""
    if faults := faults_of(data):
        raise Malformed(faults)
    return as_written(data)


def faults_of(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Every fault of a document, as `Malformed` holds them."""
    return tuple(_faults(data))


def as_written(data: Mapping[str, Any]) -> Rules:
    """The rules as a document says them, whether they hold or not. ValueError for what is no number."""
    return Rules(
        framework=data["framework"],
        fair_from=Fraction(data["fair_from"]),
        strong_from=Fraction(data["strong_from"]),
        tracks=tuple(
            Track(
                code=row["code"],
                group=row["group"],
                title=_text(row["title"]),
                about=_text(row["about"]),
                needs=tuple(Need(code, Fraction(least)) for code, least in row["needs"].items()),
            )
            for row in data["tracks"]
        ),
        source=_text(data["source"]),
    )


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    bounds = [str(data[name]) for name in ("fair_from", "strong_from")]
    if not all(map(NUMBER.fullmatch, bounds)):
        yield "fair_from", "number"
    elif not 0 < Fraction(bounds[0]) < Fraction(bounds[1]):
        yield "strong_from", "bounds"
    yield from _texts(data["source"], "source", LONGEST_SOURCE)
    rows = data["tracks"]
    if not 0 < len(rows) <= MOST_TRACKS:
        yield "tracks", "tracks"
    seen: set[str] = set()
    for number, row in enumerate(rows):
        where = f"tracks.{number}"
        if not CODE.fullmatch(str(row["code"])):
            yield f"{where}.code", "code"
        elif row["code"] in seen:
            yield f"{where}.code", "twice"
        seen.add(row["code"])
        if row["group"] not in get_args(Group):
            yield f"{where}.group", "group"
        yield from _texts(row["title"], f"{where}.title", LONGEST_TITLE)
        yield from _texts(row["about"], f"{where}.about", LONGEST_ABOUT)
        if not str(row["title"]["ko"]).strip():
            yield f"{where}.title", "title"
        for measure, least in row["needs"].items():
            if not NUMBER.fullmatch(str(least)):
                yield f"{where}.needs.{measure}", "number"
    for group in get_args(Group):
        if not any(row["group"] == group and not row["needs"] for row in rows):
            yield "tracks", f"open-{group}"


def _texts(data: Mapping[str, Any], where: str, most: int) -> Iterator[tuple[str, str]]:
    for language, said in (("ko", data["ko"]), ("en", data.get("en", ""))):
        if not isinstance(said, str) or len(said) > most or _CONTROL.search(said):
            yield f"{where}.{language}", "text"


def _text(data: Mapping[str, str]) -> Text:
    return Text(data["ko"], data.get("en", ""))


def _written(value: Fraction) -> str:
    return format(shown(value, 2).normalize(), "f")
