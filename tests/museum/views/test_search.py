"""The page of results: what is asked is in the address, what is found is marked, and silence is explained."""

import pytest
from django.test import Client

from archive.states import Access
from search import api
from tests.factories.archive import ArtifactFactory
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db


def page(visitor: Client, url: str, status: int = 200) -> str:
    answer = visitor.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_a_question_there_is_a_box(visitor: Client) -> None:
    assert '<input id="q" type="search" name="q"' in page(visitor, "/search/")


def test_two_characters_lead_to_the_second_they_are_spoken_in(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?q=师傅")
    assert "<mark>师傅</mark>" in html
    assert f"{told.url}?within=师傅&amp;t=1#s-{told.segments[1].uid}" in html


def test_traditional_characters_find_simplified_words(visitor: Client, told: Told) -> None:
    api.reindex()
    assert told.url in page(visitor, "/search/?q=閥門")


def test_an_object_is_found_by_its_number(visitor: Client) -> None:
    artifact = ArtifactFactory.create()
    api.reindex()
    assert artifact.get_absolute_url() in page(visitor, f"/search/?q={artifact.accession_number}")


def test_what_is_closed_is_not_found(visitor: Client) -> None:
    told = tell("谁也不该听到的话。", access=Access.RESTRICTED)
    api.reindex()
    assert told.url not in page(visitor, "/search/?q=谁也不该听到")


def test_what_is_for_staff_is_found_by_staff_alone(visitor: Client, curator_browser: Client) -> None:
    artifact = ArtifactFactory.create(title="仅供馆内的阀门", access=Access.STAFF)
    api.reindex()
    assert artifact.get_absolute_url() not in page(visitor, "/search/?q=阀门")
    assert artifact.get_absolute_url() in page(curator_browser, "/search/?q=阀门")


def test_kinds_are_links_that_keep_the_question(visitor: Client, told: Told) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    html = page(visitor, "/search/?q=阀门")
    assert 'href="/search/?q=阀门&amp;kind=artifact"' in html


def test_nothing_found_is_never_an_empty_page(visitor: Client) -> None:
    api.reindex()
    assert "没找到“砂眼泵”" in page(visitor, "/search/?q=砂眼泵")


def test_without_an_index_the_page_says_so_and_stands(visitor: Client) -> None:
    artifact = ArtifactFactory.create(title="阀门手轮")
    html = page(visitor, "/search/?q=阀门")
    assert "搜索这会儿没有答应" in html
    assert artifact.get_absolute_url() in html


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "长" * 5000,
        "q=%00",
        "q=%22",
        "q=-",
        "q=AND+OR+%28",
        "q=x&page=-1",
        "q=x&generation=9&decade=abc",
        "q=%F0%9F%98%80",
    ],
)
def test_hostile_questions_are_answered(visitor: Client, query: str) -> None:
    api.reindex()
    assert visitor.get(f"/search/?{query}").status_code == 200


def test_what_is_typed_is_escaped(visitor: Client) -> None:
    api.reindex()
    assert "<script>alert" not in page(visitor, "/search/?q=<script>alert(1)</script>")


def test_only_reading_is_allowed(visitor: Client) -> None:
    assert visitor.post("/search/", {"q": "阀门"}).status_code == 405


def test_suggestions_are_words(visitor: Client) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    found = visitor.get("/search/suggestions/?q=阀门").json()["suggestions"]
    assert any("阀门" in each["text"] for each in found)


def test_suggestions_are_silent_when_the_engine_is(visitor: Client) -> None:
    assert visitor.get("/search/suggestions/?q=阀").json() == {"suggestions": []}
