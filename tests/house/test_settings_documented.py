"""Every setting is documented, and nothing is documented that is no setting."""

import re

from house.places import ROOT

READS = re.compile(r'env\.(?:text|flag|address|number|words|folder|database)\(\s*"([A-Z0-9_]+)"')
ALSO_READ = {"DATABASE_OWNER_URL", "DATABASE_URL"}  # chosen between at run time
OF_THE_HOUSE = {"PORT", "HOST", "WEB_WORKERS", "IEUM_POSTGRES", "IEUM_INSTALLER"}


def read_by_settings() -> set[str]:
    return set(READS.findall((ROOT / "portal/settings.py").read_text())) | ALSO_READ


def test_the_example_names_exactly_the_settings_that_are_read() -> None:
    example = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert example - OF_THE_HOUSE == read_by_settings() - {"IEUM_AS_OWNER", "IEUM_DEMO"}


def test_the_operations_page_explains_every_setting() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    for name in sorted(read_by_settings() | OF_THE_HOUSE):
        assert f"`{name}`" in page, name
