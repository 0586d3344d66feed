"""What a museum would have without this search, on the same passages: to be written."""

from tests.benchmarks.search.figures import Figure


def others(size: int) -> list[Figure]:
    return []
