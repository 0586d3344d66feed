"""The way into the index with a real cluster behind it: swaps, changes meanwhile, and a cluster that is away."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from search import installed
from search.engines.base import EngineUnavailable
from search.indexing import drain
from search.models import OutboxRow
from search.rebuilding import begin, needed, rebuild
from search.status import compare, status

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("cluster")]
NOBODY = "http://127.0.0.1:9"


def test_saved_changed_and_deleted_records_reach_the_cluster() -> None:
    kept, gone = Group.objects.create(name="四十二车间"), Group.objects.create(name="会删掉的车间")
    drain()
    gone.delete()
    kept.save()
    drain()
    assert installed.engine().live().entry_ids() == {f"group:{kept.pk}"}
    assert not OutboxRow.objects.exists()


def test_change_during_a_rebuild_is_in_both_generations() -> None:
    Group.objects.create(name="四十二车间")
    drain()
    begin(resume=False)
    Group.objects.create(name="新车间")
    drain()
    assert not compare()
    rebuild(resume=True)
    assert not compare()
    assert needed() == ""


def test_swap_by_another_process_is_noticed_before_anything_is_written() -> None:
    mine = installed.engine()
    mine.live()  # what this process believes for the next second
    other = installed.engine_named("elastic")
    other.promote(other.create())
    Group.objects.create(name="四十二车间")
    drain()
    assert not compare()
    other.close()


def test_cluster_that_is_away_loses_nothing(settings: Any, elasticsearch_url: str) -> None:
    Group.objects.create(name="四十二车间")
    settings.ELASTICSEARCH_URL = [NOBODY]
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 0.5
    with pytest.raises(EngineUnavailable):
        drain()
    assert status().health
    assert OutboxRow.objects.get().attempts == 0

    settings.ELASTICSEARCH_URL = [elasticsearch_url]
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 20.0
    assert drain().written == 1
    assert not compare()
