"""The diagnostics on offer."""

import uuid
from dataclasses import dataclass

from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.scoring import Framework


@dataclass(frozen=True, slots=True)
class Offer:
    """A published diagnostic: its newest version and what it asks for."""

    id: uuid.UUID
    framework: Framework

    @property
    def code(self) -> str:
        """The framework's code, the same for all its versions."""
        return self.framework.code

    @property
    def questions(self) -> int:
        """How many items it has."""
        return len(self.framework.items)


def offers() -> list[Offer]:
    """The newest published version of every framework, the longest first (one query)."""
    newest: dict[str, FrameworkVersion] = {}
    rows = (
        FrameworkVersion.objects.published().defer("document", "source").order_by("published_at", "version")
    )
    for version in rows:
        newest[version.code] = version
    found = [Offer(version.pk, framework_of(version)) for version in newest.values()]
    return sorted(found, key=lambda offer: (-offer.questions, offer.code))


def longer_of(framework: Framework) -> Offer | None:
    """The longest diagnostic that takes answers of this one; no query for one that takes answers itself."""
    if any(item.maps_from for item in framework.items.values()):
        return None
    return next((each for each in offers() if _continues(each, framework)), None)


def _continues(longer: Offer, framework: Framework) -> bool:
    items = longer.framework.items.values()
    return any(item.maps_from and item.maps_from.framework == framework.code for item in items)


def offer_of(code: str) -> Offer | None:
    """The offer with this code; the first one for an empty code; None when there is none."""
    found = offers()
    if not code:
        return found[0] if found else None
    return next((offer for offer in found if offer.code == code), None)
