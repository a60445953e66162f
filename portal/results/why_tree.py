"""The whole explanation below a number, as plain data: what the pages show, for machines."""

import uuid
from typing import Any

from django.urls import reverse

from assessments.scoring import Node
from portal.reports import codec
from portal.reports.build import Basis
from portal.results.levels import with_levels
from portal.results.why import why_of

_PAGE_ONLY = ("trail", "is_item")


def tree_of(basis: Basis, code: str, result_id: uuid.UUID, levels: str = "") -> dict[str, Any]:
    """The node or item with everything below it, in the active language. Http404 for an unknown code."""
    why = why_of(basis, code)
    data: dict[str, Any] = codec.plain(why)
    for name in _PAGE_ONLY:
        data.pop(name)
    data["kind"] = "item" if why.is_item else "node"
    data["url"] = reverse("results:why", args=[result_id, code]) + with_levels("", levels)
    if why.is_item:
        return {name: value for name, value in data.items() if name not in ("lines", "levels")}
    node: Node = basis.framework.nodes[code]
    data["children"] = [tree_of(basis, child.code, result_id, levels) for child in node.children]
    return {name: value for name, value in data.items() if name not in ("options", "question", "answer")}
