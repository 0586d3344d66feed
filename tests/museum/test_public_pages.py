"""What every kind of public page tells chats, search engines and readers' programs about itself: one table."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from archive.models import Album, AlbumPhotograph, Collection, Family
from museum import stamp
from museum.models import ExhibitIndexPage, ExhibitPage, Stamp, StoryIndexPage, StoryPage, TrailIndexPage, TrailPage
from museum.sitemaps import SITEMAPS
from tests.factories.archive import (
    ArtifactFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
)
from tests.museum.leaks.outputs import CASES, public_names
from tests.museum.telling import tell

pytestmark = pytest.mark.django_db

KINDS: dict[str, tuple[str, str]] = {
    "home": ("/", "WebSite"),
    "exhibits": ("/exhibits/", "CollectionPage"),
    "exhibit": ("/exhibits/siren/", "Article"),
    "stories": ("/stories/", "CollectionPage"),
    "story": ("/stories/ladle/", "Article"),
    "trails": ("/trails/", "CollectionPage"),
    "trail": ("/trails/nose/", "Article"),
    "about": ("/about/", "WebPage"),
    "privacy": ("/privacy/", "WebPage"),
    "accessibility": ("/accessibility/", "WebPage"),
    "contact": ("/contact/", "WebPage"),
    "search": ("/search/?q=阀门", "SearchResultsPage"),
    "artifacts": ("/artifacts/", "CollectionPage"),
    "artifact": ("/artifacts/ZH-A-0001/", "ArchiveComponent"),
    "photographs": ("/photographs/", "CollectionPage"),
    "photograph": ("/photographs/ZH-P-0001/", "Photograph"),
    "album": ("/albums/ZH-B-0001/", "ImageGallery"),
    "interviews": ("/interviews/", "CollectionPage"),
    "interview": ("/interviews/long-talk/", "AudioObject"),
    "people": ("/people/", "CollectionPage"),
    "person": ("/people/chen/", "ProfilePage"),
    "kin-path": ("/people/path/", "WebPage"),
    "family": ("/families/chen-jia/", "CollectionPage"),
    "places": ("/places/", "CollectionPage"),
    "place": ("/places/shop/", "Place"),
    "plant": ("/plant/", "WebPage"),
    "timeline": ("/timeline/", "WebPage"),
    "browse": ("/browse/", "CollectionPage"),
    "collections": ("/collections/", "CollectionPage"),
    "collection": ("/collections/fonds/", "Collection"),
}
"""Where a page of each kind is, and what it is to a machine."""

NO_PAGES = frozenset(
    {"suggestions", "api-search", "api-suggest", "api-within", "captions", "segment", "feed", "sitemap"}
    | {"django.contrib.sitemaps.views.sitemap", "original", "rendition", "derivative", "image", "info", "tile"}
    | {"wagtail_serve", "passage", "passage-address", "quote-card", "transcript-file", "interview-print"}
    | {"contribute", "call", "begin", "receipts", "receipt", "receipt_withdraw", "posters"}
    | {"who-is-this", "correct", "reply"}
)
"""Addresses that answer with data, a file, a part of a page, a sheet to print or a redirect; Wagtail's, whose pages the
table names one by one; and forms, which are about nothing that could be described."""

FEED = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def one_of_everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once for all pages, in a transaction around those of the tests: test_empty_museum.py has the others."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_one_of_everything()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def museum(one_of_everything: None, db: None) -> None:
    """One of everything, for one test."""


def make_one_of_everything() -> None:
    """Each with words that would break out of a badly written page."""
    ArtifactFactory.create(accession_number="ZH-A-0001", title='缸"</script><b>', story_label="三十年水。\n第二行。")
    photograph = PhotographFactory.create(accession_number="ZH-P-0001", picture=PictureFactory.create())
    album = Album.objects.create(accession_number="ZH-B-0001", title="甲班的相册")
    AlbumPhotograph.objects.create(album=album, photograph=photograph)
    tell("那天夜班，阀门是我关的。", slug="long-talk")
    PersonFactory.create(name="陈福生", slug="chen", biography="在三车间上班。")
    Family.objects.create(name="陈家", slug="chen-jia")
    PlaceFactory.create(slug="shop", name="三车间")
    Collection.objects.create(slug="fonds", name="全宗一", reference_code="ZH")
    ExhibitIndexPage.objects.get().add_child(instance=ExhibitPage(title="一把汽笛", slug="siren", summary="听。"))
    StoryIndexPage.objects.get().add_child(instance=StoryPage(title="一把勺子", slug="ladle", author="馆里"))
    TrailIndexPage.objects.get().add_child(instance=TrailPage(title="鼻子记得", slug="nose", summary="闻。"))


def tag(html: str, pattern: str) -> str:
    found = re.findall(pattern, html)
    assert len(found) == 1, (pattern, found)
    return str(found[0])


@pytest.mark.usefixtures("museum")
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_what_it_is(visitor: Client, kind: str) -> None:
    address, schema = KINDS[kind]
    answer = visitor.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert '<html lang="zh-Hans"' in html
    assert html.count("<h1") == 1
    assert tag(html, r"<title>([^<]+)</title>").strip()
    assert len(tag(html, r'<meta name="description" content="([^"]+)">')) > 1
    canonical = tag(html, r'<link rel="canonical" href="([^"]+)">')
    assert canonical.startswith(settings.SITE_URL + address.split("?")[0])
    for name in ("site_name", "title", "description", "type", "image:width", "image:height", "image:alt"):
        assert tag(html, rf'<meta property="og:{name}" content="([^"]*)">').strip(), name
    assert tag(html, r'<meta property="og:url" content="([^"]+)">') == canonical
    assert tag(html, r'<meta property="og:image" content="([^"]+)">').startswith(settings.SITE_URL)
    assert html.count('type="application/atom+xml"') == 3
    facts = linked(html)
    assert (facts["@context"], facts["@type"]) == ("https://schema.org", schema)
    assert facts["name"]
    assert facts["url"].startswith(settings.SITE_URL)
    assert not [value for value in facts.values() if value in (None, "", [])]


@pytest.mark.usefixtures("museum")
def test_no_kept_page_asks_a_table_whose_changes_do_not_count(visitor: Client) -> None:
    """Else it would stay as it was."""
    silent = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - set(stamp.watched())
    # Kinds of rows and stamps are asked for on the way; neither is shown.
    silent -= {ContentType._meta.db_table, Stamp._meta.db_table}
    with CaptureQueriesContext(connection) as queries:
        for kind, (address, _schema) in KINDS.items():
            if kind != "search":
                visitor.get(address)
    asked = {table for query in queries for table in re.findall(r'"(\w+)"', query["sql"]) if table in silent}
    assert asked == set()


def linked(html: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(tag(html, r'(?s)<script type="application/ld\+json">(.*?)</script>'))
    return facts


def test_the_table_has_every_kind() -> None:
    """A new page needs a row in `KINDS`."""
    asked = {name for name in public_names() if not name.startswith("unnamed: ")}
    assert (asked & set(CASES)) - NO_PAGES - set(KINDS) == set()


@pytest.mark.usefixtures("museum")
def test_a_page_has_one_address_whatever_a_chat_has_hung_on_to_it(visitor: Client) -> None:
    html = visitor.get("/artifacts/?from=groupmessage&page=1&decade=1970").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/artifacts/?decade=1970">' in html


@pytest.mark.usefixtures("museum")
@pytest.mark.parametrize(
    ("name", "leads_to"),
    [("latest", "/artifacts/ZH-A-0001/"), ("interviews", "/interviews/long-talk/"), ("exhibits", "/exhibits/siren/")],
)
def test_a_feed_names_what_is_new(visitor: Client, name: str, leads_to: str) -> None:
    ExhibitPage.objects.get().save_revision().publish()
    answer = visitor.get(f"/feeds/{name}.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{FEED}feed"
    assert feed.findtext(f"{FEED}id")
    entries = feed.findall(f"{FEED}entry")
    links = {entry.find(f"{FEED}link").get("href") for entry in entries}  # type: ignore[union-attr]  # Atom wants one
    assert settings.SITE_URL + leads_to in links
    assert all(entry.findtext(f"{FEED}updated") and entry.findtext(f"{FEED}title") for entry in entries)


@pytest.mark.usefixtures("museum")
def test_the_sitemap_leads_to_every_kind_of_page(visitor: Client) -> None:
    told = "".join(visitor.get(f"/sitemap-{name}.xml").content.decode() for name in SITEMAPS)
    found = {address.removeprefix("http://testserver") for address in re.findall(r"<loc>([^<]+)</loc>", told)}
    wanted = {address for kind, (address, _schema) in KINDS.items() if kind not in ("search", "kin-path")}
    assert wanted - {re.sub(r"^https?://[^/]+", "", address) for address in found} == set()
