"""Pages kept for visitors: one question to the database while nothing changes, and nothing of it after any change."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from archive.contribution_states import ContributionState
from archive.models import Artifact, Contribution, Person, Place, Segment
from archive.services.access import change_access, withdraw
from archive.states import Access, Display
from museum import kept_pages, stamp
from museum.models import ExhibitIndexPage, ExhibitPage, SiteSettings, StoryIndexPage, StoryPage
from search.models import LoggedSearch, OutboxRow, TermRow
from tests.factories.archive import ArtifactFactory, PersonFactory, PlaceFactory
from tests.factories.contributions import ContributionFactory
from tests.museum.keeping import STORES, pages_are_kept
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["files"])
def keeping(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[None]:
    with pages_are_kept(settings, tmp_path, request.param):
        yield


OWN_QUESTIONS = re.compile("museum_cache")
"""Of a store in a table."""


def is_kept(visitor: Client, address: str, **more: Any) -> bool:
    """A kept page costs one question, for the stamp (and the store's own, where the store is a table)."""
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address, **more).status_code == 200
    asked = [each["sql"] for each in queries if not OWN_QUESTIONS.search(each["sql"])]
    return len(asked) == 1 and "museum_stamp" in asked[0]


def nothing_is_kept() -> bool:
    """Of the store in files."""
    return not list(caches["pages"]._list_cache_files())  # type: ignore[attr-defined]


