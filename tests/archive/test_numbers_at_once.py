"""Two curators save at the same moment: each record gets a number of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from archive.models import AccessionCounter, AccessionNumber, Artifact
from search.models import OutboxRow

CURATORS = 4
RECORDS_EACH = 3


@pytest.fixture
def committed_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Really committed, for several connections to see; taken away by hand, as a flush would also take what the
    migrations brought."""
    with django_db_blocker.unblock():
        yield
        for rows in (Artifact.objects.all(), OutboxRow.objects.all(), AccessionNumber.objects.all()):
            rows.delete()
        AccessionCounter.objects.all().delete()


def save_some(curator: int) -> list[str]:
    try:
        return [Artifact.objects.create(title=f"{curator}-{n}").accession_number for n in range(RECORDS_EACH)]
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.usefixtures("committed_rows")
def test_numbers_given_at_the_same_moment_differ() -> None:
    with ThreadPoolExecutor(max_workers=CURATORS) as pool:
        given = [number for numbers in pool.map(save_some, range(CURATORS)) for number in numbers]
    assert len(set(given)) == CURATORS * RECORDS_EACH
    assert set(AccessionNumber.objects.values_list("number", flat=True)) == set(given)
