"""Passages: what is sent on of an interview, its card, and how both die with the words."""

import pytest
from django.test import Client

from archive.services.access import change_access, withdraw
from archive.states import Access, Layer
from museum.card_font import card_font
from tests.factories.archive import PersonFactory, RestrictionFactory
from tests.museum.telling import Told, tell, write

pytestmark = pytest.mark.django_db


def ids(told: Told, first: int = 0, last: int = 1) -> str:
    return f"{told.segments[first].uid}/{told.segments[last].uid}"


def card_url(told: Told, first: int = 0, last: int = 1) -> str:
    return f"{told.url}s/{ids(told, first, last)}/card.png"


needs_font = pytest.mark.skipif(card_font() is None, reason="no Chinese font (apt-get install fonts-noto-cjk)")


@needs_font
def test_a_card_is_a_picture_that_is_asked_for_again_each_time(visitor: Client, told: Told) -> None:
    answer = visitor.get(card_url(told))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "private, no-cache"
    again = visitor.get(card_url(told), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@needs_font
def test_a_card_is_the_same_for_staff_and_for_everybody(visitor: Client, curator_browser: Client) -> None:
    told = tell("我姓洪。", "是我关的。", narrator=PersonFactory.create(name="洪卫国", alive=True))
    assert curator_browser.get(card_url(told)).content == visitor.get(card_url(told)).content


@needs_font
@pytest.mark.parametrize(
    ("close", "status"),
    [
        (lambda told: withdraw(record=told.interview), 410),
        (lambda told: change_access(record=told.interview, access=Access.STAFF), 403),
        (lambda told: change_access(record=told.interview, access=Access.RESTRICTED), 403),
        (lambda told: told.interview.unpublish(), 404),
        (lambda told: RestrictionFactory.create(interview=told.interview, start_ms=1200, end_ms=1300), 410),
        (lambda told: told.transcript.segments.filter(order=1).update(is_redacted=True), 410),
        (lambda told: told.transcript.segments.filter(order=1).delete(), 404),
    ],
    ids=["withdrawn", "staff", "restricted", "draft", "range", "redacted", "deleted"],
)
def test_a_card_is_refused_as_soon_as_its_words_are_not_public(
    visitor: Client, told: Told, close: object, status: int
) -> None:
    kept = visitor.get(card_url(told))["ETag"]
    close(told)  # type: ignore[operator]  # one of the ways above
    for headers in ({}, {"If-None-Match": kept}):
        answer = visitor.get(card_url(told), headers=headers)
        assert answer.status_code == status
        assert answer["Cache-Control"] == "private, no-cache"
    assert visitor.get(f"{told.url}s/{ids(told)}/").status_code == status


def test_the_code_on_a_card_leads_to_the_seconds(visitor: Client, told: Told) -> None:
    answer = visitor.get(f"{told.url}s/{ids(told)}/")
    assert answer["Location"].startswith(f"{told.url}?t=0,")
    assert answer["Location"].endswith(f"#s-{told.segments[0].uid}")


def test_a_passage_of_the_other_layer_leads_to_that_layer(visitor: Client, told: Told) -> None:
    write(told.interview, "整理过的话。", layer=Layer.EDITED)
    assert "layer=raw" in visitor.get(f"{told.url}s/{ids(told)}/")["Location"]


@pytest.mark.parametrize("wrong", ["no/such", "{1}/{0}"])
def test_what_is_no_passage_is_not_there(visitor: Client, told: Told, wrong: str) -> None:
    uids = wrong.format(*(each.uid for each in told.segments))
    assert visitor.get(f"{told.url}s/{uids}/").status_code == 404
    assert visitor.get(f"{told.url}s/{uids}/card.png").status_code == 404


def test_chosen_lines_come_with_link_citation_and_card(visitor: Client, told: Told) -> None:
    uids = [each.uid for each in told.segments]
    answer = visitor.get(f"{told.url}passage/", {"first": uids[0], "last": uids[1]})
    html = answer.content.decode()
    assert "那天夜班，阀门是我关的。师傅在后头打手电。" in html
    assert "周桂生口述" in html
    assert f"/s/{uids[0]}/{uids[1]}/card.png" in html or card_font() is None


def test_a_passage_with_a_hole_is_not_sent(visitor: Client, told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=1500)
    uids = [each.uid for each in told.segments]
    answer = visitor.get(f"{told.url}passage/", {"first": uids[0], "last": uids[2]})
    assert answer.status_code == 404
    assert "这一段发不了" in answer.content.decode()
    assert "师傅" not in answer.content.decode()


@pytest.mark.parametrize("asked", ["t=0,1.9", "from=00:00&to=00:01.9"])
def test_a_shared_link_tells_the_chat_what_is_said(visitor: Client, told: Told, asked: str) -> None:
    html = visitor.get(f"{told.url}?{asked}").content.decode()
    assert '<meta property="og:title" content="“那天夜班，阀门是我关的。师傅在后头打手电。”周桂生">' in html
    assert f"{told.url}?t=0," in html.partition("og:url")[2].partition(">")[0]
    assert ("card.png" in html) == (card_font() is not None)


def test_a_link_to_words_that_are_cut_tells_the_chat_nothing_of_them(visitor: Client, told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=1500)
    html = visitor.get(f"{told.url}?t=0,2").content.decode()
    assert "card.png" not in html
    assert "打手电" not in html


def test_without_letters_no_card_is_offered(visitor: Client, told: Told, settings: pytest.FixtureRequest) -> None:
    settings.CARD_FONT = "/no/such/font.ttf"  # type: ignore[attr-defined]  # pytest-django's settings
    assert "card.png" not in visitor.get(f"{told.url}?t=0,1.9").content.decode()
    assert visitor.get(card_url(told)).status_code == 404
