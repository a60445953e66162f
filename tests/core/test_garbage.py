"""What a process keeps for good is not looked through for garbage, and still freed when it is replaced."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from core.garbage import spare_the_living


class Kept:
    """Something that lives as long as its owner."""


@pytest.fixture(autouse=True)
def _looked_through_again() -> Iterator[None]:
    yield
    gc.unfreeze()


def _looked_at(thing: object) -> bool:
    return any(each is thing for each in gc.get_objects())


def test_what_lives_is_not_looked_through_again() -> None:
    kept = [Kept()]
    assert _looked_at(kept)
    spare_the_living()
    assert not _looked_at(kept)


def test_what_is_made_later_is() -> None:
    spare_the_living()
    assert _looked_at([Kept()])


def test_what_is_replaced_is_freed_all_the_same() -> None:
    kept = Kept()
    gone = weakref.ref(kept)
    spare_the_living()
    del kept
    assert gone() is None


def test_garbage_is_collected_before() -> None:
    kept = Kept()
    kept.itself = kept  # type: ignore[attr-defined]
    gone = weakref.ref(kept)
    del kept
    spare_the_living()
    assert gone() is None
