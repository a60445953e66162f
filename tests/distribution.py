"""Which tests run on one worker: those that share what takes long to set up. All others go one by one."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/journeys/": "browser",
    "tests/chaos/test_answers.py": "browser",
    "tests/architecture/access/test_matrix.py": "access",
    "tests/architecture/test_contracts.py": "contracts",
    "tests/portal/reports/test_pdf.py": "report",
}
"""By where they stand; xdist's own groups are not known to the process that hands the tests out."""


class Together(LoadScopeScheduling):
    """Groups first, the one of most tests first; then test by test to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        found = (group for start, group in TOGETHER.items() if nodeid.startswith(start))
        return next(found, nodeid)
