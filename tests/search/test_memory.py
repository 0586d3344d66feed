"""What a process does with its memory before it answers or indexes."""

import gc
from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from search import installed
from search.memory import YOUNG_OBJECTS, settle


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """As Python begins, and afterwards as it was: the other tests live in this process too, and are frozen."""
    threshold = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700)
    yield
    gc.freeze()
    gc.set_threshold(*threshold)


@pytest.mark.django_db(transaction=True)
def test_what_is_there_is_left_alone_by_the_collector() -> None:
    settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == YOUNG_OBJECTS


def test_without_a_database_it_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreachable() -> None:
        raise DatabaseError("no such table: search_lexiconterm")

    monkeypatch.setattr(installed, "analyzer", unreachable)
    monkeypatch.setattr("search.memory.connections.close_all", lambda: None)
    settle()
    assert "lexicon not read yet" in caplog.text
