"""检索状态 in the admin: one sentence for whoever wonders, the reason for whoever may read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.services.access import withdraw
from museum.models import User
from search import api, rebuilding
from search.indexing import drain
from search.models import OutboxRow
from search.rebuilding import advance, begin
from tests.factories.archive import ArtifactFactory
from tests.museum.conftest import MODEL_BACKEND

pytestmark = pytest.mark.django_db


def page(browser: Client) -> str:
    answer = browser.get(reverse("museum_search_status"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def indexed() -> None:
    ArtifactFactory.create_batch(3)
    api.reindex()
    OutboxRow.objects.all().delete()


@pytest.mark.usefixtures("indexed")
def test_all_is_well(curator_browser: Client) -> None:
    html = page(curator_browser)
    assert "一切正常" in html
    assert "<td>3</td>" in html
    assert reverse("museum_search_status") in curator_browser.get("/admin/").content.decode()


def test_without_an_index_it_says_what_happens(curator_browser: Client) -> None:
    html = page(curator_browser)
    assert "没有答应" in html or "要重建" in html
    assert "manage.py reindex" in html


def test_the_reason_is_for_keepers() -> None:
    user = User.objects.create_user("clerk", "clerk@example.org", "a-long-password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    browser = Client()
    browser.force_login(user, backend=MODEL_BACKEND)
    assert "manage.py reindex" not in page(browser)


def test_nobody_else_gets_in(visitor: Client) -> None:
    assert visitor.get(reverse("museum_search_status")).status_code == 302


def test_a_cluster_that_is_away(curator_browser: Client, settings: Any) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elastic", ["http://127.0.0.1:9"]
    assert "没有答应" in page(curator_browser)


@pytest.mark.usefixtures("indexed")
def test_a_stopped_worker_is_noticed_and_what_is_withheld_is_counted(curator_browser: Client) -> None:
    withdraw(record=ArtifactFactory.create())
    OutboxRow.objects.update(touched_at=timezone.now() - timedelta(seconds=90))
    html = page(curator_browser)
    assert "等了太久" in html
    assert "先不让搜到的</th><td>1</td>" in html
    drain()
    assert "一切正常" in page(curator_browser)


@pytest.mark.usefixtures("indexed")
def test_a_rebuild_shows_how_far_it_is(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK_OBJECTS", 2)
    monkeypatch.setattr(rebuilding, "SLICE_DOCUMENTS", 1)
    monkeypatch.setattr(rebuilding, "TURN_SLICES", 1)
    row = begin(resume=False)
    while not row.objects_read:  # kinds of which the museum has none are passed over first
        row = advance(row.pk)
    html = page(curator_browser)
    assert "正在重建" in html
    assert '<progress id="rebuild" value="2" max="' in html
