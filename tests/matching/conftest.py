"""Every test ranks the suppliers of its own database."""

from collections.abc import Iterator

import pytest

from matching.queries.profiles import forget_pool


@pytest.fixture(autouse=True)
def own_pool() -> Iterator[None]:
    """A rolled-back change tells no version; so the process forgets."""
    forget_pool()
    yield
    forget_pool()
