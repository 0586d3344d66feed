"""Titles from the database: what a visitor gets while the search engine is away."""

import pytest
from wagtail.models import Page, PageViewRestriction

from archive.rights import Viewer
from archive.states import Access
from museum.models import StoryPage
from museum.reader import Reader
from museum.title_search import MOST_OF_A_KIND, find_titles
from tests.factories.archive import ArtifactFactory, InterviewFactory, PersonFactory, PhotographFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_search")]


def found(query: str, viewer: Viewer = Viewer.PUBLIC) -> set[str]:
    return {each.title for each in find_titles(query, Reader(viewer))}


def test_every_kind_is_found_by_its_title() -> None:
    home = Page.objects.get(slug="home", depth=2)
    home.add_child(instance=StoryPage(title="汽笛的故事", slug="whistle"))
    ArtifactFactory.create(title="汽笛拉绳")
    PhotographFactory.create(title="汽笛下的合影")
    InterviewFactory.create(title="听汽笛上班")
    PersonFactory.create(name="汪汽笛")
    PlaceFactory.create(name="汽笛楼")
    by_kind = {each.kind: each.url for each in find_titles("汽笛", Reader())}
    assert by_kind.keys() == {"artifact", "photograph", "interview", "person", "place", "story"}
    assert all(by_kind.values())


def test_both_scripts_and_several_words() -> None:
    ArtifactFactory.create(title="氯鹼車間的閥門")
    assert found("阀门 氯碱") == {"氯鹼車間的閥門"}
    assert not found("阀门 汽笛")


@pytest.mark.parametrize("query", ["", "  ", "“”", "%", "\x00", "'; --", "(" * 500, '"', "*"])
def test_nothing_asked_is_nothing_found(query: str) -> None:
    ArtifactFactory.create(title="阀门")
    assert not found(query)


@pytest.mark.parametrize("access", [Access.STAFF, Access.RESTRICTED, Access.WITHDRAWN, Access.EMBARGOED])
def test_what_is_closed_is_not_found(access: Access) -> None:
    ArtifactFactory.create(title="阀门手轮", access=access)
    assert not found("阀门")
    assert found("阀门", Viewer.STAFF) == ({"阀门手轮"} if access is Access.STAFF else set())


def test_drafts_are_not_found() -> None:
    ArtifactFactory.create(title="阀门手轮", live=False)
    PlaceFactory.create(name="阀门楼", live=False)
    assert not found("阀门", Viewer.STAFF)


def test_a_masked_name_in_a_title_finds_nothing_and_is_not_shown() -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    ArtifactFactory.create(title="洪卫国的工作证")
    assert not found("洪卫国")
    assert found("工作证") == {"洪某的工作证"}


def test_a_page_behind_a_login_is_not_found() -> None:
    home = Page.objects.get(slug="home", depth=2)
    page = home.add_child(instance=StoryPage(title="阀门的故事", slug="valve"))
    assert found("阀门") == {"阀门的故事"}
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not found("阀门")


def test_a_kind_does_not_crowd_out_the_others() -> None:
    for number in range(MOST_OF_A_KIND + 3):
        ArtifactFactory.create(title=f"阀门 {number}")
    PlaceFactory.create(name="阀门楼")
    assert len(found("阀门")) == MOST_OF_A_KIND + 1
