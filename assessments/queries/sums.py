"""Sums of weights that are not what they should be: what publishing has to be told is meant."""

from assessments.authoring.advising import WeightSum, weight_sums
from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.queries.versions import before


def sums_of(version: FrameworkVersion) -> dict[str, WeightSum]:
    """Every area whose parts are weighed, by code, held against the version before (one query)."""
    old = before(version)
    return weight_sums(framework_of(version), framework_of(old) if old else None)


def sums_off(version: FrameworkVersion) -> list[WeightSum]:
    """Those that come to something else than they should, in the order of the document."""
    return [each for each in sums_of(version).values() if each.is_off]
