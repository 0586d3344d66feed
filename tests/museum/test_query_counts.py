"""How often a page asks the database: few times, and not more often the more there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from archive.models import (
    ArtifactImage,
    ArtifactPerson,
    ArtifactPlace,
    InterviewPlace,
    MomentMention,
    Person,
    Relation,
    RelationType,
)
from museum.models import ExhibitIndexPage, ExhibitPage, SiteSettings
from search import api
from tests.factories.archive import ArtifactFactory, PersonFactory, PhotographFactory, PictureFactory, PlaceFactory
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db

MOST = 25
"""Of records on which everything hangs that can; at full size as well (tests/benchmarks/bench_pages.py)."""


def asked(visitor: Client, address: str) -> int:
    """Queries of the second visit: the first fills what every process fills once (content types, site root).

    The edition of the lexicon is asked for once a second, whatever is visited: on a slow machine, again now."""
    visitor.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200
    return sum("search_lexiconedition" not in each["sql"] for each in queries)


def fill(count: int) -> Told:
    """A workshop with objects, photographs and an interview that speaks of all of them."""
    SiteSettings.for_site(Site.objects.get())  # a museum's first page writes them, and renews what is kept of the frame
    place = PlaceFactory.create(slug="shop")
    told = tell(*[f"第{n}句，讲这件东西。" for n in range(count * 2)], slug="long-talk")
    InterviewPlace.objects.create(interview=told.interview, place=place)
    for n in range(count):
        artifact = ArtifactFactory.create(accession_number=f"ZH-A-{n + 1:04d}")
        ArtifactImage.objects.create(artifact=artifact, picture=PictureFactory.create())
        ArtifactPerson.objects.create(artifact=artifact, person=PersonFactory.create(generation="1"))
        ArtifactPlace.objects.create(artifact=artifact, place=place)
        MomentMention.objects.create(
            interview=told.interview, artifact=artifact, start_ms=n * 1000, end_ms=n * 1000 + 900
        )
        MomentMention.objects.create(interview=told.interview, place=place, start_ms=n * 1000, end_ms=n * 1000 + 900)
        PhotographFactory.create(accession_number=f"ZH-P-{n + 1:04d}", picture=PictureFactory.create(), place=place)
    return told


ADDRESSES = [
    "/", "/artifacts/", "/artifacts/ZH-A-0001/", "/photographs/", "/photographs/ZH-P-0001/", "/interviews/",
    "/interviews/long-talk/", "/people/", "/places/", "/places/shop/", "/exhibits/", "/search/?q=东西",
    "/plant/?decade=1970&place=shop", "/timeline/", "/timeline/?kind=artifact", "/browse/", "/collections/",
    "/people/path/", "/trails/", "/photographs/ZH-P-0001/who/", "/correct/interview/long-talk/?t=0",
    "/search/?q=东西&kind=artifact&sort=date", "/api/v1/search?q=东西", "/interviews/long-talk/?within=东西",
]  # fmt: skip


def test_pages_ask_seldom(visitor: Client) -> None:
    fill(6)
    api.reindex()
    counts = {address: asked(visitor, address) for address in ADDRESSES}
    assert {address: count for address, count in counts.items() if count > MOST} == {}


def test_more_rows_are_no_more_questions(visitor: Client) -> None:
    fill(2)
    api.reindex()
    few = {address: asked(visitor, address) for address in ADDRESSES}
    for n in range(10, 16):
        artifact = ArtifactFactory.create(accession_number=f"ZH-A-{n:04d}")
        ArtifactImage.objects.create(artifact=artifact, picture=PictureFactory.create())
        ArtifactPerson.objects.create(artifact=artifact, person=PersonFactory.create(generation="2"))
        PhotographFactory.create(accession_number=f"ZH-P-{n:04d}", picture=PictureFactory.create())
    api.reindex()
    many = {address: asked(visitor, address) for address in ADDRESSES}
    assert {address: (few[address], count) for address, count in many.items() if count > few[address]} == {}


def test_a_person_asks_seldom(visitor: Client) -> None:
    told = fill(6)
    assert asked(visitor, told.narrator.get_absolute_url()) <= MOST


def test_a_person_with_family_and_masters_asks_no_more(visitor: Client) -> None:
    told = fill(2)
    kin = RelationType.objects.create(code="father-son", name="父子", a_is="父亲", b_is="儿子", is_kinship=True)

    def child(of: Person) -> Person:
        found: Person = PersonFactory.create(generation="2")
        Relation.objects.create(type=kin, a=of, b=found)
        return found

    son = child(told.narrator)
    few = asked(visitor, told.narrator.get_absolute_url())
    for _number in range(4):
        child(child(told.narrator))
        child(son)
    assert asked(visitor, told.narrator.get_absolute_url()) <= few
    assert few <= MOST


def test_an_exhibit_asks_as_often_for_many_clips_as_for_one(visitor: Client) -> None:
    told = fill(8)
    one, many = exhibit(told, 1), exhibit(told, 8)
    assert asked(visitor, many) <= MOST
    assert asked(visitor, many) <= asked(visitor, one) + 1  # the next exhibit's title


def exhibit(told: Told, count: int) -> str:
    clips = [
        ("clip", {"interview": told.interview, "start_ms": n * 1000, "end_ms": n * 1000 + 1000, "caption": ""})
        for n in range(count)
    ]
    objects = [("artifact", {"record": mention.artifact, "note": ""}) for mention in mentions(told)[:count]]
    page = ExhibitPage(title=f"展览{count}", body=[*clips, *objects])
    ExhibitIndexPage.objects.get().add_child(instance=page)
    return str(page.url)


def mentions(told: Told) -> list[MomentMention]:
    return list(told.interview.mentions.filter(artifact__isnull=False).select_related("artifact"))
