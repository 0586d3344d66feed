"""Nobody above listens: what a voice is for is asked in tests/archive/services/contributions/test_arriving.py."""

from collections.abc import Iterator

import pytest

from media.signals import taken_in


@pytest.fixture(autouse=True)
def nobody_above_listens() -> Iterator[None]:
    listeners, taken_in.receivers = taken_in.receivers, []
    taken_in.sender_receivers_cache.clear()
    yield
    taken_in.receivers = listeners
    taken_in.sender_receivers_cache.clear()
