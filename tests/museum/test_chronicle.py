"""The timeline: versions side by side, years counted, generations at work."""

from typing import Any

import pytest

from archive.models import Artifact, Event, EventSource, Post
from archive.states import Access, Display
from museum.chronicle import cards_by_decade, decades_told, happenings, working_years, years_kept
from museum.reader import Reader
from tests.factories.archive import ArtifactFactory, PersonFactory, PhotographFactory, RestrictionFactory
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db


def event(slug: str, when: str, **fields: Any) -> Event:
    found: Event = Event.objects.create(slug=slug, title=fields.pop("title", "大水抢盐"), happened_on=when, **fields)
    return found


def says(of: Event, told: Told, words: str) -> None:
    EventSource.objects.create(event=of, interview=told.interview, start_ms=0, says=words)


def test_memories_that_differ_stand_side_by_side() -> None:
    flood = event("flood", "1975或1976年")
    says(flood, tell("七六年，三百多吨。"), "七六年")
    says(flood, tell("七五年，一百八十吨。", narrator=PersonFactory.create(name="洪兆南", generation="2")), "七五年")
    [told] = happenings(Reader())
    assert told.is_disputed
    assert [(each.says, each.clip.narrator) for each in told.versions] == [("七六年", "周桂生"), ("七五年", "洪兆南")]
    assert told.generations == ["1", "2"]
    assert told.year == 1975


def test_a_version_whose_words_were_cut_is_gone() -> None:
    flood, told = event("flood", "1976年"), tell("七六年，三百多吨。", "那年真大。")
    says(flood, told, "七六年")
    RestrictionFactory.create(interview=told.interview, start_ms=0, end_ms=500)
    assert happenings(Reader())[0].versions == []


def test_a_closed_interview_or_thing_is_no_source() -> None:
    flood, told = event("flood", "1976年"), tell("七六年。", access=Access.RESTRICTED)
    says(flood, told, "七六年")
    EventSource.objects.create(event=flood, artifact=ArtifactFactory.create(access=Access.STAFF))
    [shown] = happenings(Reader())
    assert (shown.versions, shown.cards) == ([], [])


def test_drafts_and_events_without_a_year_are_not_told() -> None:
    event("draft", "1976年", live=False)
    event("undated", "")
    assert happenings(Reader()) == []


def test_a_living_person_is_masked_in_an_event() -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    event("flood", "1976年", title="洪卫国下水", description="洪卫国先跳的。")
    [told] = happenings(Reader())
    assert (told.title, told.description) == ("洪某下水", "洪某先跳的。")


def test_years_count_what_is_dated_to_one_year_and_open() -> None:
    ArtifactFactory.create(date_made="1958年")
    ArtifactFactory.create(date_made="1958年3月", access=Access.RESTRICTED)
    ArtifactFactory.create(date_made="五十年代")
    PhotographFactory.create(date_taken="1958年")
    [year] = years_kept(Reader())
    assert (year.year, year.artifacts, year.photographs, year.number) == (1958, 1, 1, 2)


def test_a_generation_works_from_its_first_post_to_its_last() -> None:
    for first, last, fields in (
        ("1957年", "1985年", {}),
        ("1960年", "1994年", {}),
        ("1940年", "1999年", {"public_display": Display.NAME_ONLY}),
        ("1941年", "1998年", {"alive": True}),
    ):
        person = PersonFactory.create(generation="1", **fields)
        Post.objects.create(person=person, started_on=first, ended_on=last)
    [working] = working_years(Reader())
    assert (working.generation, working.first, working.last) == ("1", 1957, 1994)


def test_decades_hold_what_belongs_to_them_in_order() -> None:
    event("first", "1958年")
    event("last", "2018年")
    ArtifactFactory.create(date_made="1966年")
    decades = decades_told(happenings(Reader()), years_kept(Reader()), {})
    assert [(decade.first, len(decade.happenings), len(decade.years)) for decade in decades] == [
        (1950, 1, 0), (1960, 0, 1), (2010, 1, 0),
    ]  # fmt: skip


def test_a_decade_shows_a_few_things_of_its_own() -> None:
    for number in range(10):
        ArtifactFactory.create(date_made=f"195{number}年")
    ArtifactFactory.create(date_made="1966年")
    shown = cards_by_decade(Artifact.objects.all(), "date_made", Reader())
    assert {first: len(cards) for first, cards in shown.items()} == {1950: 8, 1960: 1}
