"""One renderer for all tests of the report."""

from collections.abc import Iterator

import pytest

from portal.reports.renderer import Renderer


@pytest.fixture(scope="session")
def press() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()
