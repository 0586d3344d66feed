"""Lists cost as many queries for ten rows as for one, and ask the right questions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Artifact, ArtifactImage, Family, Interview, MomentMention, Person, Photograph, Place
from archive.rights import Viewer
from archive.states import ParticipantRole, PlaceKind
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    ParticipantFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db


def an_artifact() -> None:
    ArtifactImage.objects.create(artifact=ArtifactFactory.create(), picture=PictureFactory.create())


def a_photograph() -> None:
    PhotographFactory.create(picture=PictureFactory.create(), place=PlaceFactory.create())


def an_interview() -> None:
    ParticipantFactory.create(interview=InterviewFactory.create(portrait=PictureFactory.create()))


def a_person() -> None:
    PersonFactory.create(portrait=PictureFactory.create())


def look_at_artifact(row: Artifact) -> Any:
    return row.rights, [image.picture.thumbnail_url for image in row.images.all()]


def look_at_photograph(row: Photograph) -> Any:
    return row.place, row.picture and row.picture.thumbnail_url


def look_at_interview(row: Interview) -> Any:
    return row.portrait and row.portrait.thumbnail_url, [each.person for each in row.participants.all()]


def look_at_person(row: Person) -> Any:
    return row.portrait and row.portrait.thumbnail_url, [post.place for post in row.posts.all()]


CARDS: list[tuple[Any, Callable[[], None], Callable[[Any], Any]]] = [
    (Artifact, an_artifact, look_at_artifact),
    (Photograph, a_photograph, look_at_photograph),
    (Interview, an_interview, look_at_interview),
    (Person, a_person, look_at_person),
]


@pytest.mark.parametrize(("model", "make", "look_at"), CARDS)
def test_cards_cost_the_same_however_many(model: Any, make: Callable[[], None], look_at: Callable[[Any], Any]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in model.objects.visible_to(Viewer.PUBLIC).for_cards():
                look_at(row)
        return len(queries)

    make()
    one = cost()
    for _ in range(4):
        make()
    assert cost() == one


def test_interviews_told_by_somebody() -> None:
    narrator = PersonFactory.create()
    told = ParticipantFactory.create(person=narrator).interview
    ParticipantFactory.create(person=narrator, kind=ParticipantRole.INTERVIEWER)
    assert list(Interview.objects.told_by(narrator)) == [told]


def test_interviews_that_speak_of_a_place() -> None:
    place, interview = PlaceFactory.create(), InterviewFactory.create()
    MomentMention.objects.create(interview=interview, place=place, start_ms=0, end_ms=1000)
    InterviewFactory.create()
    assert list(Interview.objects.at(place)) == [interview]


def test_workshops_are_where_the_work_was_done() -> None:
    workshop = PlaceFactory.create(kind=PlaceKind.WORKSHOP)
    PlaceFactory.create(kind=PlaceKind.VILLAGE)
    assert list(Place.objects.workshops()) == [workshop]


def test_drafts_of_families_are_for_staff() -> None:
    draft = Family.objects.create(slug="f", name="谭家", live=False)
    assert list(Family.objects.visible_to(Viewer.STAFF)) == [draft]
    assert not Family.objects.visible_to(Viewer.PUBLIC).exists()
