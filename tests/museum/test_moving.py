"""Dragging blocks is kept in the page's history, told to curators, and can be taken back."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry

from museum.models import ExhibitIndexPage, ExhibitPage, User
from museum.moving import MOVED, lines_of

pytestmark = pytest.mark.django_db


def row(heading: str) -> dict[str, Any]:
    return {"type": "text", "id": heading, "value": {"heading": heading, "body": "<p>字</p>"}}


@pytest.fixture
def page(db: None) -> ExhibitPage:
    page = ExhibitPage(title="听得见的厂", slug="heard", body=[row("一"), row("二"), row("三")])
    ExhibitIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def headings(page: ExhibitPage) -> str:
    draft = ExhibitPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return "".join(block.value["heading"] for block in draft.body)


def drag(page: ExhibitPage, order: str, user: User | None = None) -> None:
    """As the editor saves it."""
    draft = ExhibitPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.body = [row(each) for each in order]
    draft.save_revision(user=user)


def moves(page: ExhibitPage) -> list[PageLogEntry]:
    return list(PageLogEntry.objects.filter(page=page, action=MOVED).order_by("pk"))


def test_a_move_is_kept_with_who_and_where(page: ExhibitPage, curator: User) -> None:
    drag(page, "三一二", curator)
    (entry,) = moves(page)
    assert entry.user == curator
    assert lines_of(entry) == "文字“三”从第 3 块挪到第 1 块"
    assert entry.formatter.format_message(entry) == lines_of(entry)


@pytest.mark.parametrize("order", ["一二三", "一二三四", "一三"])
def test_adding_and_removing_is_no_move(page: ExhibitPage, order: str) -> None:
    drag(page, order)
    assert moves(page) == []


def test_putting_back_keeps_what_was_written_since(page: ExhibitPage, curator_browser: Client, curator: User) -> None:
    drag(page, "三一二", curator)
    drag(page, "三一二四")
    entry = moves(page)[0]
    shown = curator_browser.get(f"/admin/curation/moves/{page.pk}/").content.decode()
    assert lines_of(entry) in shown
    answer = curator_browser.post(f"/admin/curation/moves/{page.pk}/undo/{entry.pk}/", follow=True)
    assert "存成了草稿" in answer.content.decode()
    assert headings(page) == "一二四三"
    assert [each.user for each in moves(page)] == [curator, curator]
    assert "".join(block.value["heading"] for block in ExhibitPage.objects.get(pk=page.pk).body) == "一二三"


def test_what_stands_so_already_is_not_saved_again(page: ExhibitPage, curator_browser: Client) -> None:
    drag(page, "三一二")
    drag(page, "一二三")
    address = f"/admin/curation/moves/{page.pk}/undo/{moves(page)[0].pk}/"
    revisions = page.revisions.count()
    assert "没有要放回的" in curator_browser.post(address, follow=True).content.decode()
    assert page.revisions.count() == revisions


def test_strangers_and_other_pages_have_no_such_record(
    page: ExhibitPage, visitor: Client, curator_browser: Client
) -> None:
    address = f"/admin/curation/moves/{page.pk}/"
    assert visitor.get(address).status_code == 302
    assert curator_browser.get(f"/admin/curation/moves/{page.get_parent().pk}/").status_code == 404
    drag(page, "三一二")
    undo = f"{address}undo/{moves(page)[0].pk}/"
    assert visitor.post(undo).status_code == 302
    assert curator_browser.get(undo).status_code == 405
    assert headings(page) == "三一二"


def test_the_menu_of_the_page_leads_there(page: ExhibitPage, curator_browser: Client) -> None:
    shown = curator_browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f"/admin/curation/moves/{page.pk}/" in shown
    assert "museum.blocks.HotspotsBlock" in shown
