"""People, families, places, collections: what may be told, and what may not."""

import pytest
from django.test import Client

from archive.models import Collection, Family, FamilyMember, PlaceChange, PlaceName, Post, Relation, RelationType
from archive.states import Display
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    ParticipantFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
)
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def page(visitor: Client, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_life_that_may_be_told_is_told(visitor: Client) -> None:
    person = PersonFactory.create(name="周桂生", biography="1958年进厂。", generation="1")
    Post.objects.create(person=person, place=PlaceFactory.create(name="三车间"), role="班长")
    html = page(visitor, person.get_absolute_url())
    assert "1958年进厂。" in html
    assert "三车间" in html


def test_a_masked_person_has_a_page_that_says_little(visitor: Client) -> None:
    person = PersonFactory.create(name="洪卫国", alive=True, biography="不能讲的生平。")
    html = page(visitor, person.get_absolute_url())
    assert "洪某" in html
    assert "不能讲的生平" not in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    ("display", "status"),
    [(Display.PRIVATE, 404), (Display.EMBARGOED, 404), (Display.WITHDRAWN, 410), (Display.ANONYMOUS, 404)],
)
def test_a_closed_person_has_no_page(visitor: Client, display: str, status: int) -> None:
    person = PersonFactory.create(name="童大有", public_display=display, public_name="老工人甲")
    answer = visitor.get(person.get_absolute_url())
    assert answer.status_code == status
    assert "童大有" not in answer.content.decode()


def test_the_list_names_only_those_who_may_be_named(visitor: Client) -> None:
    known, masked = PersonFactory.create(name="周桂生"), PersonFactory.create(name="洪卫国", alive=True)
    html = page(visitor, "/people/")
    assert known.get_absolute_url() in html
    assert masked.get_absolute_url() not in html


def test_misheard_names_help_the_search_and_are_not_shown(visitor: Client) -> None:
    person = PersonFactory.create()
    PersonNameFactory.create(person=person, text="谭麻石", kind="nickname")
    PersonNameFactory.create(person=person, text="覃德厚", kind="misheard")
    html = page(visitor, person.get_absolute_url())
    assert "谭麻石" in html
    assert "覃德厚" not in html


def test_ties_are_read_from_the_person_whose_page_it_is(visitor: Client) -> None:
    master, apprentice = PersonFactory.create(name="骆阿根"), PersonFactory.create(name="阳石保")
    craft = RelationType.objects.get_or_create(
        code="master", defaults={"name": "师徒", "a_is": "师傅", "b_is": "徒弟"}
    )[0]
    Relation.objects.create(type=craft, a=master, b=apprentice, started_on="1957年")
    assert "徒弟" in page(visitor, master.get_absolute_url())
    assert "师傅" in page(visitor, apprentice.get_absolute_url())


def test_an_anonymous_narrator_is_not_tied_to_the_interview(visitor: Client) -> None:
    person = PersonFactory.create(name="童大有")
    interview = InterviewFactory.create(title="夜班日历")
    ParticipantFactory.create(interview=interview, person=person, is_anonymous=True, display_label="老工人甲")
    assert interview.get_absolute_url() not in page(visitor, person.get_absolute_url())
    assert person.get_absolute_url() not in page(visitor, interview.get_absolute_url())


def test_what_somebody_told_is_on_their_page(visitor: Client, told: Told) -> None:
    assert told.url in page(visitor, told.narrator.get_absolute_url())


def test_a_family_keeps_a_place_for_the_masked(visitor: Client) -> None:
    family = Family.objects.create(slug="hong", name="洪家")
    for person in (
        PersonFactory.create(name="洪兆南", generation="1"),
        PersonFactory.create(name="洪卫国", generation="2", alive=True),
    ):
        FamilyMember.objects.create(family=family, person=person)
    html = page(visitor, family.get_absolute_url())
    assert "洪兆南" in html.replace("<wbr>", "")
    assert "洪某" in html.replace("<wbr>", "")
    assert "洪卫国" not in html.replace("<wbr>", "")


def test_a_place_tells_its_years(visitor: Client) -> None:
    place = PlaceFactory.create(name="电解一车间")
    PlaceChange.objects.create(place=place, year=1958, text="开车")
    assert "开车" in page(visitor, place.get_absolute_url())


def test_a_draft_of_a_place_is_not_there(visitor: Client) -> None:
    assert visitor.get(PlaceFactory.create(live=False).get_absolute_url()).status_code == 404


def test_the_list_of_places_narrows_by_kind(visitor: Client) -> None:
    shop, school = PlaceFactory.create(kind="workshop"), PlaceFactory.create(kind="school")
    html = page(visitor, "/places/?kind=school")
    assert school.get_absolute_url() in html
    assert shop.get_absolute_url() not in html


def test_the_list_of_places_does_not_say_that_one_is_also_called_what_it_is_called(visitor: Client) -> None:
    place = PlaceFactory.create(name="电解一车间")
    PlaceName.objects.bulk_create([PlaceName(place=place, text=text) for text in ("电解一车间", "氯碱分厂")])
    assert "也叫 氯碱分厂</span>" in page(visitor, "/places/")


def test_a_collection_shows_its_sheet_and_what_is_in_it(visitor: Client) -> None:
    collection = Collection.objects.create(
        slug="tan", reference_code="ZH-01", name="谭家全宗", scope_and_content="三代人的东西。"
    )
    artifact = ArtifactFactory.create(collection=collection)
    html = page(visitor, collection.get_absolute_url())
    assert "三代人的东西。" in html
    assert artifact.get_absolute_url() in html
    assert collection.get_absolute_url() in page(visitor, "/collections/")