@pytest.mark.parametrize("keeping", STORES, indirect=True)
@pytest.mark.usefixtures("keeping")
def test_the_second_visitor_gets_the_page_of_the_first() -> None:
    call_command("createcachetable", verbosity=0)
    ArtifactFactory.create(accession_number="ZH-A-0001", title="手轮")
    first = Client().get("/artifacts/ZH-A-0001/")
    assert is_kept(Client(), "/artifacts/ZH-A-0001/")
    again = Client().get("/artifacts/ZH-A-0001/")
    assert again.content == first.content
    for name in ("Content-Type", "Content-Security-Policy", "X-Frame-Options", "ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name], name
    assert "手轮" in again.text


@pytest.mark.usefixtures("keeping")
class TestWhatIsKept:
    def test_a_browser_that_has_the_page_is_told_that_it_is_the_same(self, visitor: Client) -> None:
        etag = visitor.get("/").headers["ETag"]
        same = visitor.get("/", headers={"If-None-Match": etag})
        assert (same.status_code, same.content) == (304, b"")
        ArtifactFactory.create()
        assert visitor.get("/", headers={"If-None-Match": etag}).status_code == 200

    def test_each_mode_of_reading_has_its_own(self, visitor: Client) -> None:
        visitor.get("/")
        large = Client()
        large.get("/?reading=large")
        assert 'data-reading="large"' in large.get("/").text
        assert is_kept(large, "/")
        assert 'data-reading="large"' not in visitor.get("/").text

    def test_the_curator_sees_the_page_made_anew_and_leaves_nothing_behind(
        self, visitor: Client, curator_browser: Client
    ) -> None:
        artifact = ArtifactFactory.create(access=Access.STAFF, title="馆内")
        address = artifact.get_absolute_url()
        assert "馆内" in curator_browser.get(address).text
        assert "馆内" in curator_browser.get("/artifacts/").text
        assert visitor.get(address).status_code == 403
        assert "馆内" not in visitor.get("/artifacts/").text
        assert "馆内" in curator_browser.get("/artifacts/").text

    @pytest.mark.parametrize(
        "address",
        ["/?utm=1", "/search/?q=阀门", "/search/", "/people/path/?from=a&to=b", "/interviews/talk/?within=阀门"],
    )
    def test_what_is_asked_freely_is_not_kept(self, visitor: Client, told: Told, address: str) -> None:
        address = address.replace("/talk/", f"/{told.interview.slug}/")
        assert visitor.get(address).status_code == 200
        assert nothing_is_kept()

    def test_a_cookie_that_no_page_knows_gets_a_page_of_its_own(self, visitor: Client) -> None:
        visitor.get("/")
        visitor.cookies["draft"] = "1"
        assert not is_kept(visitor, "/")

    def test_no_refusal_is_kept(self, visitor: Client) -> None:
        artifact = ArtifactFactory.create(access=Access.WITHDRAWN)
        for _ in range(2):
            assert visitor.get(artifact.get_absolute_url()).status_code == 410
            assert visitor.get("/nowhere/").status_code == 404
        assert nothing_is_kept()

    def test_a_preview_neither_is_kept_nor_comes_from_the_store(self, visitor: Client) -> None:
        story = _story("原题")
        visitor.get(story.url)
        story.title = "没发布"
        assert "没发布" in story.make_preview_request().text
        assert "原题" in visitor.get(story.url).text

    def test_a_page_with_a_nonce_is_not_kept(self, visitor: Client, rf: Any) -> None:
        request = rf.get("/")
        request._csp_nonce = "once"
        request.resolver_match = visitor.get("/").resolver_match
        assert not kept_pages.may_be_kept(request, visitor.get("/"))  # type: ignore[arg-type]  # the client's response

    def test_a_store_that_is_away_keeps_nobody_from_the_page(
        self, visitor: Client, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
        settings.CACHES = {**settings.CACHES, "pages": redis}
        assert visitor.get("/").status_code == 200
        assert "kept pages cannot be read" in caplog.text

    def test_the_day_counts(self, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """An embargo ends at midnight, and nobody saves anything then."""
        today = timezone.localdate()
        sealed = ArtifactFactory.create(access=Access.EMBARGOED, embargo_until=today, title="封着")
        assert "封着" not in visitor.get("/artifacts/").text
        assert is_kept(visitor, "/artifacts/")
        monkeypatch.setattr(timezone, "localdate", lambda *_args: today + timedelta(days=1))
        assert "封着" in visitor.get("/artifacts/").text
        assert visitor.get(sealed.get_absolute_url()).status_code == 200


def _story(title: str) -> StoryPage:
    story = StoryPage(title=title, slug="story-of-a-valve")
    StoryIndexPage.objects.get().add_child(instance=story)
    return story


def _exhibit(title: str, slug: str) -> ExhibitPage:
    exhibit = ExhibitPage(title=title, slug=slug)
    ExhibitIndexPage.objects.get().add_child(instance=exhibit)
    return exhibit


def _close_the_door() -> None:
    page = StoryPage.objects.get()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.first())


CHANGES: dict[str, tuple[str, Callable[[], object]]] = {
    "a title": ("/artifacts/ZH-A-0001/", lambda: _save(Artifact.objects.get(), title="换了名字")),
    "a bulk update": ("/artifacts/", lambda: Artifact.objects.update(title="换了名字")),
    "SQL": ("/artifacts/", lambda: connection.cursor().execute("UPDATE archive_artifact SET title = '换了名字'")),
    "a deletion": ("/artifacts/", lambda: Artifact.objects.all().delete()),
    "withdrawal": ("/artifacts/", lambda: withdraw(record=Artifact.objects.get())),
    "restriction": (
        "/artifacts/ZH-A-0001/",
        lambda: change_access(record=Artifact.objects.get(), access=Access.RESTRICTED),
    ),
    "unpublishing": ("/artifacts/", lambda: Artifact.objects.get().unpublish()),
    "publishing": ("/exhibits/", lambda: _exhibit("新的展览", "xin")),
    "reordering": (
        "/exhibits/",
        lambda: ExhibitPage.objects.get(slug="b").move(ExhibitPage.objects.get(slug="a"), "left"),
    ),
    "a page behind a login": ("/stories/", _close_the_door),
    "a page taken back": ("/stories/", lambda: StoryPage.objects.get().unpublish()),
    "a door at the foot": ("/people/", lambda: _save(Page.objects.get(slug="about"), title="怎么来的")),
    "the museum's own words": ("/people/", lambda: _save(SiteSettings.for_site(Site.objects.get()), footer="换了一句")),
    "a name that is masked": (
        "/people/",
        lambda: _save(Person.objects.get(name="陈福生"), public_display=Display.MASKED),
    ),
    "words that are cut": ("/interviews/talk/", lambda: Segment.objects.filter(order=0).update(text="改过的话")),
    "a word of the lexicon": ("/", lambda: TermRow.objects.update(gloss="换了解释")),
    "an index that has followed": ("/people/", lambda: OutboxRow.objects.all().delete()),
}
"""What a visitor may see changed by, and where."""


def _save(row: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("change", CHANGES)
def test_the_next_request_after_a_change_shows_the_new_state(visitor: Client, told: Told, change: str) -> None:
    ArtifactFactory.create(accession_number="ZH-A-0001", title="手轮")
    PersonFactory.create(name="陈福生", generation="1")
    _exhibit("甲", "a"), _exhibit("乙", "b"), _story("一把扳手")
    TermRow.objects.create(term="压滤", key="压滤")
    address, make = CHANGES[change]
    address = address.replace("/talk/", f"/{told.interview.slug}/")
    before = visitor.get(address)
    assert is_kept(visitor, address)
    make()
    with CaptureQueriesContext(connection) as queries:
        after = visitor.get(address)
    assert len(queries) > 1, "came from the store"
    if "word of the lexicon" not in change and "index" not in change:
        assert after.content != before.content
    if after.status_code == 200:
        assert is_kept(visitor, address)


@pytest.mark.usefixtures("keeping")
def test_what_is_rolled_back_has_changed_nothing(visitor: Client) -> None:
    visitor.get("/artifacts/")
    was = stamp.current()
    with transaction.atomic():
        ArtifactFactory.create()
        assert stamp.current() != was
        transaction.set_rollback(True)
    assert stamp.current() == was
    assert is_kept(visitor, "/artifacts/")


def test_a_table_that_counts_no_more_loses_its_triggers(monkeypatch: pytest.MonkeyPatch) -> None:
    PlaceFactory.create()
    monkeypatch.setattr(stamp, "SILENT", stamp.SILENT | {"archive.place"})
    stamp.lay()
    was = stamp.current()
    Place.objects.update(name="别的地方")
    assert stamp.current() == was


def test_what_a_resident_takes_back_counts() -> None:
    """A name on a face is shown as long as its contribution stands."""
    ContributionFactory.create()
    was = stamp.current()
    Contribution.objects.update(state=ContributionState.WITHDRAWN)
    assert stamp.current() != was


def test_searching_and_drafting_leave_the_pages_alone(curator: Any) -> None:
    story = _story("一把扳手")
    was = stamp.current()
    LoggedSearch.objects.create(key="k", query="阀门", asked_at=timezone.now(), total=0)
    Group.objects.create(name="帮手")
    curator.save()
    assert stamp.current() == was
    story.save()
    assert stamp.current() != was


def test_every_table_is_watched_or_said_to_be_silent() -> None:
    """The silent ones are counted, so that a new table is not put there in passing."""
    with connection.cursor() as cursor:
        laid = {table for table, _name in stamp._laid(connection)}
        assert set(connection.introspection.table_names(cursor)) >= laid
    assert laid == set(stamp.watched())
    assert {"archive_artifact", "archive_segment", "wagtailcore_page", "search_outboxrow", "media_derivative"} <= laid


def test_triggers_are_taken_up_and_laid_again() -> None:
    stamp.take_up()
    assert not list(stamp._laid(connection))
    was = stamp.current()
    ArtifactFactory.create()
    assert stamp.current() == was
    assert stamp.lay()
    ArtifactFactory.create()
    assert stamp.current() != was
