"""The page of the plan: decade and place in the address, the list that says the same."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import MomentMention, Place, PlaceChange
from archive.states import PlaceChangeKind
from tests.factories.archive import PlaceFactory
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db

MOST = 25


def shop(slug: str, opened: int, **fields: object) -> Place:
    place: Place = PlaceFactory.create(
        slug=slug, plan_x=100, plan_y=100, plan_width=90, plan_height=60, **({"name": "聚合车间"} | fields)
    )
    PlaceChange.objects.create(place=place, year=opened, kind=PlaceChangeKind.OPENED, text="开用")
    return place


def page(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("<wbr>", "")


def test_a_decade_is_a_link_and_the_list_says_what_the_sheet_shows(visitor: Client) -> None:
    shop("juhe", 1966)
    shop("dianjie", 1958, name="电解一车间")
    html = page(visitor, "/plant/?decade=1950")
    assert 'href="?decade=1960"' in html
    assert html.count("电解一车间，在用，1958 开用") == 1
    assert '<td class="nowrap">还没有</td>' in html


def test_a_place_opens_its_seconds_of_interviews(visitor: Client, told: Told) -> None:
    place = shop("juhe", 1966)
    MomentMention.objects.create(interview=told.interview, place=place, start_ms=1000, end_ms=2000)
    html = page(visitor, "/plant/?decade=1960&place=juhe")
    assert "师傅在后头打手电。" in html
    assert "t=1,2" in html


def test_a_place_that_is_not_there_yet_opens_nothing(visitor: Client, told: Told) -> None:
    place = shop("juhe", 1966)
    shop("dianjie", 1958)
    MomentMention.objects.create(interview=told.interview, place=place, start_ms=1000, end_ms=2000)
    html = page(visitor, "/plant/?decade=1950&place=juhe")
    assert "1950 年代还没有这个地方" in html
    assert "师傅在后头打手电" not in html


@pytest.mark.parametrize("address", ["/plant/", "/plant/?decade=abc&place=nowhere", "/plant/?decade=3050"])
def test_any_address_shows_a_plan_also_of_an_empty_museum(visitor: Client, address: str) -> None:
    assert "厂区图" in page(visitor, address)


def test_a_draft_is_neither_on_the_sheet_nor_in_the_list(visitor: Client) -> None:
    shop("juhe", 1966)
    shop("secret", 1966, name="没公开的车间", live=False)
    assert "没公开的车间" not in page(visitor, "/plant/?decade=1960&place=secret")


def test_what_is_remembered_of_the_plan_ends_with_the_next_change(visitor: Client) -> None:
    kept, closed = shop("juhe", 1966), shop("secret", 1966, name="先公开后收回的车间")
    address = "/plant/?decade=1960"
    assert "先公开后收回的车间" in page(visitor, address)
    closed.live = False
    closed.save()
    assert "先公开后收回的车间" not in page(visitor, address)
    PlaceChange.objects.create(place=kept, year=1968, kind=PlaceChangeKind.OTHER, text="添了一座塔")
    assert "添了一座塔" in page(visitor, address)


def test_the_page_asks_as_often_for_many_places_as_for_one(visitor: Client, told: Told) -> None:
    def asked() -> int:
        visitor.get("/plant/?decade=1960&place=juhe")
        with CaptureQueriesContext(connection) as queries:
            page(visitor, "/plant/?decade=1960&place=juhe")
        return len(queries)

    place = shop("juhe", 1966)
    MomentMention.objects.create(interview=told.interview, place=place, start_ms=1000, end_ms=2000)
    few = asked()
    for number in range(12):
        MomentMention.objects.create(
            interview=told.interview, place=shop(f"shop-{number}", 1958 + number), start_ms=0, end_ms=1000
        )
    assert asked() <= few
    assert few <= MOST
