"""Seconds about a person, a place, a thing: on its page, with the name marked, and nothing that may not be heard."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import MentionRejection, MomentMention, Person
from archive.states import Access, Display, Living
from museum.models import User
from museum.moments import MOST_OF_ONE_INTERVIEW, MOST_SHOWN, About, moments_about
from museum.reader import Reader
from search import api
from search.indexing import drain
from tests.factories.archive import ArtifactFactory, PersonFactory, PlaceFactory, RestrictionFactory
from tests.museum.telling import serve_sound, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> Person:
    row: Person = PersonFactory.create(name="单福生", slug="shan-fusheng")
    return row


def about(record: Any, reader: Reader | None = None) -> About:
    return moments_about(record, reader or Reader())


def said(found: About) -> list[str]:
    return ["".join(text for text, _ in moment.parts) for telling in found.tellings for moment in telling.moments]


def page(browser: Client, record: Any) -> str:
    return browser.get(record.get_absolute_url()).content.decode()


def test_the_page_of_a_person_lists_where_the_name_is_said(visitor: Client, person: Person) -> None:
    told = tell("头一句。", "单福生教我的。", title="那天夜班")
    api.reindex()
    html = page(visitor, person)
    assert "<mark>单福生</mark>教我的。" in html
    assert f"{told.url}?t=1,2&amp;layer=raw#s-{told.segments[1].uid}" in html
    assert "从《那天夜班》00:00:01 听起" in html


def test_the_pages_of_places_and_things_do_too(visitor: Client) -> None:
    place, thing = PlaceFactory.create(name="机修厂"), ArtifactFactory.create(title="泥鳅车床转盘齿圈")
    tell("泥鳅车床转盘齿圈在机修厂。")
    api.reindex()
    assert "<mark>机修厂</mark>" in page(visitor, place)
    assert "<mark>泥鳅车床转盘齿圈</mark>" in page(visitor, thing)


def test_what_a_curator_marked_comes_first_and_is_told_once(person: Person) -> None:
    tell("单福生先来的。", title="甲")
    told = tell("单福生教我的。", "后来他走了。", "单福生又来了。", title="乙")
    MomentMention.objects.create(interview=told.interview, start_ms=0, end_ms=1000, person=person)
    api.reindex()
    found = about(person)
    assert [telling.title for telling in found.tellings] == ["乙", "甲"]
    assert said(found) == ["单福生教我的。", "单福生先来的。"]


def test_what_people_say_of_themselves_is_not_told_about_them(person: Person) -> None:
    tell("我叫单福生。", narrator=person, title="自己")
    tell("单福生教我的。", title="别人")
    api.reindex()
    assert [telling.title for telling in about(person).tellings] == ["别人"]


def test_of_one_interview_only_some_are_shown_and_the_rest_is_a_search(visitor: Client, person: Person) -> None:
    tell(*("单福生教我的。" + "慢慢讲，" * 30 for _ in range(6)))
    api.reindex()
    found = about(person)
    assert len(said(found)) == MOST_OF_ONE_INTERVIEW
    assert found.more == 3
    assert f'href="/search/?about=person%3A{person.pk}"' in page(visitor, person)


def test_that_search_says_of_whom_and_shows_where(visitor: Client, person: Person) -> None:
    told = tell("头一句。", "单福生教我的。")
    tell("别人教我的。")
    api.reindex()
    html = visitor.get(f"/search/?about=person:{person.pk}").content.decode()
    assert "讲到单福生的" in html
    assert "<mark>单福生</mark>教我的。" in html
    assert f"#s-{told.segments[1].uid}" in html
    assert "别人教我的" not in html


@pytest.mark.parametrize("value", ["person:999999", "interview:1", "person:", "x", "person:1 OR 1"])
def test_a_search_about_nobody_gets_a_page(visitor: Client, value: str) -> None:
    api.reindex()
    assert visitor.get("/search/", {"about": value}).status_code == 200


def test_of_many_interviews_a_page_full_is_shown(person: Person) -> None:
    for number in range(MOST_SHOWN + 2):
        tell("单福生教我的。", slug=f"talk-{number}")
    api.reindex()
    found = about(person)
    assert (len(said(found)), found.more) == (MOST_SHOWN, 2)


@pytest.mark.parametrize("access", [Access.RESTRICTED, Access.EMBARGOED, Access.WITHDRAWN, Access.STAFF])
def test_what_is_closed_is_not_told_even_before_the_index_knows(person: Person, access: str) -> None:
    told = tell("单福生教我的。")
    api.reindex()
    assert said(about(person))
    told.interview.access = access
    told.interview.save()
    assert not about(person)


def test_a_cut_holds_at_once(person: Person) -> None:
    told = tell("单福生教我的。")
    api.reindex()
    RestrictionFactory.create(interview=told.interview, start_ms=0, end_ms=500)
    assert not about(person)


def test_who_may_not_be_named_has_no_moments(visitor: Client) -> None:
    person = PersonFactory.create(name="洪卫民", public_display=Display.MASKED, living=Living.LIVING)
    tell("洪卫民教我的。")
    api.reindex()
    assert not about(person)
    html = page(visitor, person)
    assert "洪卫民" not in html
    assert "教我的" not in html


def test_without_the_engine_the_page_stands_with_what_is_marked(person: Person) -> None:
    told = tell("他教我的。")
    MomentMention.objects.create(interview=told.interview, start_ms=0, end_ms=1000, person=person)
    assert said(about(person)) == ["他教我的。"]


def test_a_moment_can_be_heard_on_the_page(visitor: Client, person: Person) -> None:
    told = tell("头一句。", "单福生教我的。")
    serve_sound(told.interview)
    api.reindex()
    assert "#t=1,2" in page(visitor, person)


def test_a_page_asks_as_often_for_many_moments_as_for_one(visitor: Client, person: Person) -> None:
    def asked() -> int:
        api.reindex()
        page(visitor, person)
        with CaptureQueriesContext(connection) as queries:
            page(visitor, person)
        return len(queries)

    tell("单福生教我的。", slug="first-talk")
    few = asked()
    for number in range(4):
        tell("单福生教我的。", "单福生走了。", slug=f"talk-{number}")
    assert asked() <= few <= 25


# --- 不是他 ------------------------------------------------------------------------------------------------------


def reject(browser: Client, person: Person, segment: str, address: str = "/moments/reject/") -> int:
    form = {"entity": f"person:{person.pk}", "segment": segment, "words": "单福生"}
    return browser.post(address, form).status_code


def test_a_curator_rejects_a_moment_and_takes_it_back(curator_browser: Client, person: Person) -> None:
    told = tell("单福生教我的。")
    uid = told.segments[0].uid
    api.reindex()
    assert "不是" in page(curator_browser, person)
    assert reject(curator_browser, person, uid) == 302
    assert not about(person)
    assert "说过不是的 1 处" in page(curator_browser, person)
    drain()
    assert api.moments(f"person:{person.pk}", viewer=api.PUBLIC).total == 0
    assert reject(curator_browser, person, uid, "/moments/restore/") == 302
    drain()
    assert said(about(person)) == ["单福生教我的。"]


def test_visitors_see_no_such_button_and_may_not(visitor: Client, person: Person) -> None:
    told = tell("单福生教我的。")
    api.reindex()
    assert "<form class" not in page(visitor, person).split('id="heard"')[1].split("</section>")[0]
    assert reject(visitor, person, told.segments[0].uid) == 403
    assert not MentionRejection.objects.exists()


@pytest.mark.parametrize(
    "entity", ["", "person", "person:x", "person:0", "interview:1", "person:" + "9" * 30, "person:²"]
)
def test_nonsense_is_not_found(curator_browser: Client, entity: str) -> None:
    assert curator_browser.post("/moments/reject/", {"entity": entity, "segment": "x"}).status_code == 404


def test_rejecting_is_no_link(curator: User, curator_browser: Client) -> None:
    assert curator_browser.get("/moments/reject/").status_code == 405
