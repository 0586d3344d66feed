"""Which tests run in the same process of the suite: those that share what takes long to make.

pytest-xdist's own groups (`--dist loadgroup`) are read from the names of tests, which pytest no longer lets it change.
"""

from xdist.scheduler.loadscope import LoadScopeScheduling

TOGETHER = {
    "tests/museum/demo/": "the demo museum in the test's own database",
    "tests/museum/background/test_worker": "a museum with records that wait to be indexed",
    "tests/museum/background/test_disk_full": "a museum with records that wait to be indexed",
    "tests/e2e/test_accessibility": "the demo museum in a browser",
    "tests/e2e/test_journey": "the demo museum in a browser",
    "tests/e2e/test_markup": "the demo museum in a browser",
    "tests/e2e/test_reading_rules": "the demo museum in a browser",
    "tests/e2e/test_weight": "the demo museum in a browser",
    "tests/e2e/": "an empty museum in a browser",
}
"""Beginning of a test's address → what it shares; the first that fits counts."""


class Scheduling(LoadScopeScheduling):
    """Gives what shares a museum to one process, and every other test by itself, in the order of collection: tests that
    empty the database come last in it."""

    def _split_scope(self, nodeid: str) -> str:
        return next((what for beginning, what in TOGETHER.items() if nodeid.startswith(beginning)), nodeid)
