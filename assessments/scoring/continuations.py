"""What a document says about its older versions, checked within itself and against those versions."""

from collections.abc import Collection, Mapping
from typing import Any

from assessments.scoring.framework import Framework
from assessments.scoring.reading import Reading, hint, join

Data = Mapping[str, Any]


def check(data: Data, items: Mapping[str, Data], reading: Reading) -> None:
    """Add the faults that show without the older versions: items and choices that this version lacks."""
    versions: list[object] = []
    for i, each in enumerate(data.get("continues") or ()):
        path = join("continues", i)
        version = (each or {}).get("version")
        if version is not None and version == data.get("version"):
            _fault(reading, "continues-itself", join(path, "version"))
        if version in versions:
            _fault(reading, "repeated", join(path, "version"), value=version)
        versions.append(version)
        _carries((each or {}).get("items") or (), join(path, "items"), items, reading)


def check_against(old: Mapping[str, Framework], data: Data, reading: Reading) -> None:
    """Add the faults that show beside the published versions `old`, by their version."""
    for i, each in enumerate(data.get("continues") or ()):
        path = join("continues", i)
        version: str = each["version"]
        framework = old.get(version)
        if framework is None:
            where = join(path, "version")
            _fault(reading, "no-such-version", where, value=version, **hint(version, list(old)))
            continue
        for j, carry in enumerate(each.get("items") or ()):
            if "ask" not in carry:
                _origin(framework, carry, join(join(path, "items"), j), reading)


def _origin(old: Framework, carry: Data, path: str, reading: Reading) -> None:
    code: str = carry["from"] if "from" in carry else carry["item"]
    item = old.items.get(code)
    if item is None:
        where = join(path, "from" if "from" in carry else "item")
        _fault(reading, "unknown-item", where, value=code, **hint(code, list(old.items)))
        return
    known = [choice.code for choice in item.choices]
    for k, pair in enumerate(carry.get("choices") or ()):
        if pair["from"] not in known:
            where = join(join(join(path, "choices"), k), "from")
            _fault(
                reading, "unknown-choice", where, item=code, value=pair["from"], **hint(pair["from"], known)
            )


def _carries(carries: Collection[Data], path: str, items: Mapping[str, Data], reading: Reading) -> None:
    met: list[str] = []
    for i, carry in enumerate(carries):
        code = (carry or {}).get("item")
        if code is None:
            continue
        place = join(path, i)
        if code in met:
            _fault(reading, "repeated", join(place, "item"), value=code)
        met.append(code)
        if code not in items:
            _fault(reading, "unknown-item", join(place, "item"), value=code, **hint(code, list(items)))
            continue
        known = [choice["code"] for choice in items[code].get("choices") or () if choice and "code" in choice]
        for k, pair in enumerate(carry.get("choices") or ()):
            to = (pair or {}).get("to")
            if to is not None and to not in known:
                where = join(join(join(place, "choices"), k), "to")
                _fault(reading, "unknown-choice", where, item=code, value=to, **hint(to, known))


def _fault(reading: Reading, code: str, path: str, **values: object) -> None:
    reading.faults.add(code, path, reading.lines.get(path, 1), **values)
