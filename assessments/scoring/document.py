"""Framework documents: loaded with every fault named, written back, stored, and identified."""

import hashlib
import json
from collections import abc
from collections.abc import Callable
from typing import Any

import yaml

from assessments.scoring import checks, continuations, plain, yamlfile
from assessments.scoring.faults import DocumentFaults, FaultList
from assessments.scoring.framework import Framework
from assessments.scoring.marked import Mapping, Scalar, Sequence
from assessments.scoring.reading import Reading
from assessments.scoring.schema import DOCUMENT, LANGUAGES

Older = Callable[[str], abc.Mapping[str, Framework]]
"""The published versions of the framework with this code, by version."""


def load(text: str, *, name: str, older: Older | None = None) -> Framework:
    """The framework that a YAML document describes; `name` is the file named in faults.

    `older` gives the published versions of a framework by its code: with it, what the document says about
    them is checked as well. Raises DocumentFaults with everything that is wrong, each with file, path, line.
    """
    faults = FaultList(name)
    node = yamlfile.read(text, faults)
    if node is None:
        raise DocumentFaults(faults.faults)
    reading = Reading(faults, languages=_languages(node))
    data = reading.read(DOCUMENT, node)
    if isinstance(data, dict):
        checks.check(data, reading)
    if not faults and older is not None and data.get("continues"):
        continuations.check_against(older(data["code"]), data, reading)
    if faults:
        raise DocumentFaults(faults.faults)
    return plain.from_data(data)


def dump(framework: Framework) -> str:
    """The framework as a YAML document; loading it gives an equal framework."""
    return yaml.dump(
        plain.to_data(framework),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )


def to_json(framework: Framework) -> dict[str, Any]:
    """The framework as JSON-ready data, for storing; `from_json` reads it back."""
    return plain.to_data(framework)


def from_json(data: dict[str, Any]) -> Framework:
    """The framework that `to_json` stored. Fast: the data are trusted, nothing is checked again."""
    return plain.from_data(data)


def checksum(framework: Framework) -> str:
    """SHA-256 (hex) of the canonical JSON; the same for every document that says the same."""
    return framework.derived(_checksum)


def _checksum(framework: Framework) -> str:
    canonical = json.dumps(
        plain.to_data(framework), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _languages(node: object) -> tuple[str, ...]:
    """The languages a document declares, all known ones when the declaration itself is faulty."""
    declared = node.entries.get("languages") if isinstance(node, Mapping) else None
    if not isinstance(declared, Sequence):
        return LANGUAGES
    named = {item.text for item in declared.items if isinstance(item, Scalar)}
    return tuple(language for language in LANGUAGES if language in named) or LANGUAGES


class _Dumper(yaml.SafeDumper):
    """Writes every text out; no anchors, since the document is a tree."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
