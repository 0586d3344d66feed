"""What a place on the plan opens, and how much of it is counted."""

import pytest

from archive.models import ArtifactPlace, MomentMention, Person, Place, Post
from archive.states import Access
from museum.plant.kept import counts_by_place, kept_from
from museum.plant.sheet import Decade
from museum.reader import Reader
from tests.factories.archive import ArtifactFactory, PersonFactory, PhotographFactory, PlaceFactory
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Place:
    place: Place = PlaceFactory.create(slug="shop")
    return place


def put(place: Place, **fields: object) -> None:
    ArtifactPlace.objects.create(place=place, artifact=ArtifactFactory.create(**fields))


def test_what_is_closed_is_neither_shown_nor_counted(shop: Place, told: Told) -> None:
    put(shop, title="开放的")
    put(shop, title="封存的", access=Access.RESTRICTED)
    PhotographFactory.create(place=shop, access=Access.STAFF)
    MomentMention.objects.create(interview=told.interview, place=shop, start_ms=0, end_ms=1000)
    counts = counts_by_place(Reader())[shop.pk]
    assert (counts.artifacts, counts.photographs, counts.sounds) == (1, 0, 1)
    kept = kept_from(shop, Decade(1970), Reader())
    assert [card.title for card in kept.artifacts] == ["开放的"]
    assert [clip.words for clip in kept.moments] == ["那天夜班，阀门是我关的。"]


def test_things_of_the_decade_come_first(shop: Place) -> None:
    put(shop, title="早的", date_made="1958年")
    put(shop, title="不知道哪年的")
    put(shop, title="当年的", date_made="七十年代")
    kept = kept_from(shop, Decade(1970), Reader())
    assert [card.title for card in kept.artifacts] == ["当年的", "早的", "不知道哪年的"]


def worker(shop: Place, name: str, first: str, last: str = "", **person: object) -> Person:
    found: Person = PersonFactory.create(name=name, **person)
    Post.objects.create(person=found, place=shop, started_on=first, ended_on=last)
    return found


def test_people_are_those_who_worked_there_then_and_may_be_found(shop: Place) -> None:
    worker(shop, "骆阿根", "1957年", "1968年")
    worker(shop, "阳石保", "1957年", "1985年")
    worker(shop, "洪卫国", "1975年", alive=True)
    kept = kept_from(shop, Decade(1970), Reader())
    assert [card.title for card in kept.people] == ["阳石保"]


def test_an_empty_place_says_so(shop: Place) -> None:
    assert kept_from(shop, Decade(1970), Reader()).is_empty
