"""Every block an exhibit may hold: shown in a draft's preview, silent about what is closed, few questions asked."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from archive.services.access import change_access
from archive.states import Access
from media.models import Visibility
from media.services.visibility import set_visibility
from museum.blocks.body import ExhibitBody
from museum.models import ExhibitIndexPage, ExhibitPage
from tests.museum.blocks.filled import Cabinet, blocks, cabinet
from tests.museum.test_query_counts import MOST, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Cabinet:
    return cabinet()


def preview(rf: RequestFactory, page: ExhibitPage) -> str:
    answer = page.make_preview_request(rf.get("/"), "")
    answer.render()
    return str(answer.content.decode()).replace("<wbr>", "")


def publish(*body: tuple[str, Any], slug: str = "all") -> ExhibitPage:
    page = ExhibitPage(title=f"展览{slug}", slug=slug, body=list(body))
    ExhibitIndexPage.objects.get().add_child(instance=page)
    return page


def read(visitor: Client, page: ExhibitPage) -> str:
    return visitor.get(page.url).content.decode().replace("<wbr>", "")


def test_a_draft_shows_each_of_its_blocks(rf: RequestFactory, here: Cabinet) -> None:
    filled = blocks(here)
    assert set(filled) == set(ExhibitBody().child_blocks)
    parent = ExhibitIndexPage.objects.get()
    missing = []
    for kind, (value, told) in filled.items():
        page = ExhibitPage(title="草稿", slug="draft", body=[(kind, value)])
        page._cached_parent_obj, page.path, page.depth = parent, f"{parent.path}0009", parent.depth + 1
        if told not in preview(rf, page):
            missing.append(kind)
    assert missing == []


def test_all_blocks_together_ask_seldom(visitor: Client, here: Cabinet) -> None:
    """Each kind of record costs its queries once, however often it is shown."""
    body = [(kind, value) for kind, (value, _told) in blocks(here).items()]
    once, twice = publish(*body, slug="once"), publish(*body, *body, slug="twice")
    few = asked(visitor, twice.url)
    assert asked(visitor, once.url) <= few + 1  # the next exhibit's title
    assert few <= MOST + 18


def test_a_closed_picture_leaves_with_everything_said_of_it(visitor: Client, here: Cabinet) -> None:
    filled = blocks(here)
    page = publish(*((kind, filled[kind][0]) for kind in ("hotspots", "gallery", "compare", "picture")))
    html = read(visitor, page)
    assert all(word in html for word in ("三个窗口", "她手不抖。", "自己拍的", "同一个坡上", "厂门口"))
    set_visibility(assets=[here.picture.asset], visibility=Visibility.STAFF)
    html = read(visitor, page)
    assert not any(word in html for word in ("三个窗口", "她手不抖。", "自己拍的", "同一个坡上", "厂门口"))
    assert here.picture.asset.base_url not in html
    assert "食堂排队" in html


def test_a_closed_photograph_is_in_no_group_of_pictures(visitor: Client, here: Cabinet) -> None:
    filled = blocks(here)
    page = publish(("gallery", filled["gallery"][0]), ("compare", filled["compare"][0]))
    change_access(record=here.photograph, access=Access.RESTRICTED)
    html = read(visitor, page)
    assert "食堂排队" not in html
    assert "同一个坡上" not in html
    assert "自己拍的" in html


def test_a_point_at_a_closed_object_goes_and_the_next_is_counted_on(visitor: Client, here: Cabinet) -> None:
    page = publish(("hotspots", blocks(here)["hotspots"][0]))
    assert "第 2 点，一号" in read(visitor, page)
    change_access(record=here.artifact, access=Access.RESTRICTED)
    html = read(visitor, page)
    assert "她手不抖。" not in html
    assert "第 1 点，一号" in html


def test_a_place_that_is_not_public_is_not_marked(visitor: Client, here: Cabinet) -> None:
    page = publish(("map", blocks(here)["map"][0]))
    assert "锅炉房后头。" in read(visitor, page)
    here.place.live = False
    here.place.save()
    html = read(visitor, page)
    assert "锅炉房后头。" not in html
    assert "烟囱在哪里" not in html
