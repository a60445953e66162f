"""Framework documents, read once a process: a version is immutable, so its checksum is its identity."""

from collections.abc import Mapping
from functools import lru_cache

from assessments.models import FrameworkState, FrameworkVersion
from assessments.scoring import Framework, from_json

KEPT = 64


def framework_of(version: FrameworkVersion) -> Framework:
    """The framework of a version, compiled lazily and kept by checksum: at most one query a process.

    The version may come without its document (`with_framework`).
    """
    return _by_checksum(version.checksum)


def published_documents(code: str) -> Mapping[str, Framework]:
    """Every version of this framework that was ever published, by its version; the newest last."""
    rows = (
        FrameworkVersion.objects.filter(code=code)
        .exclude(state=FrameworkState.DRAFT.value)
        .defer("document", "source")
        .order_by("published_at", "version")
    )
    return {row.version: framework_of(row) for row in rows}


@lru_cache(maxsize=KEPT)
def _by_checksum(checksum: str) -> Framework:
    document = FrameworkVersion.objects.filter(checksum=checksum).values_list("document", flat=True)[:1].get()
    return from_json(document)
