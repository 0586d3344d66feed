"""A trail is walked station by station, printed in two versions, and silent about what is closed."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from archive.models import Artifact, ArtifactImage
from archive.services.access import change_access
from archive.states import Access
from museum.entries import exhibits, trail_entry, trails
from museum.models import ExhibitIndexPage, ExhibitPage, TrailIndexPage, TrailPage
from search import api
from search.indexing import drain
from search.models import OutboxRow
from tests.factories.archive import ArtifactFactory, PictureFactory
from tests.museum.telling import Told
from tests.museum.test_query_counts import MOST, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def coat(db: None) -> Artifact:
    coat: Artifact = ArtifactFactory.create(title="补丁工作服")
    ArtifactImage.objects.create(artifact=coat, picture=PictureFactory.create())
    return coat


def station(title: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    words = {
        "introduction": f"{title}的开头。",
        "question": f"{title}问什么？",
        "answer": f"{title}的答案。",
        "notice": f"{title}留心。",
    }
    return "station", {"title": title, **words, "lines": 3, "moments": [], **fields}


@pytest.fixture
def trail(told: Told, coat: Artifact) -> TrailPage:
    moment = {"interview": told.interview, "start_ms": 0, "end_ms": 1000}
    page = TrailPage(
        title="鼻子侦探", slug="nose", audience="八到十岁", minutes=40, teacher_note="带一瓶醋。",
        body=[
            station("闻一闻", moments=[moment]),
            station("补一补", hint="找到那件衣服。", artifact=coat),
            station("问一问", query="气味"),
        ],
    )  # fmt: skip
    TrailIndexPage.objects.get().add_child(instance=page)
    return page


def read(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("<wbr>", "")


def test_the_trail_leads_through_its_stations(visitor: Client, trail: TrailPage) -> None:
    assert "鼻子侦探" in read(visitor, "/trails/")
    front = read(visitor, trail.url)
    assert [f'href="{trail.url}{number}/"' in front for number in (1, 2, 3, 4)] == [True, True, True, False]
    first, second, third = (read(visitor, f"{trail.url}{number}/") for number in (1, 2, 3))
    assert "那天夜班，阀门是我关的。" in first
    assert "补丁工作服" in second
    assert f'rel="prev" href="{trail.url}1/"' in second
    assert f'rel="next" data-done href="{trail.url}3/"' in second
    assert "/search/?q=%E6%B0%94%E5%91%B3" in third
    assert "走完了" in third


def test_only_the_teachers_sheet_has_the_answers(visitor: Client, trail: TrailPage) -> None:
    walked = "".join(read(visitor, f"{trail.url}{below}") for below in ("", "1/", "2/", "3/", "sheet/"))
    assert "的答案。" not in walked
    assert "带一瓶醋。" not in walked
    pupil, teacher = read(visitor, f"{trail.url}sheet/"), read(visitor, f"{trail.url}sheet/answers/")
    assert pupil.count("sheet-paper__line") == 9
    assert all(f"{name}的答案。" in teacher for name in ("闻一闻", "补一补", "问一问"))
    assert "带一瓶醋。" in teacher
    assert all('content="noindex"' in sheet for sheet in (pupil, teacher))


@pytest.mark.parametrize("below", ["0/", "01/", "4/", "99999999/", "١/", "sheet/teacher/", "1/2/", "nothing/"])
def test_what_is_no_station_is_not_there(visitor: Client, trail: TrailPage, below: str) -> None:
    assert visitor.get(f"{trail.url}{below}").status_code == 404


def test_a_draft_has_no_stations(visitor: Client, trail: TrailPage) -> None:
    trail.unpublish()
    assert {visitor.get(f"{trail.url}{below}").status_code for below in ("", "1/", "sheet/")} == {404}


def test_a_station_at_something_closed_is_left_out_and_the_others_are_counted_on(
    visitor: Client, trail: TrailPage, coat: Artifact
) -> None:
    change_access(record=coat, access=Access.RESTRICTED)
    told = "".join(read(visitor, f"{trail.url}{below}") for below in ("", "1/", "2/", "sheet/", "sheet/answers/"))
    assert "补一补" not in told
    assert "问一问" in read(visitor, f"{trail.url}2/")
    assert visitor.get(f"{trail.url}3/").status_code == 404


@pytest.mark.parametrize(("mode", "word"), [("", "补一补问什么？"), ("pupil", "名字"), ("teacher", "补一补的答案。")])
def test_a_draft_is_previewed_whole_and_on_paper(rf: RequestFactory, trail: TrailPage, mode: str, word: str) -> None:
    answer = trail.make_preview_request(rf.get("/"), mode)
    answer.render()
    assert word in answer.content.decode().replace("<wbr>", "")


def test_a_trail_asks_seldom(visitor: Client, trail: TrailPage) -> None:
    assert {below: asked(visitor, f"{trail.url}{below}") <= MOST for below in ("", "1/", "sheet/")} == {
        "": True, "1/": True, "sheet/": True,
    }  # fmt: skip
    few = asked(visitor, f"{trail.url}1/")
    twice: Any = [*trail.body.get_prep_value(), *trail.body.get_prep_value()]
    trail.body = twice
    trail.save()
    assert asked(visitor, f"{trail.url}1/") <= few


def test_a_trail_is_found_by_its_questions_and_not_by_its_answers(trail: TrailPage) -> None:
    entry = trail_entry(trails().get())
    assert "补一补问什么？" in entry.body
    assert "答案" not in entry.body


def test_words_about_a_record_leave_the_index_with_it(trail: TrailPage, coat: Artifact) -> None:
    page = ExhibitPage(title="饭在锅里", body=[("artifact", {"record": coat, "note": "桂香嫂补的。"})])
    ExhibitIndexPage.objects.get().add_child(instance=page)
    api.reindex()
    OutboxRow.objects.all().delete()
    for words in ("桂香嫂补的", "补一补"):
        assert api.search(words, viewer=api.PUBLIC).total == 1, words
    change_access(record=coat, access=Access.RESTRICTED)
    while drain().total:
        pass
    assert exhibits().exists()
    for words in ("桂香嫂补的", "补一补"):
        assert api.search(words, viewer=api.PUBLIC).total == 0, words
